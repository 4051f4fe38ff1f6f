//! The page on which a merchant decides: who asks, for what, and WeChat's two links.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::Offset;
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};

use super::page_codes::{self, PageCode};
use super::{Frame, Look, Visitor, monogram, permissions, shown};
use crate::locale::{Language, words};
use crate::qr::Qr;

/// Which accounts may answer, as far as a merchant sees a difference between WeChat's `auth_type`s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccountKinds {
    MiniProgram,
    OfficialAccount,
    Either,
    Any,
}

impl From<AuthType> for AccountKinds {
    fn from(auth_type: AuthType) -> Self {
        match auth_type {
            AuthType::OfficialAccounts => Self::OfficialAccount,
            AuthType::MiniPrograms => Self::MiniProgram,
            AuthType::Both => Self::Either,
            AuthType::Promoter | AuthType::Channels | AuthType::All | AuthType::TalentAssistant => Self::Any,
        }
    }
}

impl AccountKinds {
    const fn words(self, language: Language) -> &'static str {
        match self {
            Self::MiniProgram => language.pick("小程序", "Mini Program"),
            Self::OfficialAccount => language.pick("公众号", "Official Account"),
            Self::Either => language.pick("小程序或公众号", "Mini Program or Official Account"),
            Self::Any => language.pick("账号", "account"),
        }
    }
}

/// `GET /authorize/{component_appid}` and `GET /invite/{token}`.
///
/// The operator's note on an invitation is not part of it: it is written for colleagues.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizePage<'a> {
    /// What the ISV calls its platform; may be empty, then the appid stands for it.
    pub component_name: &'a str,
    /// How it shows itself.
    pub look: Look<'a>,
    /// The platform.
    pub component_appid: &'a ComponentAppid,
    /// Which accounts may answer.
    pub auth_type: AuthType,
    /// The one account that may answer (`biz_appid`).
    pub only: Option<&'a Appid>,
    /// The permission sets that are asked for; empty asks for all.
    pub permission_sets: &'a [FuncscopeId],
    /// WeChat's link for a desk.
    pub pc_url: &'a str,
    /// WeChat's link for a phone.
    pub h5_url: &'a str,
    /// This page's own address as the outside sees it, for the QR code.
    pub page_url: &'a str,
    /// Where it is being read.
    pub visitor: Visitor,
    /// Until when the two links are good (their `pre_auth_code` ends); a reload brings fresh ones.
    pub links_expire_at: Timestamp,
    /// Until when the invitation is good, if it is one.
    pub invited_until: Option<Timestamp>,
}

impl AuthorizePage<'_> {
    /// The page as HTML.
    pub fn render(&self, language: Language) -> String {
        let name = shown(self.component_name, self.component_appid.as_str());
        let accounts = AccountKinds::from(self.auth_type);
        let other = language.pick(Language::En, Language::Zh);
        crate::rendered(&Authorize {
            frame: Frame::of(language),
            words: Words::of(language),
            page: self,
            name,
            monogram: monogram(name),
            kind: accounts.words(language),
            lines: permissions::lines(self.permission_sets, accounts, language),
            takes_over: permissions::take_over_releases(self.permission_sets, accounts),
            qr: if self.visitor.on_phone { None } else { Qr::of(self.page_url) },
            links_until: beijing(self.links_expire_at, "%H:%M"),
            invited_until: self.invited_until.map(|at| beijing(at, "%Y-%m-%d %H:%M")),
            codes: page_codes::all(language),
            other_tag: other.tag(),
            other_name: other.pick("中文", "English"),
        })
    }
}

/// A time as a merchant's clock shows it. China has one time zone, without summer time.
fn beijing(at: Timestamp, format: &str) -> String {
    Offset::constant(8).to_datetime(at).strftime(format).to_string()
}

words! {
    /// Words of the page.
    Words {
        ask: "申请管理你的", "asks to manage your ";
        why: "授权后，由对方代你开发和维护。账号仍归你所有，随时可以取消授权。",
            "So that it can develop and look after it for you. The account stays yours, and you can withdraw at any time.";
        ask_before: "有疑问请联系 ", "Questions? ";
        ask_after: "：", ": ";
        only: "仅限这个账号", "For this account only";
        may: "授权后，对方可以", "It will be able to";
        takes_over: "授权期间，小程序的版本由对方发布，不能再从微信公众平台后台自行发布。",
            "As long as this holds, new versions are released by the platform and not from WeChat's own console.";
        untouched: "对方不会得到你的登录密码。", "It never sees your password.";
        go_phone: "去微信确认授权", "Continue to WeChat";
        go_desk: "去微信扫码授权", "Continue to WeChat";
        admin: "需由该账号的管理员本人用微信确认。", "The account's administrator has to confirm it in WeChat.";
        or_phone: "也可以用手机授权", "Or use your phone";
        scan: "用微信“扫一扫”在手机上打开本页，再点绿色按钮。", "Scan this with WeChat to open this page on the phone, then tap the green button.";
        qr_label: "本页地址的二维码", "QR code of this page's address";
        straight: "已经在微信里？直接打开手机授权页", "Already inside WeChat? Open the phone's page";
        on_desk: "在电脑上？用扫码方式授权", "At a desk? Use WeChat's QR code";
        open_title: "请在微信里打开本页", "Please open this page in WeChat";
        open_1: "长按下面的地址，复制", "Touch and hold the address below, and copy it";
        open_2: "在微信里发给“文件传输助手”", "Send it to File Transfer in WeChat";
        open_3: "点开它，再点绿色按钮", "Tap it there, then tap the green button";
        open_still: "微信授权页通常只能在微信里打开。要直接试试，也可以点：", "WeChat's page mostly opens inside WeChat only. You may still try:";
        h5_link: "手机授权页", "Phone page";
        pc_link: "扫码授权页", "QR code page";
        links_before: "链接在", "The links are good until";
        links_after: " 前有效，过时请刷新本页。", " (Beijing time); reload the page after that.";
        invited_before: "邀请有效至", "This invitation is good until";
        invited_after: "（北京时间），只能用一次。", " (Beijing time), for one authorization.";
        trouble: "微信提示出错？", "WeChat shows an error?";
    }
}

#[derive(Template)]
#[template(path = "merchant/authorize.html")]
struct Authorize<'a> {
    frame: Frame,
    words: &'static Words,
    page: &'a AuthorizePage<'a>,
    name: &'a str,
    monogram: Option<String>,
    kind: &'static str,
    lines: Vec<String>,
    takes_over: bool,
    qr: Option<Qr>,
    links_until: String,
    invited_until: Option<String>,
    codes: Vec<PageCode>,
    other_tag: &'static str,
    other_name: &'static str,
}
