//! One's own sign-in: where one is signed in, the password, the second factor.

use askama::Template;
use wxfleet_model::operator::{Session, SessionId};

use super::{Tab, TabLink, tabs};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Id, Refusal};
use crate::locale::words;
use crate::qr::Qr;

/// How one's second factor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// There is none.
    Off,
    /// It is on, with so many recovery codes left.
    On {
        /// Recovery codes that were not used.
        codes_left: usize,
    },
}

/// Where one is signed in, and how.
pub struct MePage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// One's sessions, the last used first.
    pub sessions: &'a [Session],
    /// The one of this browser.
    pub here: SessionId,
    /// The second factor.
    pub second_factor: SecondFactor,
}

impl MePage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&Me {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Me, frame.role, frame.language),
            words: MeWords::of(frame.language),
            page: self,
            lines: self.sessions.iter().map(|session| Line { session, here: session.id == self.here }).collect(),
        })
    }
}

struct Line<'a> {
    session: &'a Session,
    here: bool,
}

/// What browsers and systems call themselves; of two that one text holds, the first is meant.
const BROWSERS: [(&str, &str); 7] = [
    ("MicroMessenger/", "WeChat"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("Mac", "macOS"),
    ("Linux", "Linux"),
];

impl Line<'_> {
    /// The browser and its system in two words.
    fn browser(&self, words: &MeWords) -> String {
        let of = |known: &[(&str, &'static str)]| {
            known.iter().find(|(mark, _)| self.session.agent.contains(mark)).map(|(_, name)| *name)
        };
        match (of(&BROWSERS), of(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} · {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => words.unknown.to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "console/settings/me.html")]
struct Me<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static MeWords,
    page: &'a MePage<'a>,
    lines: Vec<Line<'a>>,
}

words! {
    /// Words of one's own page.
    MeWords {
        title: "我的登录", "My sign-in";
        state: "密码、两步验证，以及你在哪些浏览器上登录着。", "Your password, your second factor, and where you are signed in.";
        password: "密码", "Password";
        password_note: "修改后，其他浏览器上的登录会结束。", "Changing it signs you out everywhere else.";
        password_change: "修改密码", "Change the password";
        factor: "两步验证", "Second factor";
        factor_off: "未开启。开启后，登录时除密码外还要输入手机上的 6 位验证码，密码泄露也进不来。",
            "Off. With it, signing in takes six digits from your phone besides the password, so a stolen password opens nothing.";
        factor_on: "已开启，剩余恢复码", "On; recovery codes left";
        factor_set_up: "开启两步验证", "Set it up";
        factor_change: "更换或关闭", "Replace it or switch it off";
        sessions: "登录中的浏览器", "Where you are signed in";
        sessions_note: "12 小时不用会自动退出，最长保持 7 天。", "A session ends after 12 hours without use, and after 7 days in any case.";
        browser: "浏览器", "Browser";
        address: "登录地址", "From";
        began: "登录时间", "Since";
        seen: "最近使用", "Last used";
        this: "当前", "This one";
        end: "退出", "Sign out";
        end_others: "退出其他所有浏览器", "Sign out everywhere else";
        unknown: "未知浏览器", "Unknown browser";
    }
}

/// A new password.
pub struct PasswordPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// Why the one before was not taken.
    pub refusal: Option<Refusal>,
}

impl PasswordPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&ChangePassword {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Me, frame.role, frame.language),
            words: PasswordWords::of(frame.language),
            page: self,
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/password.html")]
struct ChangePassword<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static PasswordWords,
    page: &'a PasswordPage<'a>,
}

words! {
    /// Words of the page for a new password.
    PasswordWords {
        title: "修改密码", "Change the password";
        state: "修改后，你在其他浏览器上的登录都会结束。", "You are signed out in all other browsers afterwards.";
        password: "新密码", "New password";
        help: "至少 10 个字符。几个不相干的词连在一起，既好记又安全。",
            "At least 10 characters. A few unrelated words are easy to remember and hard to guess.";
        again: "再输入一次", "The same again";
        submit: "修改密码", "Change it";
        back: "返回", "Back";
    }
}

/// A second factor on its way into an app.
#[derive(Clone, Copy)]
pub struct Enrolment<'a> {
    /// The secret for typing.
    pub text: &'a str,
    /// What the QR code carries.
    pub address: &'a str,
}

/// Setting a second factor up, or switching it off.
pub struct SecondFactorPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// Whether one is on.
    pub is_on: bool,
    /// The one that is being set up.
    pub enrolment: Option<Enrolment<'a>>,
    /// Why a code was not taken.
    pub refusal: Option<Refusal>,
}

impl SecondFactorPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&SetUp {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Me, frame.role, frame.language),
            words: SetUpWords::of(frame.language),
            page: self,
            qr: self.enrolment.and_then(|enrolment| Qr::of(enrolment.address)),
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/second_factor.html")]
struct SetUp<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static SetUpWords,
    page: &'a SecondFactorPage<'a>,
    qr: Option<Qr>,
}

words! {
    /// Words of setting a second factor up.
    SetUpWords {
        title: "两步验证", "Second factor";
        state: "登录时除密码外，再输入手机上的 6 位验证码。", "Six digits from your phone besides the password.";
        begin: "开始设置", "Begin";
        begin_again: "换一部手机重新设置", "Set it up anew, for another phone";
        begin_note: "需要一个验证器应用，例如微软 Authenticator、Google Authenticator，或密码管理器自带的验证器。",
            "You need an authenticator app: Microsoft's or Google's Authenticator, or the one in your password manager.";
        scan: "1. 用验证器应用扫描这个二维码", "1. Scan this code with your authenticator app";
        type_in: "扫不了？手动输入密钥：", "Cannot scan? Type in this secret:";
        enter: "2. 输入应用显示的 6 位验证码", "2. Enter the six digits that it shows";
        code: "验证码", "Code";
        submit: "开启两步验证", "Switch it on";
        off: "关闭两步验证", "Switch it off";
        off_note: "关闭后只凭密码就能登录，恢复码全部作废。", "The password alone then signs you in, and all recovery codes end.";
        qr_label: "两步验证的二维码", "QR code of the second factor";
        back: "返回", "Back";
    }
}

/// The recovery codes, this once.
pub struct RecoveryCodesPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The codes.
    pub codes: &'a [String],
}

impl RecoveryCodesPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&Codes {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Me, frame.role, frame.language),
            words: CodesWords::of(frame.language),
            shown: self.codes,
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/recovery_codes.html")]
struct Codes<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static CodesWords,
    shown: &'a [String],
}

words! {
    /// Words of the recovery codes.
    CodesWords {
        title: "请保存恢复码", "Keep these recovery codes";
        state: "两步验证已开启。下面的恢复码只显示这一次。", "The second factor is on. These codes are shown this once.";
        lead: "手机丢失时，可以用一个恢复码代替验证码登录，每个只能用一次。请打印或存进密码管理器，不要和密码放在一起。",
            "Without your phone, one of these signs you in in the place of a code, each once. Print them or put them in a password manager, apart from the password.";
        done: "我已保存", "I have kept them";
    }
}
