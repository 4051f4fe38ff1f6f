//! Invitations: a link for a merchant, its QR code and the words to send along, and where those that were made stand.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::Timestamp;
use wxfleet_model::authorizer::AuthorizerKind;
use wxfleet_model::link::{AuthorizationLink, LinkClosed, LinkOpenings, OpenedWith};
use wxfleet_model::permission_set::{self, PermissionSet};
use wxfleet_wechat::authorize::AuthType;

use super::address;
use super::frame::{Chrome, Frame};
use super::pieces::{Ago, Icon, Id, Refusal, Tag, Tone, in_china};
use crate::locale::{Language, words};
use crate::qr::Qr;

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkForm {
    /// WeChat's number for the kinds of account.
    pub auth_type: i64,
    /// The one account that may answer; empty for any.
    pub biz_appid: String,
    /// The permission sets that are asked for; none asks for all.
    pub category_ids: Vec<i64>,
    /// The operator's own words.
    pub note: String,
    /// For how many days it is good.
    pub days: i64,
}

impl Default for LinkForm {
    fn default() -> Self {
        Self {
            auth_type: AuthType::MiniPrograms.number(),
            biz_appid: String::new(),
            category_ids: Vec::new(),
            note: String::new(),
            days: 7,
        }
    }
}

/// An invitation that was just made. Its address is shown this once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeLink<'a> {
    /// The address to send.
    pub url: &'a str,
    /// The invitation.
    pub link: &'a AuthorizationLink,
}

/// `GET /console/authorization`.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizationPage<'a> {
    /// What the merchant knows the platform by.
    pub platform_name: &'a str,
    /// What stands in the form.
    pub form: &'a LinkForm,
    /// The invitation that was just made.
    pub made: Option<MadeLink<'a>>,
    /// Those that were made, the newest first.
    pub links: &'a [AuthorizationLink],
    /// From where older ones go on.
    pub older: Option<&'a str>,
    /// Whether the person may make one.
    pub may_write: bool,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl AuthorizationPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        crate::rendered(&Authorization {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            page: self,
            wrong: self.refusal.and_then(|refusal| refusal.field.as_deref()).unwrap_or_default(),
            made: self.made.map(|made| Made::of(made, self.platform_name, frame)),
            lines: self.links.iter().map(|link| line(link, frame)).collect(),
        })
    }
}

/// The words to send to a merchant, in Chinese whatever the operator reads.
fn message(platform: &str, made: MadeLink<'_>) -> String {
    let what = match made.link.auth_type {
        AuthType::MiniPrograms => "小程序",
        AuthType::OfficialAccounts => "公众号",
        _ => "小程序或公众号",
    };
    let until = in_china(made.link.expires_at, "%Y年%-m月%-d日 %H:%M");
    format!(
        "您好，请把您的{what}授权给“{platform}”，由我们为您开发和维护。请由{what}的管理员在微信中打开下面的链接，按提示扫码确认，半分钟即可完成：\n{}\n链接只能使用一次，有效期至 {until}。账号仍归您所有，随时可以取消授权。",
        made.url
    )
}

/// An invitation that was just made, as it stands above a page: QR code, address, words to send along.
#[derive(Template)]
#[template(path = "console/made.html")]
pub(super) struct Made<'a> {
    words: &'static MadeWords,
    id: Id<'a>,
    qr: Option<Qr>,
    message: String,
    until: Ago,
}

impl HtmlSafe for Made<'_> {}

impl<'a> Made<'a> {
    pub(super) fn of(made: MadeLink<'a>, platform_name: &str, frame: &Frame<'_>) -> Self {
        Self {
            words: MadeWords::of(frame.language),
            id: Id { text: made.url, language: frame.language },
            qr: Qr::of(made.url),
            message: message(platform_name, made),
            until: frame.chrome().ago(&made.link.expires_at),
        }
    }
}

words! {
    /// Words of an invitation that was just made.
    MadeWords {
        made: "授权链接已生成", "The link is ready";
        made_says: "链接只在这里显示一次，请现在发给商家。", "It is shown this once: send it to the merchant now.";
        qr: "授权链接二维码", "QR code of the link";
        message: "发给商家的话", "Words for the merchant";
        copy: "复制这段话", "Copy them";
        until: "有效期至", "Good until";
    }
}

/// A row of the list.
struct Line<'a> {
    link: &'a AuthorizationLink,
    tag: Tag,
    kinds: &'static str,
    account: Option<String>,
    /// With what it was opened the last time.
    opened: Option<(&'static str, LinkOpenings)>,
}

fn line<'a>(link: &'a AuthorizationLink, frame: &Frame<'_>) -> Line<'a> {
    let language = frame.language;
    let (tone, zh, en) = match link.open_at(frame.now) {
        Ok(()) if link.opened.is_some() => (Tone::Info, "已打开，等待确认", "Opened, not confirmed yet"),
        Ok(()) => (Tone::Quiet, "等待商家打开", "Waits for the merchant"),
        Err(LinkClosed::Used) => (Tone::Good, "已授权", "Authorized"),
        Err(LinkClosed::Expired) => (Tone::Quiet, "已过期", "Ended"),
    };
    Line {
        link,
        tag: Tag { tone, word: language.pick(zh, en) },
        kinds: kinds(link.auth_type, language),
        opened: link.opened.map(|opened| {
            let with = match opened.with {
                OpenedWith::WeChat => language.pick("手机微信", "WeChat on a phone"),
                OpenedWith::Phone => language.pick("手机浏览器", "a phone's browser"),
                OpenedWith::Desk => language.pick("电脑", "a computer"),
            };
            (with, opened)
        }),
        account: link.used.as_ref().map(|used| address::of_account(link.component_appid.as_str(), used.appid.as_str())),
    }
}

/// Which accounts may answer.
fn kinds(auth_type: AuthType, language: Language) -> &'static str {
    match auth_type {
        AuthType::MiniPrograms => language.pick("小程序", "Mini Program"),
        AuthType::OfficialAccounts => language.pick("公众号", "Official Account"),
        AuthType::Both => language.pick("小程序或公众号", "Mini Program or Official Account"),
        AuthType::Promoter => language.pick("推客", "Promoter"),
        AuthType::Channels => language.pick("视频号", "Channels"),
        AuthType::All => language.pick("全部类型", "Any kind"),
        AuthType::TalentAssistant => language.pick("带货助手", "Talent assistant"),
    }
}

words! {
    /// Words of the page.
    Words {
        title: "授权", "Authorization";
        says: "生成授权链接发给商家，商家确认后账号就会出现在账号列表里。", "Make a link and send it to the merchant; once they confirm, the account is in the list.";
        make: "生成授权链接", "Make a link";
        kind: "账号类型", "Kind of account";
        sets: "权限集", "Permission sets";
        sets_help: "不勾选则请求全部权限，推荐。", "Tick none to ask for all of them, which is best.";
        mini: "小程序", "Mini Program";
        official: "公众号", "Official Account";
        only: "只允许这个 AppID（可选）", "For this appid only (optional)";
        only_help: "填写后，其他账号扫码会被拒绝。", "Any other account is refused.";
        note: "备注（可选）", "Note (optional)";
        note_help: "只有我们看得到，例如商家名称或工单号。", "Only we see it: the merchant's name, say.";
        days: "有效期", "Good for";
        day_1: "1 天", "1 day";
        day_7: "7 天", "7 days";
        day_30: "30 天", "30 days";
        links: "已生成的链接", "Links that were made";
        no_links: "还没有生成过授权链接。", "None was made yet.";
        any: "未备注", "No note";
        only_short: "仅限", "Only";
        expires: "到期", "ends";
        opened: "打开过", "opened";
        times: "次，最近用", "times, last with";
        status: "商家状态页", "Status page";
        older: "更早的链接", "Earlier";
        see: "查看账号", "See the account";
    }
}

#[derive(Template)]
#[template(path = "console/authorization.html")]
struct Authorization<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a AuthorizationPage<'a>,
    wrong: &'a str,
    made: Option<Made<'a>>,
    lines: Vec<Line<'a>>,
}

impl Authorization<'_> {
    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.wrong == field
    }

    /// The kinds of account that are offered: number, name, whether it is the chosen one.
    fn kinds(&self) -> [(i64, &'static str, bool); 3] {
        [AuthType::MiniPrograms, AuthType::OfficialAccounts, AuthType::Both]
            .map(|kind| (kind.number(), kinds(kind, self.language), self.page.form.auth_type == kind.number()))
    }

    fn spans(&self) -> [(i64, &'static str, bool); 3] {
        let words = self.words;
        [(1, words.day_1), (7, words.day_7), (30, words.day_30)]
            .map(|(days, name)| (days, name, self.page.form.days == days))
    }

    /// The sets for each kind of account.
    fn families(&self) -> [(&'static str, Vec<&'static PermissionSet>); 2] {
        [(self.words.mini, AuthorizerKind::MiniProgram), (self.words.official, AuthorizerKind::OfficialAccount)]
            .map(|(name, kind)| (name, permission_set::SETS.iter().filter(|set| set.kind == kind).collect()))
    }

    fn is_asked(&self, set: &PermissionSet) -> bool {
        self.page.form.category_ids.contains(&set.id.0)
    }
}
