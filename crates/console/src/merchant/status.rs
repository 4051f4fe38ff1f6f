//! A merchant's own page about their account: since when it is authorized, what is online, how the review stands.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::Offset;
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerState};
use wxfleet_model::code::{CodeState, Version};

use super::{Frame, Look, monogram, shown};
use crate::locale::{Language, words};
use crate::web_address;

/// `GET /status/{token}`.
#[derive(Debug, Clone, Copy)]
pub struct StatusPage<'a> {
    /// What the ISV calls its platform, or its appid.
    pub component_name: &'a str,
    /// How it shows itself.
    pub look: Look<'a>,
    /// The account.
    pub account: &'a Authorizer,
    /// Its code, as far as we know.
    pub code: &'a CodeState,
}

impl StatusPage<'_> {
    /// The page as HTML.
    pub fn render(&self, language: Language) -> String {
        let words = Words::of(language);
        let nick_name = shown(&self.account.profile.nick_name, self.account.appid.as_str());
        let other = language.pick(Language::En, Language::Zh);
        crate::rendered(&Status {
            frame: Frame::of(language),
            words,
            name: shown(self.component_name, self.account.component_appid.as_str()),
            contact: self.look.contact,
            nick_name,
            monogram: monogram(nick_name),
            appid: self.account.appid.as_str(),
            avatar: web_address(&self.account.profile.head_img),
            standing: standing(self.account.state(), words),
            since: day(self.account.authorized_at),
            is_mini_program: self.account.kind != Some(AuthorizerKind::OfficialAccount),
            online: self.code.online.as_ref(),
            review: self.review(words),
            other_tag: other.tag(),
            other_name: other.pick("中文", "English"),
        })
    }

    /// How the submission stands: the version, and what of it. One that is online already is not told again.
    fn review(&self, words: &'static Words) -> Option<(&Version, &'static str)> {
        let slot = self.code.audit.as_ref().filter(|slot| !slot.released)?;
        let says = match slot.status {
            AuditStatus::InReview => words.in_review,
            AuditStatus::Delayed => words.delayed,
            AuditStatus::Rejected => words.rejected,
            AuditStatus::Approved => words.approved,
            AuditStatus::Withdrawn => return None,
        };
        Some((&slot.version, says))
    }
}

/// How an account stands, as its merchant needs to hear it: the mark beside the avatar, and the sentence.
fn standing(state: AuthorizerState, words: &'static Words) -> (&'static str, &'static str) {
    match state {
        AuthorizerState::Well | AuthorizerState::Failing => ("good", words.well),
        AuthorizerState::Closed => ("warn", words.closed),
        AuthorizerState::Reauthorize => ("warn", words.reauthorize),
        AuthorizerState::Frozen => ("warn", words.frozen),
        AuthorizerState::Unauthorized => ("warn", words.withdrawn),
    }
}

/// A day as a merchant's calendar shows it. China has one time zone, without summer time.
fn day(at: Timestamp) -> String {
    Offset::constant(8).to_datetime(at).strftime("%Y-%m-%d").to_string()
}

words! {
    /// Words of the page.
    Words {
        title: "账号状态", "How the account stands";
        avatar: "账号头像", "The account's avatar";
        managed: "由", "Looked after by ";
        managed_after: "管理", "";
        well: "授权有效，一切正常", "Authorized, and all is well";
        closed: "服务已暂停，用户暂时打不开", "Closed for its users at present";
        reauthorize: "需要你重新授权一次，请联系服务商获取链接", "It has to be authorized once more: ask the platform for a link";
        frozen: "账号被微信限制，请登录微信公众平台查看原因", "WeChat restricts the account; mp.weixin.qq.com tells why";
        withdrawn: "授权已取消", "The authorization was withdrawn";
        since: "授权时间", "Authorized since";
        online: "线上版本", "Version online";
        nothing: "还没有发布过版本", "None was released yet";
        online_since: "上线于", "since";
        review: "审核进度", "Review";
        no_review: "没有正在审核的版本", "Nothing is in review";
        in_review: "微信审核中，一般 1 到 7 天", "In WeChat's review, which takes 1 to 7 days as a rule";
        delayed: "微信需要更多时间审核", "WeChat needs more time";
        rejected: "微信退回了，服务商正在处理", "WeChat sent it back; the platform is at it";
        approved: "审核已通过，等待发布", "Approved, and about to be released";
        submitted: "提交于", "submitted";
        yours: "这个页面只给你看，请勿公开链接。有问题请联系", "This page is for you alone. Ask ";
        yours_after: "的对接人员。", " about anything else.";
        call_after: "：", " about anything else: ";
    }
}

#[derive(Template)]
#[template(path = "merchant/status.html")]
struct Status<'a> {
    frame: Frame,
    words: &'static Words,
    name: &'a str,
    contact: Option<&'a str>,
    nick_name: &'a str,
    monogram: Option<String>,
    appid: &'a str,
    avatar: Option<&'a str>,
    standing: (&'static str, &'static str),
    since: String,
    is_mini_program: bool,
    online: Option<&'a Version>,
    review: Option<(&'a Version, &'static str)>,
    other_tag: &'static str,
    other_name: &'static str,
}

impl Status<'_> {
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn day(&self, at: &Timestamp) -> String {
        day(*at)
    }
}
