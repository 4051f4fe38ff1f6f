//! The first page: is the fleet well, what needs a person, what did WeChat refuse. It is looked at all day, so it
//! renews itself in place, and each line that needs somebody has its button.

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::authorizer::AuthorizerState;
use wxfleet_model::code::CodeStage;
use wxfleet_wechat::errcode::Errcode;

use super::address::with_query;
use super::frame::{Chrome, Frame};
use super::pieces::{Ago, Empty, Icon, Refusal, Tag, Told, Tone};
use super::standing;
use crate::locale::{Language, words};

/// How many minutes the chart of pushes shows.
const MINUTES: usize = 60;
/// How many codes and versions are listed.
const MOST_LINES: usize = 8;
/// A push that took longer to come is late: WeChat had to ask again.
const LATE_MS: i64 = 10_000;
/// The chart's height in its own units.
const CHART_HEIGHT: u64 = 100;
/// The list of accounts.
const ACCOUNTS: &str = "/console/accounts";

/// How the accounts of the platform stand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts<'a> {
    /// How many stand how.
    pub states: &'a [(AuthorizerState, u64)],
    /// How far the code of how many is.
    pub stages: &'a [(CodeStage, u64)],
    /// How many Mini Programs have not granted what commits and releases need.
    pub without_development: u64,
}

impl Counts<'_> {
    fn accounts(&self) -> u64 {
        self.states.iter().map(|(_, count)| count).sum()
    }

    fn standing(&self, state: AuthorizerState) -> u64 {
        self.states.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
    }

    fn at_stage(&self, stage: CodeStage) -> u64 {
        self.stages.iter().find(|(known, _)| *known == stage).map_or(0, |(_, count)| *count)
    }
}

/// How a platform's ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketStanding {
    /// It came lately.
    Fresh,
    /// None came for half an hour.
    Stale,
    /// The one in hand serves no more.
    Expired,
    /// None has ever come.
    Missing,
}

/// How a platform stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformStanding<'a> {
    /// Its appid.
    pub appid: &'a str,
    /// What the ISV calls it; may be empty.
    pub name: &'a str,
    /// Its ticket.
    pub ticket: TicketStanding,
    /// When the newest ticket came.
    pub ticket_at: Option<Timestamp>,
    /// When its access token ends, if it has one that is good.
    pub token_until: Option<Timestamp>,
}

/// What WeChat pushed in one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minute {
    /// When it began.
    pub at: Timestamp,
    /// How many pushes came.
    pub count: u64,
    /// How late the latest was, in milliseconds.
    pub latest_ms: Option<i64>,
}

/// What is left of the month, for all accounts of the platform together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthQuota {
    /// Submissions left, and all of the month.
    pub submissions: (i64, i64),
    /// Speed-ups left, and all of the month.
    pub speed_ups: (i64, i64),
    /// When it was read.
    pub read_at: Timestamp,
}

/// What is known of the month's quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotaKnown {
    /// It is to be asked for: the page loads it by itself, or by a link.
    ToAsk,
    /// No account could ask.
    Nobody,
    /// As it was read.
    Read(MonthQuota),
}

/// How calls to WeChat went in the last day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// All of them.
    pub sent: u64,
    /// Those that WeChat refused.
    pub refused: u64,
    /// Those that brought no answer.
    pub failed: u64,
}

/// `GET /console/`.
#[derive(Debug, Clone, Copy)]
pub struct OverviewPage<'a> {
    /// How the platform's accounts stand.
    pub counts: Counts<'a>,
    /// All platforms.
    pub platforms: &'a [PlatformStanding<'a>],
    /// What came in each of the last sixty minutes that had any, the oldest first.
    pub minutes: &'a [Minute],
    /// With which codes WeChat refused how often in the last day, the most frequent first.
    pub refusals: &'a [(Errcode, u64)],
    /// How calls to WeChat went in the last day, if the person sees all accounts.
    pub calls: Option<CallCounts>,
    /// What is left of the month.
    pub quota: QuotaKnown,
    /// On how many accounts which version is online, the most frequent first.
    pub versions: &'a [(String, u64)],
    /// Whether the person may ask WeChat for tickets.
    pub may_restart: bool,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl OverviewPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let needs = self.needs(words);
        let total = self.counts.accounts();
        crate::rendered(&Overview {
            chrome: frame.chrome(),
            language,
            words,
            page: self,
            says: says(total, &needs, language),
            needs,
            total,
            shares: self.shares(total, language),
            reviews: self.reviews(language),
            bars: bars(self.minutes, frame.now),
            latest: self.minutes.iter().filter_map(|minute| minute.latest_ms).max().map(|ms| late(ms, language)),
            pushes: self.minutes.iter().map(|minute| minute.count).sum(),
            refused: self.refused(language),
            versions: self.on_versions(),
            empty: Empty {
                icon: Icon("overview"),
                says: words.no_platform,
                hint: words.no_platform_hint,
                button: None,
            },
        })
    }

    /// What somebody should do, the most urgent first.
    fn needs(&self, words: &'static Words) -> Vec<Need> {
        let mut needs: Vec<Need> = Vec::new();
        for platform in self.platforms {
            let (tone, says) = match platform.ticket {
                TicketStanding::Fresh => continue,
                TicketStanding::Stale => (Tone::Warn, words.ticket_stale),
                TicketStanding::Expired => (Tone::Bad, words.ticket_expired),
                TicketStanding::Missing => (Tone::Bad, words.ticket_missing),
            };
            let name = if platform.name.is_empty() { platform.appid } else { platform.name };
            let act = if self.may_restart { Act::Restart(platform.appid.to_owned()) } else { Act::None };
            needs.push(Need { tone, text: format!("{name}: {says}"), count: None, act });
        }
        if let QuotaKnown::Read(quota) = self.quota
            && is_short(quota.submissions)
        {
            let text = words.quota_short.to_owned();
            let count = u64::try_from(quota.submissions.0).ok();
            needs.push(Need { tone: Tone::Warn, text, count, act: Act::None });
        }
        let mut add = |tone, count: u64, says: &'static str, button: &'static str, query: &[(&str, &str)]| {
            if count > 0 {
                let act = Act::Go(button, with_query(ACCOUNTS, query));
                needs.push(Need { tone, text: says.to_owned(), count: Some(count), act });
            }
        };
        let counts = &self.counts;
        let standing = |state: AuthorizerState| [("state", state.as_str())];
        let at_stage = |stage: CodeStage| [("stage", stage.as_str())];
        let reauthorize = AuthorizerState::Reauthorize;
        add(Tone::Bad, counts.standing(reauthorize), words.reauthorize, words.see, &standing(reauthorize));
        let rejected = CodeStage::Rejected;
        add(Tone::Bad, counts.at_stage(rejected), words.rejected, words.see_why, &at_stage(rejected));
        let approved = CodeStage::Approved;
        add(Tone::Warn, counts.at_stage(approved), words.approved, words.go_release, &at_stage(approved));
        let lacking = [("kind", "mini_program"), ("missing", "18")];
        add(Tone::Warn, counts.without_development, words.lacking, words.see, &lacking);
        let failing = AuthorizerState::Failing;
        add(Tone::Warn, counts.standing(failing), words.failing, words.see, &standing(failing));
        let frozen = AuthorizerState::Frozen;
        add(Tone::Bad, counts.standing(frozen), words.frozen, words.see, &standing(frozen));
        let closed = AuthorizerState::Closed;
        add(Tone::Warn, counts.standing(closed), words.closed, words.see, &standing(closed));
        needs.sort_by_key(|need| need.tone != Tone::Bad);
        needs
    }

    /// The states as parts of one bar.
    fn shares(&self, total: u64, language: Language) -> Vec<Share> {
        let mut from = 0;
        let share = |(state, count): &(AuthorizerState, u64)| {
            let tag = standing::of_account(*state, language);
            let width = (count * 1_000).checked_div(total).unwrap_or_default().max(4);
            let x = from;
            from += width + 3;
            let address = with_query(ACCOUNTS, &[("state", state.as_str())]);
            Share { tag, count: *count, x, width, address }
        };
        self.counts.states.iter().rev().map(share).collect()
    }

    /// How far the code is of how many.
    fn reviews(&self, language: Language) -> Vec<(Tag, u64, String)> {
        let of = |stage: CodeStage| {
            let address = with_query(ACCOUNTS, &[("stage", stage.as_str())]);
            (standing::of_stage(stage, language), self.counts.at_stage(stage), address)
        };
        [CodeStage::InReview, CodeStage::Approved, CodeStage::Rejected].map(of).into()
    }

    fn refused(&self, language: Language) -> Vec<Refused> {
        let most = self.refusals.first().map_or(1, |(_, count)| *count);
        let line = |(errcode, count): &(Errcode, u64)| Refused {
            errcode: errcode.0,
            says: errcode.info().map_or("", |info| language.pick(info.meaning_zh.as_str(), info.meaning_en.as_str())),
            advice: language.pick(errcode.advice().zh, errcode.advice().en),
            count: *count,
            most,
        };
        self.refusals.iter().take(MOST_LINES).map(line).collect()
    }

    fn on_versions(&self) -> Vec<OnVersion<'_>> {
        let most = self.versions.first().map_or(1, |(_, count)| *count);
        self.versions
            .iter()
            .take(MOST_LINES)
            .map(|(version, count)| OnVersion {
                version,
                count: *count,
                most,
                address: with_query(ACCOUNTS, &[("version", version)]),
            })
            .collect()
    }
}

/// The whole state in one sentence.
fn says(total: u64, needs: &[Need], language: Language) -> String {
    match (language, needs.len()) {
        (Language::Zh, 0) => format!("{total} 个账号，一切正常。"),
        (Language::Zh, count) => format!("{total} 个账号，有 {count} 类事情需要处理。"),
        (Language::En, 0) => format!("{total} accounts, and all is well."),
        (Language::En, 1) => format!("{total} accounts; one thing needs somebody."),
        (Language::En, count) => format!("{total} accounts; {count} things need somebody."),
    }
}

/// Whether less than a tenth is left of something.
const fn is_short((left, all): (i64, i64)) -> bool {
    all > 0 && left.saturating_mul(10) < all
}

/// A delay as people say it.
fn late(ms: i64, language: Language) -> String {
    let secs = ms.max(0) / 1_000;
    match (language, secs) {
        (Language::Zh, 0..=120) => format!("{secs} 秒"),
        (Language::Zh, _) => format!("{} 分钟", secs / 60),
        (Language::En, 0..=120) => format!("{secs} s"),
        (Language::En, _) => format!("{} min", secs / 60),
    }
}

/// One bar for each of the last sixty minutes, the newest at the right.
fn bars(minutes: &[Minute], now: Timestamp) -> Vec<Bar> {
    let most = minutes.iter().map(|minute| minute.count).max().unwrap_or_default().max(1);
    let last = now.as_second().div_euclid(60);
    (0..MINUTES)
        .map(|place| {
            let wanted = last - i64::try_from(MINUTES - 1 - place).unwrap_or_default();
            let found = minutes.iter().find(|minute| minute.at.as_second().div_euclid(60) == wanted);
            let count = found.map_or(0, |minute| minute.count);
            let height = if count == 0 { 1 } else { (count * CHART_HEIGHT / most).max(3) };
            let is_late = found.and_then(|minute| minute.latest_ms).is_some_and(|ms| ms > LATE_MS);
            let at = found.map(|minute| minute.at);
            Bar { x: place * 10, y: CHART_HEIGHT - height, height, count, at, is_late }
        })
        .collect()
}

/// Something that needs somebody.
struct Need {
    tone: Tone,
    text: String,
    count: Option<u64>,
    act: Act,
}

/// What is done about it.
enum Act {
    None,
    Go(&'static str, String),
    Restart(String),
}

struct Share {
    tag: Tag,
    count: u64,
    x: u64,
    width: u64,
    address: String,
}

struct Bar {
    x: usize,
    y: u64,
    height: u64,
    count: u64,
    at: Option<Timestamp>,
    /// Whether one of its pushes came late.
    is_late: bool,
}

struct Refused {
    errcode: i64,
    says: &'static str,
    advice: &'static str,
    count: u64,
    most: u64,
}

struct OnVersion<'a> {
    version: &'a str,
    count: u64,
    most: u64,
    address: String,
}

words! {
    /// Words of the page.
    Words {
        title: "概览", "Overview";
        needs: "需要处理", "What needs you";
        nothing: "没有需要处理的事，安心喝杯茶。", "Nothing does: have a cup of tea.";
        see: "查看账号", "See the accounts";
        see_why: "查看原因", "See why";
        go_release: "去发布", "Release them";
        restart: "请微信重新推送", "Ask WeChat to push";
        reauthorize: "个账号需要商家重新授权", "accounts whose merchants must authorize again";
        rejected: "个小程序审核未通过，等待修改", "Mini Programs were rejected and wait to be mended";
        approved: "个小程序审核已通过，等待发布", "Mini Programs passed the review and wait to be released";
        lacking: "个小程序缺少开发权限，无法提交代码", "Mini Programs lack the permission for code";
        closed: "个小程序已暂停服务，用户打不开", "Mini Programs are closed for their users";
        failing: "个账号令牌续期失败，系统会自动重试", "accounts whose token renewal fails; it is tried again";
        quota_short: "次提交审核额度，本月快用完了", "submissions are left this month";
        frozen: "个账号被微信冻结或封禁", "accounts are frozen or banned by WeChat";
        ticket_stale: "超过 30 分钟没有收到 ticket", "no ticket came for 30 minutes";
        ticket_expired: "ticket 已失效，所有接口调用都会失败", "the ticket ended; every call fails";
        ticket_missing: "还没有收到过 ticket，请检查微信后台的授权事件接收 URL", "no ticket ever came: check the events URL in WeChat's console";
        accounts: "账号", "Accounts";
        reviews: "审核", "Reviews";
        pushes: "微信推送", "Pushes from WeChat";
        pushes_says: "最近 60 分钟", "The last 60 minutes";
        latest: "最慢一条晚到", "The latest was late by";
        latest_note: "黄色的分钟里有推送迟到超过 10 秒", "In a yellow minute a push was late by more than 10 s";
        minute: "时间", "Minute";
        count: "条数", "Pushes";
        no_pushes: "最近一小时微信没有推送。", "WeChat pushed nothing in the last hour.";
        refusals: "微信接口调用", "Calls to WeChat";
        refusals_says: "最近 24 小时，错误按次数排列", "The last 24 hours; what WeChat refused, most frequent first";
        calls_sent: "次调用", "calls";
        calls_refused: "次被微信拒绝", "refused by WeChat";
        calls_failed: "次没有得到应答", "without an answer";
        quota: "本月额度", "This month's quota";
        quota_says: "平台所有账号共用", "Shared by all accounts";
        quota_submissions: "提交审核", "Submissions";
        quota_speed_ups: "加急", "Speed-ups";
        quota_used: "已用", "used";
        quota_left: "剩余", "left";
        quota_read: "读取于", "read";
        quota_ask: "向微信查询", "Ask WeChat";
        quota_nobody: "还没有可以查询额度的小程序：需要至少一个已授权开发权限的小程序。", "No Mini Program can ask: it takes one that granted the development set.";
        no_refusals: "最近 24 小时没有被拒绝的调用。", "None in the last 24 hours.";
        versions: "线上版本", "Online versions";
        versions_says: "各版本的账号数", "Accounts on each";
        no_versions: "还没有账号发布过版本。", "No account has released a version yet.";
        platforms: "第三方平台", "Platforms";
        ticket: "ticket 收到于", "Ticket came";
        token: "令牌到期", "Token ends";
        never: "从未", "never";
        none: "暂无", "none";
        fresh: "正常", "Well";
        stale: "ticket 迟到", "Ticket late";
        expired: "ticket 失效", "Ticket ended";
        missing: "未收到 ticket", "No ticket";
        no_platform: "还没有登记第三方平台", "No platform is registered yet";
        no_platform_hint: "管理员用 wxfleet component add 登记第三方平台后，这里会显示整个平台的状态。", "Once an administrator has registered one with `wxfleet component add`, this page shows how it stands.";
    }
}

#[derive(Template)]
#[template(path = "console/overview.html")]
struct Overview<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a OverviewPage<'a>,
    says: String,
    needs: Vec<Need>,
    total: u64,
    shares: Vec<Share>,
    reviews: Vec<(Tag, u64, String)>,
    bars: Vec<Bar>,
    latest: Option<String>,
    pushes: u64,
    refused: Vec<Refused>,
    versions: Vec<OnVersion<'a>>,
    empty: Empty,
}

impl Overview<'_> {
    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    /// The platforms, each with how its ticket stands.
    fn platforms(&self) -> Vec<(&PlatformStanding<'_>, Tag)> {
        let of = |platform| (platform, self.ticket(platform));
        self.page.platforms.iter().map(of).collect()
    }

    /// The lines of the month's quota: what, used, all, left.
    fn quotas(&self, quota: &MonthQuota) -> [(&'static str, i64, i64, i64); 2] {
        let line = |name, (left, all): (i64, i64)| (name, (all - left).max(0), all.max(1), left);
        [line(self.words.quota_submissions, quota.submissions), line(self.words.quota_speed_ups, quota.speed_ups)]
    }

    fn ticket(&self, platform: &PlatformStanding<'_>) -> Tag {
        let (tone, word) = match platform.ticket {
            TicketStanding::Fresh => (Tone::Good, self.words.fresh),
            TicketStanding::Stale => (Tone::Warn, self.words.stale),
            TicketStanding::Expired => (Tone::Bad, self.words.expired),
            TicketStanding::Missing => (Tone::Bad, self.words.missing),
        };
        Tag { tone, word }
    }

    fn is_any_late(&self) -> bool {
        self.bars.iter().any(|bar| bar.is_late)
    }

    /// The minutes that had any, for who cannot see the chart.
    fn told_minutes(&self) -> Vec<(String, u64)> {
        let told = |bar: &Bar| bar.at.map(|at| (super::pieces::in_china(at, "%H:%M"), bar.count));
        self.bars.iter().filter_map(told).collect()
    }
}
