//! The question before something that cannot be undone: what will happen, to which account, in words. It is a page of
//! its own; with scripts its middle comes up as a dialog.

use askama::Template;
use wxfleet_model::code::CodeState;
use wxfleet_wechat::id::Auditid;

use super::{Head, Subject, Tab, named};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Refusal};
use crate::locale::{Language, words};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Question<'a> {
    /// Put the approved version live?
    Release,
    /// Take the live version back, to one of these (WeChat's number, its name) or to the one before?
    RollBack(&'a [(i64, String)]),
    /// Take the submission back?
    Withdraw,
    /// Ask WeChat to review sooner? So many speed-ups are left this month, if WeChat said.
    SpeedUp(Option<i64>),
}

/// `GET …/release`, `…/roll-back`, `…/withdraw`, `…/speed-up`.
#[derive(Debug, Clone, Copy)]
pub struct AskPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Its code.
    pub code: &'a CodeState,
    /// What is asked.
    pub question: Question<'a>,
    /// Why it was not done.
    pub refusal: Option<&'a Refusal>,
}

impl AskPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let (path, title, yes, danger) = match self.question {
            Question::Release => ("/release", words.release_title, words.release, false),
            Question::RollBack(_) => ("/roll-back", words.roll_back_title, words.roll_back, true),
            Question::Withdraw => ("/withdraw", words.withdraw_title, words.withdraw, true),
            Question::SpeedUp(_) => ("/speed-up", words.speed_up_title, words.speed_up, false),
        };
        crate::rendered(&Ask {
            chrome: frame.chrome(),
            language,
            head: self.subject.head(frame, Tab::Versions),
            refusal: self.refusal,
            words,
            path,
            title,
            yes,
            danger,
            happens: self.happens(language),
            auditid: match self.question {
                Question::SpeedUp(_) => self.code.audit.as_ref().map(|slot| slot.auditid),
                _ => None,
            },
            earlier: match self.question {
                Question::RollBack(versions) => versions,
                _ => &[],
            },
        })
    }

    /// What will happen, sentence by sentence.
    fn happens(&self, language: Language) -> Vec<String> {
        let account = named(&self.subject, language);
        let sent = self.code.audit.as_ref().map_or("?", |slot| slot.version.user_version.as_str());
        let online = self.code.online.as_ref().map(|online| online.user_version.as_str());
        match (self.question, language) {
            (Question::Release, Language::Zh) => vec![
                format!("{account}的版本 {sent} 将发布上线，所有用户都会收到这个版本。"),
                online.map_or_else(
                    || "这是它的第一个线上版。".to_owned(),
                    |online| format!("当前线上版 {online} 会被替换；需要时可以回退。"),
                ),
            ],
            (Question::Release, Language::En) => vec![
                format!("Version {sent} of {account} goes live: everybody gets it."),
                online.map_or_else(
                    || "It is its first online version.".to_owned(),
                    |online| format!("It takes the place of {online}, to which you can roll back."),
                ),
            ],
            (Question::RollBack(_), Language::Zh) => vec![
                format!("{account}的线上版 {} 将被撤下，所有用户回到较早的版本。", online.unwrap_or("?")),
                "微信只保留最近的几个线上版本，且同一版本不能连续回退。".to_owned(),
            ],
            (Question::RollBack(_), Language::En) => vec![
                format!(
                    "Online version {} of {account} is taken back: everybody gets an earlier one.",
                    online.unwrap_or("?")
                ),
                "WeChat keeps the last few online versions, and does not roll back twice in a row from one.".to_owned(),
            ],
            (Question::Withdraw, Language::Zh) => vec![
                format!("{account}的版本 {sent} 将从微信审核中撤回，排队时间作废。"),
                "每个账号每天只能撤回有限次数，每月最多 10 次。".to_owned(),
            ],
            (Question::Withdraw, Language::En) => vec![
                format!("Version {sent} of {account} is taken out of WeChat's review and loses its place."),
                "WeChat allows it a few times a day and ten times a month for each account.".to_owned(),
            ],
            (Question::SpeedUp(left), Language::Zh) => vec![
                format!("请微信尽快审核{account}的版本 {sent}。"),
                left.map_or_else(
                    || "会占用平台所有账号共用的每月加急次数。".to_owned(),
                    |left| format!("会占用平台所有账号共用的每月加急次数，本月还剩 {left} 次。"),
                ),
            ],
            (Question::SpeedUp(left), Language::En) => vec![
                format!("WeChat is asked to review version {sent} of {account} sooner."),
                left.map_or_else(
                    || "It counts against the monthly quota that all accounts of the platform share.".to_owned(),
                    |left| format!("It counts against the monthly quota that all accounts share; {left} are left."),
                ),
            ],
        }
    }
}

/// `GET …/trial`: the trial version's QR code.
#[derive(Debug, Clone, Copy)]
pub struct TrialPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// The page that the code opens, with its query; empty for the first one.
    pub path: &'a str,
}

impl TrialPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Trial {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Versions),
            refusal: None,
            words: Words::of(frame.language),
            image: crate::console::address::with_query(
                &format!("{}/trial-qrcode", self.subject.base()),
                &[("path", self.path)],
            ),
            path: self.path,
        })
    }
}

words! {
    /// Words of the questions.
    Words {
        release_title: "发布这个版本？", "Release this version?";
        release: "确认发布", "Release";
        roll_back_title: "回退线上版？", "Roll the online version back?";
        roll_back: "确认回退", "Roll back";
        withdraw_title: "撤回这次审核？", "Withdraw this review?";
        withdraw: "确认撤回", "Withdraw";
        speed_up_title: "加急这次审核？", "Speed this review up?";
        speed_up: "确认加急", "Speed up";
        cancel: "取消", "Cancel";
        to: "回退到", "Back to";
        previous: "上一个线上版", "The one before";
        trial_title: "体验码", "Trial QR code";
        trial_says: "用体验成员的微信扫码打开体验版。", "A tester scans it with WeChat to open the trial version.";
        trial_path: "打开的页面（可带参数）", "Page to open, with its query";
        trial_show: "生成", "Show";
    }
}

#[derive(Template)]
#[template(path = "console/account/ask.html")]
struct Ask<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    path: &'static str,
    title: &'static str,
    yes: &'static str,
    danger: bool,
    happens: Vec<String>,
    auditid: Option<Auditid>,
    earlier: &'a [(i64, String)],
}

#[derive(Template)]
#[template(path = "console/account/trial.html")]
struct Trial<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    image: String,
    path: &'a str,
}
