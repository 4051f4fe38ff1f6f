//! Who gets in before everybody does, and by which codes: testers, and the rules by which links in ordinary QR codes open
//! the Mini Program.

use askama::Template;
use wxfleet_wechat::wxacode::{QrcodeJumpGetReply, QrcodeJumpGetReplyRuleList};

use super::{Head, Subject, Tab};
use crate::console::address::with_query;
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// A tester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TesterRow {
    /// WeChat's name for them.
    pub userstr: String,
    /// Their WeChat id, if they were bound by it here.
    pub wechatid: Option<String>,
}

/// `GET …/access`.
#[derive(Debug, Clone, Copy)]
pub struct AccessPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Who may open the trial version, or why WeChat did not say.
    pub testers: Result<&'a [TesterRow], &'a Refusal>,
    /// The rules for links, or why WeChat did not say.
    pub rules: Result<&'a QrcodeJumpGetReply, &'a Refusal>,
    /// A confirm file that is served from now on: its address.
    pub served: Option<&'a str>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl AccessPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Access {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Access),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
        })
    }
}

words! {
    /// Words of the page.
    Words {
        testers: "体验成员", "Testers";
        testers_says: "可以打开体验版的人。", "Who can open the trial version.";
        no_testers: "还没有体验成员。", "There are none yet.";
        wechatid: "微信号", "WeChat id";
        add: "添加", "Add";
        remove: "移除", "Remove";
        unnamed: "在别处添加，微信只给出编号", "Added elsewhere; WeChat gives only a code";
        trial_code: "体验码", "Trial QR code";
        rules: "扫普通二维码打开小程序", "Ordinary QR codes that open it";
        rules_says: "桌贴、海报上的普通链接二维码，用微信扫一扫就能打开小程序的指定页面。", "Codes with plain links, on tables and posters, open a page of the Mini Program when scanned with WeChat.";
        no_rules: "还没有规则。在下面添加第一条：先测试，再发布。", "There is no rule yet. Add the first one below; test it, then publish it.";
        left: "本月还可以发布", "Publications left this month:";
        left_after: " 次", "";
        published: "已发布", "Published";
        draft: "测试中", "Being tested";
        opens: "打开", "opens";
        publish: "发布", "Publish";
        delete: "删除", "Delete";
        new_rule: "添加规则", "Add a rule";
        prefix: "二维码链接以此开头", "Links begin with";
        prefix_help: "例如 https://q.example.com/table；域名下要能访问微信的校验文件。", "As https://q.example.com/table; WeChat's confirm file must be reached on its host.";
        path: "打开的页面", "Page to open";
        scope: "测试范围", "While it is tested, it opens";
        scope_trial: "体验版", "the trial version";
        scope_release: "线上版", "the online version";
        sub: "以它开头的更长链接也由这条规则处理", "Longer links that begin so follow this rule, too";
        tests: "测试链接（可选，每行一个，最多 5 个）", "Links to test with (optional, one a line, at most 5)";
        save: "保存规则", "Save the rule";
        file: "获取校验文件", "Fetch the confirm file";
        file_says: "向微信取校验文件，并放到本服务的根路径。链接用别的域名时，请把文件内容放到那个域名下。", "Fetches WeChat's confirm file and serves it at this server's root. For a link on another host, put the file there.";
        served: "校验文件已就位：", "The confirm file is in place: ";
    }
}

#[derive(Template)]
#[template(path = "console/account/access.html")]
struct Access<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a AccessPage<'a>,
}

impl Access<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.refusal.is_some_and(|refusal| refusal.field.as_deref() == Some(field))
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn prefix<'b>(&self, rule: &'b QrcodeJumpGetReplyRuleList) -> &'b str {
        rule.prefix.as_deref().unwrap_or_default()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn path<'b>(&self, rule: &'b QrcodeJumpGetReplyRuleList) -> &'b str {
        rule.path.as_deref().unwrap_or_default()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn is_published(&self, rule: &QrcodeJumpGetReplyRuleList) -> bool {
        rule.state == Some(2)
    }

    fn tag(&self, rule: &QrcodeJumpGetReplyRuleList) -> Tag {
        let (tone, word) =
            if self.is_published(rule) { (Tone::Good, self.words.published) } else { (Tone::Info, self.words.draft) };
        Tag { tone, word }
    }

    /// Where a question about a rule is.
    fn ask(&self, rule: &QrcodeJumpGetReplyRuleList, what: &str) -> String {
        with_query(&format!("{}/rules/{what}", self.head.base), &[("prefix", self.prefix(rule))])
    }
}
