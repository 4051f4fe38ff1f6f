//! The form before a job: to whom, what exactly, and what that means.

use askama::Template;
use wxfleet_model::domain::Way;

use super::super::accounts::AccountsQuery;
use super::super::address;
use super::super::frame::{Chrome, Frame};
use super::super::pieces::{Icon, Refusal};
use crate::locale::{Language, words};

/// What can be done to many accounts at once, as the menus of the list name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Add and remove labels.
    Labels,
    /// Read profiles anew.
    Refresh,
    /// Server domains.
    ServerDomains,
    /// Business domains.
    WebviewDomains,
    /// A tester.
    Testers,
}

impl Deed {
    /// All of them, in the order of the menus.
    pub const ALL: [Self; 5] = [Self::Labels, Self::Refresh, Self::ServerDomains, Self::WebviewDomains, Self::Testers];

    /// Its word in a form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Refresh => "refresh",
            Self::ServerDomains => "server_domains",
            Self::WebviewDomains => "webview_domains",
            Self::Testers => "testers",
        }
    }

    /// The deed of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }

    /// What a menu calls it.
    pub(crate) const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Labels => language.pick("添加或移除标签", "Add or remove labels"),
            Self::Refresh => language.pick("从微信刷新资料", "Read profiles from WeChat"),
            Self::ServerDomains => language.pick("服务器域名", "Server domains"),
            Self::WebviewDomains => language.pick("业务域名", "Business domains"),
            Self::Testers => language.pick("体验成员", "Testers"),
        }
    }

    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Labels => Icon("tag"),
            Self::Refresh => Icon("refresh"),
            Self::ServerDomains | Self::WebviewDomains => Icon("settings"),
            Self::Testers => Icon("accounts"),
        }
    }
}

/// Which accounts are meant, as the form carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant<'a> {
    /// These: appids, joined by commas.
    Picked(&'a str),
    /// All that pass this filter.
    Matching(AccountsQuery<'a>),
}

/// The form as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJobForm {
    /// Labels to add, by commas apart.
    pub add: String,
    /// Labels to remove.
    pub remove: String,
    /// Whether domains are deleted or a tester is unbound, not added.
    pub takes_away: bool,
    /// Hosts, one a line.
    pub domains: String,
    /// By which way domains are set.
    pub way: Way,
    /// Whom.
    pub wechatid: String,
}

impl Default for NewJobForm {
    fn default() -> Self {
        Self {
            add: String::new(),
            remove: String::new(),
            takes_away: false,
            domains: String::new(),
            way: Way::Platform,
            wechatid: String::new(),
        }
    }
}

/// `POST /console/accounts/jobs/new`.
#[derive(Debug, Clone, Copy)]
pub struct NewJobPage<'a> {
    /// What is to be done.
    pub deed: Deed,
    /// To whom.
    pub meant: Meant<'a>,
    /// How many that are.
    pub count: u64,
    /// What was typed.
    pub form: &'a NewJobForm,
    /// Why it was not done.
    pub refusal: Option<&'a Refusal>,
}

impl NewJobPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let (picked, filter) = match self.meant {
            Meant::Picked(appids) => (appids, String::new()),
            Meant::Matching(query) => ("", query.query()),
        };
        let back = match self.meant {
            Meant::Picked(_) => "/console/accounts".to_owned(),
            Meant::Matching(query) => address::with_raw_query("/console/accounts", &query.query()),
        };
        crate::rendered(&New {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            page: self,
            title: self.deed.name(language),
            happens: self.happens(language),
            is_picked: matches!(self.meant, Meant::Picked(_)),
            picked,
            filter,
            back,
        })
    }

    /// What will happen, sentence by sentence.
    fn happens(&self, language: Language) -> Vec<String> {
        let count = self.count;
        let whom = match (self.meant, language) {
            (Meant::Picked(_), Language::Zh) => format!("选中的 {count} 个账号"),
            (Meant::Picked(_), Language::En) => format!("the {count} accounts that were chosen"),
            (Meant::Matching(query), Language::Zh) if query.is_empty() => format!("当前平台的全部 {count} 个账号"),
            (Meant::Matching(query), Language::En) if query.is_empty() => {
                format!("all {count} accounts of the platform")
            }
            (Meant::Matching(_), Language::Zh) => format!("符合筛选条件的 {count} 个账号"),
            (Meant::Matching(_), Language::En) => format!("all {count} accounts that match the filter"),
        };
        let first = match (self.deed, language) {
            (Deed::Labels, Language::Zh) => {
                format!("{whom}会加上或去掉下面的标签。标签只在这里使用，微信和商家看不到。")
            }
            (Deed::Labels, Language::En) => {
                format!("Labels are added to {whom}, or taken from them. WeChat and merchants do not see them.")
            }
            (Deed::Refresh, Language::Zh) => {
                format!("向微信重新读取{whom}的名称、头像、认证和权限，每个账号一次调用。")
            }
            (Deed::Refresh, Language::En) => {
                format!("WeChat is asked anew for name, avatar, verification and permissions of {whom}, one call each.")
            }
            (Deed::ServerDomains, Language::Zh) => format!("{whom}的服务器域名会增加或删除下面的域名，其余域名不变。"),
            (Deed::ServerDomains, Language::En) => {
                format!("These hosts are added to the server domains of {whom}, or deleted; their other domains stay.")
            }
            (Deed::WebviewDomains, Language::Zh) => format!("{whom}的业务域名会增加或删除下面的域名，其余域名不变。"),
            (Deed::WebviewDomains, Language::En) => format!(
                "These hosts are added to the business domains of {whom}, or deleted; their other domains stay."
            ),
            (Deed::Testers, Language::Zh) => format!("这个微信号会成为{whom}的体验成员，或不再是。"),
            (Deed::Testers, Language::En) => format!("This person becomes a tester of {whom}, or is one no more."),
        };
        let mut said = vec![first];
        if matches!(self.deed, Deed::ServerDomains | Deed::WebviewDomains | Deed::Testers) {
            said.push(
                language
                    .pick(
                        "公众号和已取消授权的账号会跳过。",
                        "Official Accounts, and accounts that are not authorized any more, are left out.",
                    )
                    .to_owned(),
            );
        }
        said.push(
            language
                .pick(
                    "提交后在后台逐个执行，可以随时停止；失败的会列出原因，处理后可以重试。",
                    "It goes on in the background, one account after the other, and can be stopped. What fails is listed with its reason and can be tried again.",
                )
                .to_owned(),
        );
        said
    }
}

words! {
    /// Words of the form.
    Words {
        accounts: "账号", "Accounts";
        jobs: "批量任务", "Jobs";
        add: "添加标签", "Add labels";
        remove: "移除标签", "Remove labels";
        labels_help: "多个标签用逗号分开；每个账号最多 20 个标签。", "Several are set apart by commas; an account has at most 20.";
        does: "做什么", "What is done";
        add_domains: "添加", "Add";
        delete_domains: "删除", "Delete";
        domains: "域名", "Domains";
        server_help: "每行一个，如 api.example.com，会加入 request、socket、uploadFile、downloadFile；写明协议（https://、wss://、udp://、tcp://）则只加入对应的列表。", "One a line. A plain host such as api.example.com goes into request, socket, uploadFile and downloadFile; with a scheme (https://, wss://, udp://, tcp://) into the lists of that scheme alone.";
        webview_help: "每行一个，如 www.example.com。", "One a line, such as www.example.com.";
        way: "设置方式", "Way";
        by_platform: "经第三方平台", "By the platform";
        by_platform_says: "域名须先在第三方平台登记，没有登记的会被列为失败。", "The platform must have registered the hosts; others are listed as failed.";
        directly: "直接设置", "Directly";
        directly_says: "不需要在第三方平台登记；要等小程序下次发布后对线上版生效。", "Needs no registration with the platform; the online version follows with the next release.";
        bind: "添加为体验成员", "Make a tester";
        unbind: "移除体验成员", "Remove as tester";
        wechatid: "微信号", "WeChat id";
        wechatid_help: "不是昵称；对方需在微信里允许通过微信号被搜索到。", "Not the nickname; the person must be findable by it.";
        start: "开始执行", "Start";
        cancel: "取消", "Cancel";
    }
}

#[derive(Template)]
#[template(path = "console/jobs/new.html")]
struct New<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a NewJobPage<'a>,
    title: &'static str,
    happens: Vec<String>,
    is_picked: bool,
    picked: &'a str,
    filter: String,
    back: String,
}

impl New<'_> {
    fn is(&self, deed: Deed) -> bool {
        self.page.deed == deed
    }

    /// What to enter as domains, where it is about them.
    fn domains_help(&self) -> Option<&'static str> {
        match self.page.deed {
            Deed::ServerDomains => Some(self.words.server_help),
            Deed::WebviewDomains => Some(self.words.webview_help),
            Deed::Labels | Deed::Refresh | Deed::Testers => None,
        }
    }

    fn is_direct(&self) -> bool {
        self.page.form.way == Way::Direct
    }

    /// Whether this field is at fault.
    fn wrong(&self, field: &str) -> bool {
        let at_fault = self.page.refusal.and_then(|refusal| refusal.field.as_deref()).unwrap_or_default();
        at_fault.split(['[', '.']).next() == Some(field)
    }
}
