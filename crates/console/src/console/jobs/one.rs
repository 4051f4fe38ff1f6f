//! One job: how far it is, what failed and why. While it is under way the page renews itself in place.

use askama::Template;
use jiff::{SignedDuration, Timestamp};
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::job::{End, ItemState, ItemStateWord, Job, JobItem, JobState, Stop};

use super::super::address::{self, with_query};
use super::super::frame::{Chrome, Frame};
use super::super::pieces::{Avatar, Icon, Id, Refusal, Tag, Told, Tone, in_china};
use crate::locale::{Language, words};

/// An account of a job.
#[derive(Debug, Clone, Copy)]
pub struct ItemRow<'a> {
    /// The account and how it stands.
    pub item: &'a JobItem,
    /// What is known of the account.
    pub account: Option<&'a Authorizer>,
    /// Why it was left out, failed, or waits.
    pub why: Option<&'a Refusal>,
}

/// Which accounts of a job are listed.
#[derive(Debug, Clone, Copy)]
pub struct ItemsShown<'a> {
    /// Those that stand so; all of them if nothing is said.
    pub state: Option<ItemStateWord>,
    /// The accounts.
    pub rows: &'a [ItemRow<'a>],
    /// From where the next page goes on.
    pub next: Option<&'a str>,
    /// Whether this is not the first page.
    pub is_later: bool,
}

/// What a job waits for.
#[derive(Debug, Clone, Copy)]
pub struct HeldUp<'a> {
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub why: Option<&'a Refusal>,
}

impl HeldUp<'_> {
    /// The moment on China's clocks.
    fn told(&self) -> String {
        in_china(self.until, "%m-%d %H:%M:%S")
    }
}

/// `GET /console/accounts/jobs/{id}`.
#[derive(Debug, Clone, Copy)]
pub struct JobPage<'a> {
    /// The job.
    pub job: &'a Job,
    /// Its accounts.
    pub items: ItemsShown<'a>,
    /// What it waits for.
    pub held_up: Option<HeldUp<'a>>,
    /// Whether the person may stop it and have it tried again.
    pub may_act: bool,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl JobPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let base = super::address(self.job);
        let at = |after: &str| {
            let state = self.items.state.map_or("", ItemStateWord::as_str);
            with_query(&base, &[("state", state), ("after", after)])
        };
        crate::rendered(&One {
            chrome: frame.chrome(),
            language,
            words,
            page: self,
            title: super::title(&self.job.work, language),
            state: super::state(self.job, language),
            live: (self.job.state.is_under_way() && !self.items.is_later).then(|| at("")),
            says: self.says(frame.now, words, language),
            tabs: self.tabs(&base, words),
            lines: self.items.rows.iter().map(|row| line(*row, self.job, language)).collect(),
            first: self.items.is_later.then(|| at("")),
            next: self.items.next.map(at),
            base,
        })
    }

    /// How far it is, in words.
    fn says(&self, now: Timestamp, words: &'static Words, language: Language) -> String {
        let job = self.job;
        match job.state {
            JobState::Filling => words.filling.to_owned(),
            JobState::Ended { .. } if job.counts.failed == 0 => words.all_well.to_owned(),
            JobState::Ended { .. } => words.some_failed.to_owned(),
            JobState::Cancelled { why: Stop::Asked, .. } => words.cancelled.to_owned(),
            JobState::Cancelled { why: Stop::NotPermitted, .. } => words.not_permitted.to_owned(),
            JobState::Running => match (job.pace(now), language) {
                (None, _) => words.running.to_owned(),
                (Some(pace), Language::Zh) => {
                    format!("每分钟约 {} 个，预计还需 {}。", pace.per_minute, lasting(pace.left, language))
                }
                (Some(pace), Language::En) => {
                    format!("About {} a minute; {} left at this pace.", pace.per_minute, lasting(pace.left, language))
                }
            },
        }
    }

    /// The counts, each with the address of those accounts.
    fn tabs(&self, base: &str, words: &'static Words) -> [Tab; 6] {
        let counts = &self.job.counts;
        let tab = |name, count, state: Option<ItemStateWord>| Tab {
            name,
            count,
            address: with_query(base, &[("state", state.map_or("all", ItemStateWord::as_str))]),
            here: self.items.state == state,
            is_bad: state == Some(ItemStateWord::Failed) && count > 0,
        };
        [
            tab(words.failed, counts.failed, Some(ItemStateWord::Failed)),
            tab(words.done, counts.done, Some(ItemStateWord::Done)),
            tab(words.already, counts.already, Some(ItemStateWord::Already)),
            tab(words.skipped, counts.skipped, Some(ItemStateWord::Skipped)),
            tab(words.waiting, counts.left(), Some(ItemStateWord::Waiting)),
            tab(words.all, counts.total, None),
        ]
    }
}

/// A length of time as people tell it.
fn lasting(time: SignedDuration, language: Language) -> String {
    let secs = time.as_secs().max(1);
    match (language, secs) {
        (Language::Zh, ..60) => format!("{secs} 秒"),
        (Language::En, ..60) => format!("{secs} s"),
        (Language::Zh, ..3_600) => format!("{} 分钟", (secs + 59) / 60),
        (Language::En, ..3_600) => format!("{} min", (secs + 59) / 60),
        (Language::Zh, _) => format!("{} 小时 {} 分钟", secs / 3_600, secs % 3_600 / 60),
        (Language::En, _) => format!("{} h {} min", secs / 3_600, secs % 3_600 / 60),
    }
}

/// A count with the address of those accounts.
struct Tab {
    name: &'static str,
    count: u64,
    address: String,
    here: bool,
    is_bad: bool,
}

struct Line<'a> {
    name: &'a str,
    address: String,
    avatar: Avatar<'a>,
    id: Id<'a>,
    state: Tag,
    why: Option<&'a Refusal>,
    until: Option<String>,
    at: Option<Timestamp>,
}

fn line<'a>(row: ItemRow<'a>, job: &'a Job, language: Language) -> Line<'a> {
    let ItemRow { item, account, why } = row;
    let appid = item.appid.as_str();
    let profile = account.map(|account| &account.profile);
    let name = crate::merchant::shown(profile.map_or("", |profile| &profile.nick_name), appid);
    let (until, at) = match &item.state {
        ItemState::Waiting { due_at, held_up_by: Some(_) } => (Some(in_china(*due_at, "%m-%d %H:%M:%S")), None),
        ItemState::Over { at, .. } => (None, Some(*at)),
        ItemState::Waiting { .. } | ItemState::Held => (None, None),
    };
    Line {
        name,
        address: address::of_account(job.component_appid.as_str(), appid),
        avatar: Avatar::of(profile.map_or("", |profile| &profile.head_img), name),
        id: Id { text: appid, language },
        state: state_of(&item.state, language),
        why,
        until,
        at,
    }
}

fn state_of(state: &ItemState, language: Language) -> Tag {
    let (tone, zh, en) = match state {
        ItemState::Waiting { held_up_by: None, .. } => (Tone::Quiet, "等待中", "Waiting"),
        ItemState::Waiting { .. } => (Tone::Warn, "稍后再试", "Tried again later"),
        ItemState::Held => (Tone::Info, "进行中", "Under way"),
        ItemState::Over { end: End::Done, .. } => (Tone::Good, "完成", "Done"),
        ItemState::Over { end: End::Already, .. } => (Tone::Good, "原本如此", "Was so already"),
        ItemState::Over { end: End::Skipped(_), .. } => (Tone::Quiet, "已跳过", "Left out"),
        ItemState::Over { end: End::Failed(_), .. } => (Tone::Bad, "失败", "Failed"),
    };
    Tag { tone, word: language.pick(zh, en) }
}

words! {
    /// Words of the page.
    Words {
        accounts: "账号", "Accounts";
        jobs: "批量任务", "Jobs";
        by: "发起人", "By";
        stop: "停止", "Stop";
        retry: "重试失败的", "Try the failed ones again";
        filling: "正在登记账号，马上开始。", "The accounts are being entered; it begins in a moment.";
        running: "正在执行。", "Under way.";
        all_well: "全部完成，没有失败。", "All is done, and nothing failed.";
        some_failed: "已完成；失败的账号列在下面，处理好原因后可以重试。", "Ended. What failed is listed below and can be tried again once its cause is mended.";
        cancelled: "已停止；没有轮到的账号保持原样。", "Stopped. Accounts whose turn had not come stay as they are.";
        not_permitted: "发起人已没有这项权限，任务已停止；没有轮到的账号保持原样。", "Stopped, since whoever asked for it may not do this any more. Accounts whose turn had not come stay as they are.";
        rests: "有账号要等到", "Some wait until";
        china: "（北京时间）再继续：", "(China time):";
        progress: "进度", "Progress";
        done: "完成", "Done";
        already: "原本如此", "Was so already";
        skipped: "跳过", "Left out";
        failed: "失败", "Failed";
        waiting: "未完成", "Left";
        all: "全部", "All";
        account: "账号", "Account";
        outcome: "结果", "Outcome";
        when: "时间", "When";
        next_try: "下次重试", "Next try";
        none_failed: "没有失败的账号。", "No account failed.";
        none: "这里没有账号。", "There are no accounts here.";
        next: "下一页", "Next page";
        first: "回到第一页", "First page";
        what_next: "怎么办：", "What to do: ";
        wechat: "微信返回", "WeChat said";
    }
}

#[derive(Template)]
#[template(path = "console/jobs/one.html")]
struct One<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a JobPage<'a>,
    title: String,
    state: Tag,
    base: String,
    live: Option<String>,
    says: String,
    tabs: [Tab; 6],
    lines: Vec<Line<'a>>,
    first: Option<String>,
    next: Option<String>,
}

impl One<'_> {
    fn may_stop(&self) -> bool {
        self.page.may_act && self.page.job.state.is_under_way()
    }

    fn may_retry(&self) -> bool {
        self.page.may_act && self.page.job.state.retry(&self.page.job.counts).is_ok()
    }

    fn shows_failed(&self) -> bool {
        self.page.items.state == Some(ItemStateWord::Failed)
    }

    fn percent(&self) -> u64 {
        let counts = &self.page.job.counts;
        (counts.over() * 100).checked_div(counts.total).unwrap_or_default()
    }
}
