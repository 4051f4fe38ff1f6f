//! When an authorization does not go through: what happened, who can mend it, what to do next.

mod texts;

use askama::Template;
use wxfleet_wechat::id::Appid;

use self::texts::Who;
use super::page_codes::{self, PageCode};
use super::{Frame, shown};
use crate::locale::{Language, words};
use crate::web_address;

/// What stands in the merchant's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MerchantProblem<'a> {
    /// The invitation's time is over.
    InvitationExpired,
    /// The invitation has served its authorization.
    InvitationUsed,
    /// No invitation has this token.
    InvitationUnknown,
    /// No status page has this token.
    StatusUnknown,
    /// No platform of this appid is here.
    ComponentUnknown,
    /// WeChat has pushed no ticket yet (also 61005, 61006), so there is no link to give.
    NoTicket,
    /// WeChat refuses the platform itself: its secret, its egress address, its state (40125, 61004, 61011, …).
    PlatformRefused,
    /// WeChat led back without an `auth_code`.
    CodeMissing,
    /// The `auth_code` is none, or was used before (61009).
    CodeInvalid,
    /// The `auth_code` came too late (61010).
    CodeExpired,
    /// Another account than the invited one was authorized (`biz_appid`).
    WrongAccount {
        /// The account that was asked for.
        wanted: &'a Appid,
    },
    /// WeChat could not be reached, or did not answer in time.
    WechatUnreachable,
    /// WeChat is busy, or we asked too often (-1, 45009, 45011).
    WechatBusy,
    /// WeChat refused for another reason; the code stands in the [`Reference`].
    WechatRefused,
    /// We could not store the answer, or something else of ours is at fault.
    Ours,
}

/// What helps whoever looks into it. Printed small; never the first thing a merchant reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reference<'a> {
    /// WeChat's code.
    pub errcode: Option<i64>,
    /// WeChat's text.
    pub errmsg: Option<&'a str>,
    /// WeChat's request id.
    pub rid: Option<&'a str>,
    /// Our request id.
    pub request_id: Option<&'a str>,
}

impl Reference<'_> {
    fn is_empty(self) -> bool {
        self == Reference::default()
    }
}

/// A page for a merchant who cannot go on.
#[derive(Debug, Clone, Copy)]
pub struct ProblemPage<'a> {
    /// What happened.
    pub problem: MerchantProblem<'a>,
    /// What the ISV calls its platform; may be empty or unknown.
    pub component_name: &'a str,
    /// The button's address: where to begin anew. It is shown only where trying again can help.
    pub retry_url: Option<&'a str>,
    /// For whoever looks into it.
    pub reference: Reference<'a>,
}

impl ProblemPage<'_> {
    /// The page as HTML.
    pub fn render(&self, language: Language) -> String {
        let isv = shown(self.component_name, language.pick("服务商", "the platform's operator"));
        let told = self.problem.told(language, isv);
        let retry_url = self.retry_url.filter(|url| url.starts_with('/') || web_address(url).is_some());
        crate::rendered(&Problem {
            frame: Frame::of(language),
            words: Words::of(language),
            retry_url: retry_url.filter(|_| told.again),
            told,
            reference: self.reference,
            codes: page_codes::all(language),
        })
    }
}

/// A problem in a merchant's words.
struct Told {
    title: &'static str,
    what: String,
    who: String,
    next: String,
    again: bool,
}

impl Who {
    fn words(self, language: Language, isv: &str) -> String {
        match self {
            Self::You => language.pick("你自己", "You").to_owned(),
            Self::Isv => isv.to_owned(),
            Self::Wechat => language.pick("微信，通常很快恢复", "WeChat; it mostly passes soon").to_owned(),
            Self::Itself => {
                let words = language.pick("会自动恢复，长时间不好请联系", "It passes by itself; if it stays, ask");
                format!("{words} {isv}")
            }
        }
    }
}

impl MerchantProblem<'_> {
    fn told(self, language: Language, isv: &str) -> Told {
        let text = self.text();
        let [title, what, next] = language.pick(text.zh, text.en);
        let wanted = match self {
            Self::WrongAccount { wanted } => wanted.as_str(),
            _ => "",
        };
        let fill = |text: &str| text.replace("{wanted}", wanted).replace("{isv}", isv);
        Told { title, what: fill(what), who: text.who.words(language, isv), next: fill(next), again: text.again }
    }

    const fn text(self) -> texts::Text {
        match self {
            Self::InvitationExpired => texts::INVITATION_EXPIRED,
            Self::InvitationUsed => texts::INVITATION_USED,
            Self::InvitationUnknown => texts::INVITATION_UNKNOWN,
            Self::StatusUnknown => texts::STATUS_UNKNOWN,
            Self::ComponentUnknown => texts::COMPONENT_UNKNOWN,
            Self::NoTicket => texts::NO_TICKET,
            Self::PlatformRefused => texts::PLATFORM_REFUSED,
            Self::CodeMissing => texts::CODE_MISSING,
            Self::CodeInvalid => texts::CODE_INVALID,
            Self::CodeExpired => texts::CODE_EXPIRED,
            Self::WrongAccount { .. } => texts::WRONG_ACCOUNT,
            Self::WechatUnreachable => texts::WECHAT_UNREACHABLE,
            Self::WechatBusy => texts::WECHAT_BUSY,
            Self::WechatRefused => texts::WECHAT_REFUSED,
            Self::Ours => texts::OURS,
        }
    }
}

words! {
    /// Words of the page.
    Words {
        who: "谁来处理", "Who can fix it";
        next: "下一步", "What to do";
        again: "再试一次", "Try again";
        reference: "排查时用", "For whoever looks into it";
        trouble: "微信页面上显示了错误码？", "WeChat's page shows a code?";
    }
}

#[derive(Template)]
#[template(path = "merchant/problem.html")]
struct Problem<'a> {
    frame: Frame,
    words: &'static Words,
    told: Told,
    retry_url: Option<&'a str>,
    reference: Reference<'a>,
    codes: Vec<PageCode>,
}
