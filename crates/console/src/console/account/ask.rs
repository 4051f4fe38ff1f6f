//! The question before something that cannot be undone: what will happen, to which account, in words. It is a page of
//! its own; with scripts its middle comes up as a dialog.

use askama::Template;
use wxfleet_model::code::CodeState;

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
    RollBack {
        /// What there is to choose from.
        earlier: &'a [(i64, String)],
        /// The one that was chosen already.
        chosen: Option<i64>,
    },
    /// Take the submission back?
    Withdraw,
    /// Ask WeChat to review sooner? So many speed-ups are left this month, if WeChat said.
    SpeedUp(Option<i64>),
    /// Give the approved version to a part of the users, or to more of them?
    Gray(GrayForm),
    /// Give everybody the old version again?
    EndGray,
    /// Close the Mini Program for its users?
    Close,
    /// Take a category away?
    DeleteCategory {
        /// Number of its first level.
        first: i64,
        /// Number of its second level.
        second: i64,
        /// Its levels by name.
        name: &'a str,
    },
    /// Let every user's scan follow a rule for links?
    PublishRule(&'a str),
    /// Delete a rule for links?
    DeleteRule(&'a str),
}

/// What stands in the form for a gray release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GrayForm {
    /// Users in a hundred.
    pub percentage: i64,
    /// Whether testers have it first.
    pub testers_first: bool,
    /// Whether members of the project have it first.
    pub members_first: bool,
}

/// `GET …/release`, `…/roll-back`, `…/withdraw`, `…/speed-up`, `…/gray`, `…/gray/end`, `…/close`,
/// `…/categories/delete`, `…/rules/publish`, `…/rules/delete`.
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

/// How a question is put.
struct Put {
    /// Below the account's address.
    path: &'static str,
    /// Where one comes from and goes back to.
    tab: Tab,
    title: &'static str,
    yes: &'static str,
    danger: bool,
}

impl AskPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let put = self.put(words);
        let head = self.subject.head(frame, put.tab);
        let (earlier, chosen) = match self.question {
            Question::RollBack { earlier, chosen } => (earlier, chosen),
            _ => (&[] as &[_], None),
        };
        crate::rendered(&Ask {
            chrome: frame.chrome(),
            language,
            back: format!("{}{}", head.base, put.tab.path()),
            head,
            refusal: self.refusal,
            words,
            happens: self.happens(language),
            fields: self.fields(),
            put,
            earlier,
            chosen,
        })
    }

    fn put(&self, words: &Words) -> Put {
        let (path, tab, title, yes, danger) = match self.question {
            Question::Release => ("/release", Tab::Versions, words.release_title, words.release, false),
            Question::RollBack { .. } => ("/roll-back", Tab::Online, words.roll_back_title, words.roll_back, true),
            Question::Withdraw => ("/withdraw", Tab::Versions, words.withdraw_title, words.withdraw, true),
            Question::SpeedUp(_) => ("/speed-up", Tab::Versions, words.speed_up_title, words.speed_up, false),
            Question::Gray(_) => ("/gray", Tab::Online, words.gray_title, words.gray, false),
            Question::EndGray => ("/gray/end", Tab::Online, words.end_gray_title, words.end_gray, true),
            Question::Close => ("/close", Tab::Online, words.close_title, words.close, true),
            Question::DeleteCategory { .. } => {
                ("/categories/delete", Tab::Categories, words.delete_category_title, words.delete, true)
            }
            Question::PublishRule(_) => ("/rules/publish", Tab::Access, words.publish_title, words.publish, false),
            Question::DeleteRule(_) => ("/rules/delete", Tab::Access, words.delete_rule_title, words.delete, true),
        };
        Put { path, tab, title, yes, danger }
    }

    /// What the form says beside the answer.
    fn fields(&self) -> Vec<(&'static str, String)> {
        match self.question {
            Question::SpeedUp(_) => {
                self.code.audit.as_ref().map(|slot| ("auditid", slot.auditid.to_string())).into_iter().collect()
            }
            Question::Gray(GrayForm { percentage, testers_first, members_first }) => {
                let mut fields = vec![("percentage", percentage.to_string())];
                fields.extend(testers_first.then(|| ("testers_first", "1".to_owned())));
                fields.extend(members_first.then(|| ("members_first", "1".to_owned())));
                fields
            }
            Question::DeleteCategory { first, second, .. } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
            Question::PublishRule(prefix) | Question::DeleteRule(prefix) => vec![("prefix", prefix.to_owned())],
            Question::Release
            | Question::RollBack { .. }
            | Question::Withdraw
            | Question::EndGray
            | Question::Close => Vec::new(),
        }
    }

    /// What will happen, sentence by sentence.
    fn happens(&self, language: Language) -> Vec<String> {
        let account = named(&self.subject, language);
        let sent = self.code.audit.as_ref().map_or("?", |slot| slot.version.user_version.as_str());
        let online = self.code.online.as_ref().map(|online| online.user_version.as_str());
        match language {
            Language::Zh => self.happens_zh(&account, sent, online),
            Language::En => self.happens_en(&account, sent, online),
        }
    }

    fn happens_zh(&self, account: &str, sent: &str, online: Option<&str>) -> Vec<String> {
        let now = online.unwrap_or("?");
        match self.question {
            Question::Release => vec![
                format!("{account}的版本 {sent} 将发布上线，所有用户都会收到这个版本。"),
                online.map_or_else(
                    || "这是它的第一个线上版。".to_owned(),
                    |online| format!("当前线上版 {online} 会被替换；需要时可以回退。"),
                ),
            ],
            Question::RollBack { .. } => vec![
                format!("{account}的线上版 {now} 将被撤下，所有用户回到较早的版本。"),
                "微信只保留最近的几个线上版本，且同一版本不能连续回退。".to_owned(),
            ],
            Question::Withdraw => vec![
                format!("{account}的版本 {sent} 将从微信审核中撤回，排队时间作废。"),
                "每个账号每天只能撤回有限次数，每月最多 10 次。".to_owned(),
            ],
            Question::SpeedUp(left) => vec![
                format!("请微信尽快审核{account}的版本 {sent}。"),
                left.map_or_else(
                    || "会占用平台所有账号共用的每月加急次数。".to_owned(),
                    |left| format!("会占用平台所有账号共用的每月加急次数，本月还剩 {left} 次。"),
                ),
            ],
            Question::Gray(form) => {
                let mut says = vec![format!(
                    "{account}的版本 {sent} 将先发给 {} % 的用户，其余用户继续使用线上版 {now}。",
                    form.percentage
                )];
                says.extend(form.members_first.then(|| "项目成员优先。".to_owned()));
                says.extend(form.testers_first.then(|| "体验成员优先。".to_owned()));
                says.push("比例只能往上调；随时可以停止，或全量发布。".to_owned());
                says
            }
            Question::EndGray => vec![
                format!("停止{account}的分阶段发布，已经拿到版本 {sent} 的用户会回到线上版 {now}。"),
                "审核通过的版本仍在，之后可以重新发布。".to_owned(),
            ],
            Question::Close => vec![
                format!("{account}将立即暂停服务：所有用户打开它时只会看到“暂停服务”的提示，线上版 {now} 不可用。"),
                "商家的订单、支付和消息都会中断。随时可以重新开启。".to_owned(),
            ],
            Question::DeleteCategory { name, .. } => vec![
                format!("从{account}移除类目“{name}”。"),
                "以后不能再用它提交审核；再次添加会占用本月次数，需要资质的要重新审核。".to_owned(),
            ],
            Question::PublishRule(prefix) => vec![
                format!("{account}的规则 {prefix} 将全网生效：任何人扫到以它开头的二维码都会打开小程序。"),
                "发布后不能再修改，每月的发布次数有限。".to_owned(),
            ],
            Question::DeleteRule(prefix) => {
                vec![format!("删除{account}的规则 {prefix}，之后扫这些二维码不再打开小程序。")]
            }
        }
    }

    fn happens_en(&self, account: &str, sent: &str, online: Option<&str>) -> Vec<String> {
        let now = online.unwrap_or("?");
        match self.question {
            Question::Release => vec![
                format!("Version {sent} of {account} goes live: everybody gets it."),
                online.map_or_else(
                    || "It is its first online version.".to_owned(),
                    |online| format!("It takes the place of {online}, to which you can roll back."),
                ),
            ],
            Question::RollBack { .. } => vec![
                format!("Online version {now} of {account} is taken back: everybody gets an earlier one."),
                "WeChat keeps the last few online versions, and does not roll back twice in a row from one.".to_owned(),
            ],
            Question::Withdraw => vec![
                format!("Version {sent} of {account} is taken out of WeChat's review and loses its place."),
                "WeChat allows it a few times a day and ten times a month for each account.".to_owned(),
            ],
            Question::SpeedUp(left) => vec![
                format!("WeChat is asked to review version {sent} of {account} sooner."),
                left.map_or_else(
                    || "It counts against the monthly quota that all accounts of the platform share.".to_owned(),
                    |left| format!("It counts against the monthly quota that all accounts share; {left} are left."),
                ),
            ],
            Question::Gray(form) => {
                let mut says = vec![format!(
                    "Version {sent} of {account} goes to {} % of the users first; the others stay on {now}.",
                    form.percentage
                )];
                says.extend(form.members_first.then(|| "Members of the project come first.".to_owned()));
                says.extend(form.testers_first.then(|| "Testers come first.".to_owned()));
                says.push("The share only goes up; you can end it at any time, or release to everybody.".to_owned());
                says
            }
            Question::EndGray => vec![
                format!("The gray release of {account} ends: users who have version {sent} get {now} again."),
                "The approved version stays and can be released later.".to_owned(),
            ],
            Question::Close => vec![
                format!("{account} is closed at once: whoever opens it is told so, and version {now} is out of reach."),
                "Orders, payments and messages of the merchant stop. You can open it again at any time.".to_owned(),
            ],
            Question::DeleteCategory { name, .. } => vec![
                format!("The category “{name}” is taken from {account}."),
                "Nothing can be submitted under it any more; adding it again counts against the month, and papers are \
                 reviewed anew."
                    .to_owned(),
            ],
            Question::PublishRule(prefix) => vec![
                format!("The rule {prefix} of {account} comes into force: any QR code that begins so opens it."),
                "It cannot be changed afterwards, and only so many can be published in a month.".to_owned(),
            ],
            Question::DeleteRule(prefix) => {
                vec![format!("The rule {prefix} of {account} is deleted: such QR codes open it no more.")]
            }
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
        gray_title: "分阶段发布这个版本？", "Release this version to a part of the users?";
        gray: "确认分阶段发布", "Release to them";
        end_gray_title: "停止分阶段发布？", "End the gray release?";
        end_gray: "确认停止", "End it";
        close_title: "暂停这个小程序的服务？", "Close this Mini Program?";
        close: "确认暂停服务", "Close it";
        delete_category_title: "移除这个类目？", "Take this category away?";
        publish_title: "发布这条规则？", "Publish this rule?";
        publish: "确认发布", "Publish";
        delete_rule_title: "删除这条规则？", "Delete this rule?";
        delete: "确认删除", "Delete";
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
    put: Put,
    back: String,
    happens: Vec<String>,
    fields: Vec<(&'static str, String)>,
    earlier: &'a [(i64, String)],
    chosen: Option<i64>,
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
