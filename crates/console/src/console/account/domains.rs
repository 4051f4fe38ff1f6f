//! What a Mini Program may talk to and which pages it may open, by one of two ways, each explained where it is chosen.

use askama::Template;
use wxfleet_model::domain::{DomainKind, DomainLists, Way};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Refusal};
use crate::locale::{Language, words};

/// The lists of one way, or why WeChat did not say.
#[derive(Debug, Clone, Copy)]
pub struct DomainsWay<'a> {
    /// Which.
    pub way: Way,
    /// What it may talk to.
    pub server: Result<&'a DomainLists, &'a Refusal>,
    /// What it may open.
    pub webview: Result<&'a DomainLists, &'a Refusal>,
}

/// `GET …/domains`.
#[derive(Debug, Clone, Copy)]
pub struct DomainsPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// The way that is looked at.
    pub lists: DomainsWay<'a>,
    /// What WeChat dropped of the last change without a word.
    pub dropped: &'a [String],
    /// A confirm file that is served from now on: its address.
    pub served: Option<&'a str>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl DomainsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Domains {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Domains),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
        })
    }
}

words! {
    /// Words of the page.
    Words {
        way: "设置方式", "The way";
        platform: "通过第三方平台（推荐）", "By the platform (usual)";
        platform_says: "域名先在微信开放平台的第三方平台里登记，再分配给小程序。改动立即生效；没有登记过的域名，微信会悄悄丢掉，我们会逐个指出来。", "Hosts are registered with the platform at WeChat, then assigned to the account. A change is in force at once. WeChat drops what is not registered without a word; we name it.";
        direct: "直接为这个小程序设置", "Directly for this account";
        direct_says: "只属于这个小程序，不需要在平台登记。业务域名要先放校验文件；改动可能要到下次发布才对用户生效，每月次数有限。", "For this account alone, without being registered. Business hosts need a confirm file first. A change may reach users with the next release only, and there are so many a month.";
        dropped: "微信没有接受这些域名", "WeChat did not take these hosts";
        dropped_says: "它们没有在第三方平台登记。请管理员在微信开放平台 → 第三方平台 → 开发资料里登记后再保存，或改用“直接设置”。", "They are not registered with the platform. An administrator registers them in WeChat's console of the platform; then save again, or set them directly.";
        server: "服务器域名", "Server domains";
        server_says: "小程序代码可以访问的地址。", "What its code may talk to.";
        webview: "业务域名", "Business domains";
        webview_says: "小程序里的网页（web-view）可以打开的地址。", "What its web views may open.";
        each_line: "每行一个，以 https:// 等开头；不在列表里的会被删除。", "One a line, with its scheme; what is not listed is removed.";
        request: "request 合法域名", "request";
        ws: "socket 合法域名", "socket";
        upload: "uploadFile 合法域名", "uploadFile";
        download: "downloadFile 合法域名", "downloadFile";
        udp: "udp 合法域名", "udp";
        tcp: "tcp 合法域名", "tcp";
        more: "udp 与 tcp", "udp and tcp";
        file: "获取校验文件", "Fetch the confirm file";
        file_says: "直接设置业务域名前，把微信的校验文件放到域名根目录。点这里会取来并放到本服务的根路径，域名指向本服务时无需再做什么。", "Before business domains are set directly, WeChat's confirm file has to stand at their root. This fetches it and serves it at this server's root; where the host is this server, that is all.";
        served: "校验文件已就位：", "The confirm file is in place: ";
        save: "保存", "Save";
    }
}

/// A list in a form.
struct List {
    name: &'static str,
    title: &'static str,
    entries: String,
}

#[derive(Template)]
#[template(path = "console/account/domains.html")]
struct Domains<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a DomainsPage<'a>,
}

impl Domains<'_> {
    /// Both ways: word, name, what it means, whether it is looked at.
    fn ways(&self) -> [(&'static str, &'static str, &'static str, bool); 2] {
        let words = self.words;
        [(Way::Platform, words.platform, words.platform_says), (Way::Direct, words.direct, words.direct_says)]
            .map(|(way, name, says)| (way.as_str(), name, says, way == self.page.lists.way))
    }

    fn way(&self) -> &'static str {
        self.page.lists.way.as_str()
    }

    fn is_direct(&self) -> bool {
        self.page.lists.way == Way::Direct
    }

    /// The lists that every account has.
    fn usual(&self, lists: &DomainLists) -> [List; 4] {
        let words = self.words;
        [
            (DomainKind::Request, words.request),
            (DomainKind::Ws, words.ws),
            (DomainKind::Upload, words.upload),
            (DomainKind::Download, words.download),
        ]
        .map(|(kind, title)| list(kind, title, lists))
    }

    /// Those that few have.
    fn rare(&self, lists: &DomainLists) -> [List; 2] {
        [(DomainKind::Udp, self.words.udp), (DomainKind::Tcp, self.words.tcp)]
            .map(|(kind, title)| list(kind, title, lists))
    }

    fn has_rare(&self, lists: &DomainLists) -> bool {
        self.rare(lists).iter().any(|list| !list.entries.is_empty())
    }

    fn pages(lists: &DomainLists) -> String {
        lists.of(DomainKind::Webview).join("\n")
    }
}

fn list(kind: DomainKind, title: &'static str, lists: &DomainLists) -> List {
    List { name: kind.as_str(), title, entries: lists.of(kind).join("\n") }
}
