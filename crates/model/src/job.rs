//! Jobs: one thing done to many accounts, each account by itself.
//!
//! A job is stored first and carried out afterwards: its accounts are entered, then taken one handful at a time by
//! whichever process is quickest, and each becomes an item with an end of its own. What stands here are the rules: which
//! states follow which, when an item is tried again, how fast a job goes. What a kind of job does is its [`Work`]; a kind
//! that comes later is one more variant with its data.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wxfleet_wechat::domain::DomainAction;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::{UnknownWord, words};
use crate::domain::{Change, Family};
use crate::key::KeyId;
use crate::operator::OperatorId;
use crate::permission::{Action, Actor};

/// How often an item is tried before it is given up, and how long it rests after each try that may go better later.
const RESTS: [SignedDuration; 4] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
];
/// A pace is told from so much work on.
const PACE_AFTER: SignedDuration = SignedDuration::from_secs(2);

/// Name of a job; names sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub Uuid);

words! {
    /// What sort of job it is.
    JobKind {
        /// Labels are added and removed.
        Labels = "labels",
        /// Profiles are read anew.
        Refresh = "refresh",
        /// Server or business domains are added or deleted.
        Domains = "domains",
        /// Somebody becomes a tester, or is one no more.
        Tester = "tester",
    }
}

words! {
    /// What is done to a tester.
    Binding {
        /// Becomes one.
        Bind = "bind",
        /// Is one no more.
        Unbind = "unbind",
    }
}

/// What is done to each account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Adds labels and removes others.
    Labels {
        /// These are added.
        add: Vec<String>,
        /// These are removed.
        remove: Vec<String>,
    },
    /// Reads the profile anew.
    Refresh,
    /// Changes the domains.
    Domains {
        /// Which.
        family: Family,
        /// How; never a set, which would make all accounts alike.
        change: Change,
    },
    /// Binds or unbinds a tester.
    Tester {
        /// Which of both.
        turn: Binding,
        /// Whom.
        wechatid: String,
    },
}

impl Work {
    /// What sort of job it is.
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Labels { .. } => JobKind::Labels,
            Self::Refresh => JobKind::Refresh,
            Self::Domains { .. } => JobKind::Domains,
            Self::Tester { .. } => JobKind::Tester,
        }
    }

    /// What whoever asks for it must be allowed to do to each account.
    pub const fn action(&self) -> Action {
        match self {
            Self::Labels { .. } | Self::Refresh => Action::AuthorizerWrite,
            Self::Domains { .. } => Action::DomainWrite,
            Self::Tester { .. } => Action::TesterWrite,
        }
    }

    /// Whether WeChat is asked in the platform's own name, so that a limit it meets counts for every account.
    pub const fn is_by_platform(&self) -> bool {
        matches!(self, Self::Refresh)
    }

    /// Whether it asks for anything at all, and for nothing that does not go with many accounts.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Labels { add, remove } => !add.is_empty() || !remove.is_empty(),
            Self::Refresh => true,
            Self::Domains { change, .. } => {
                matches!(change.action, DomainAction::Add | DomainAction::Delete) && !change.lists.is_empty()
            }
            Self::Tester { wechatid, .. } => !wechatid.is_empty(),
        }
    }
}

/// Who asked for a job. What they may do is looked up anew while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// A program with this key.
    Key(KeyId),
    /// A person.
    Operator(OperatorId),
    /// wxfleet itself.
    System,
}

impl Maker {
    /// Who an actor is; a merchant asks for no jobs.
    pub const fn of(actor: &Actor) -> Option<Self> {
        match actor {
            Actor::Key { id, .. } => Some(Self::Key(*id)),
            Actor::Operator { id, .. } => Some(Self::Operator(*id)),
            Actor::System => Some(Self::System),
            Actor::Merchant => None,
        }
    }
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(id) => write!(f, "key:{}", id.0),
            Self::Operator(id) => write!(f, "operator:{}", id.0),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for Maker {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| UnknownWord(text.to_owned()));
        match text.split_once(':') {
            Some(("key", text)) => id(text).map(|id| Self::Key(KeyId(id))),
            Some(("operator", text)) => id(text).map(|id| Self::Operator(OperatorId(id))),
            None if text == "system" => Ok(Self::System),
            _ => Err(UnknownWord(text.to_owned())),
        }
    }
}

words! {
    /// A state of a job by its word.
    JobStateWord {
        /// [`JobState::Filling`].
        Filling = "filling",
        /// [`JobState::Running`].
        Running = "running",
        /// [`JobState::Ended`].
        Ended = "ended",
        /// [`JobState::Cancelled`].
        Cancelled = "cancelled",
    }
}

words! {
    /// Why a job was cancelled.
    Stop {
        /// Somebody wanted it.
        Asked = "asked",
        /// Whoever asked for the job may not do this any more.
        NotPermitted = "not_permitted",
    }
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Its accounts are being entered; nothing is done yet.
    Filling,
    /// It is being carried out.
    Running,
    /// Every item has its end.
    Ended {
        /// Since when.
        at: Timestamp,
    },
    /// It was stopped. What had not begun never will.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        why: Stop,
    },
}

/// A state that a step does not lead out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a job that is `{from}` does not `{step}`")]
pub struct IllegalMove {
    /// The present state.
    pub from: JobStateWord,
    /// The step.
    pub step: &'static str,
}

impl JobState {
    /// The word for it.
    pub const fn word(&self) -> JobStateWord {
        match self {
            Self::Filling => JobStateWord::Filling,
            Self::Running => JobStateWord::Running,
            Self::Ended { .. } => JobStateWord::Ended,
            Self::Cancelled { .. } => JobStateWord::Cancelled,
        }
    }

    /// Whether something is still to be done.
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Filling | Self::Running)
    }

    /// Since when nothing is done any more.
    pub const fn over_at(&self) -> Option<Timestamp> {
        match self {
            Self::Filling | Self::Running => None,
            Self::Ended { at } | Self::Cancelled { at, .. } => Some(*at),
        }
    }

    /// All accounts are entered.
    pub fn fill(self) -> Result<Self, IllegalMove> {
        match self {
            Self::Filling => Ok(Self::Running),
            other => Err(other.refuses("fill")),
        }
    }

    /// Nothing is left.
    pub fn end(self, counts: &Counts, at: Timestamp) -> Result<Self, IllegalMove> {
        match self {
            Self::Running if counts.left() == 0 => Ok(Self::Ended { at }),
            other => Err(other.refuses("end")),
        }
    }

    /// It is to be stopped.
    pub fn cancel(self, at: Timestamp, why: Stop) -> Result<Self, IllegalMove> {
        match self {
            Self::Filling | Self::Running => Ok(Self::Cancelled { at, why }),
            other => Err(other.refuses("cancel")),
        }
    }

    /// What failed is to be tried once more.
    pub fn retry(self, counts: &Counts) -> Result<Self, IllegalMove> {
        match self {
            Self::Ended { .. } if counts.failed > 0 => Ok(Self::Running),
            other => Err(other.refuses("retry")),
        }
    }

    fn refuses(self, step: &'static str) -> IllegalMove {
        IllegalMove { from: self.word(), step }
    }
}

/// How many items came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that are entered.
    pub total: u64,
    /// Done.
    pub done: u64,
    /// Were so already.
    pub already: u64,
    /// Left out, since there is nothing to be done to such an account.
    pub skipped: u64,
    /// Failed.
    pub failed: u64,
}

impl Counts {
    /// Those that have their end.
    pub const fn over(&self) -> u64 {
        self.done + self.already + self.skipped + self.failed
    }

    /// Those that do not.
    pub const fn left(&self) -> u64 {
        self.total.saturating_sub(self.over())
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// Whose accounts.
    pub component_appid: ComponentAppid,
    /// What is done.
    pub work: Work,
    /// Who asked for it.
    pub maker: Maker,
    /// The same as the journal names them.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// How it stands.
    pub state: JobState,
    /// How far it is.
    pub counts: Counts,
    /// When it began to be carried out, or was taken up again.
    pub started_at: Timestamp,
    /// How many items were over then.
    pub over_before: u64,
    /// When the last item came to its end.
    pub moved_at: Timestamp,
    /// Until when all of it rests: WeChat's limit is used up, or the platform has no ticket.
    pub rests_until: Option<Timestamp>,
}

/// How fast a job goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Items in a minute.
    pub per_minute: u64,
    /// How long the rest takes if it goes on like this.
    pub left: SignedDuration,
}

impl Job {
    /// A job that begins.
    pub fn new(component_appid: ComponentAppid, work: Work, (maker, made_by): (Maker, String), at: Timestamp) -> Self {
        Self {
            id: JobId(Uuid::now_v7()),
            component_appid,
            work,
            maker,
            made_by,
            made_at: at,
            state: JobState::Filling,
            counts: Counts::default(),
            started_at: at,
            over_before: 0,
            moved_at: at,
            rests_until: None,
        }
    }

    /// How fast it goes, while it goes at all.
    pub fn pace(&self, now: Timestamp) -> Option<Pace> {
        let is_resting = self.rests_until.is_some_and(|until| until > now);
        let took = self.started_at.duration_until(now);
        let over = self.counts.over().saturating_sub(self.over_before);
        if self.state != JobState::Running || is_resting || over == 0 || took < PACE_AFTER {
            return None;
        }
        let took_ms = u64::try_from(took.as_millis()).ok()?;
        let left_ms = took_ms.saturating_mul(self.counts.left()) / over;
        Some(Pace {
            per_minute: over.saturating_mul(60_000) / took_ms,
            left: SignedDuration::from_millis(i64::try_from(left_ms).unwrap_or(i64::MAX)),
        })
    }
}

words! {
    /// A state of an item by its word.
    ItemStateWord {
        /// It waits for its turn, or for a better moment.
        Waiting = "waiting",
        /// A process is at it.
        Held = "held",
        /// Done.
        Done = "done",
        /// It was so already.
        Already = "already",
        /// Left out.
        Skipped = "skipped",
        /// Failed.
        Failed = "failed",
    }
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemState {
    /// It waits for its turn.
    Waiting {
        /// From when on it may be taken.
        due_at: Timestamp,
        /// What held it up at the last try.
        held_up_by: Option<Trouble>,
    },
    /// A process is at it.
    Held,
    /// It has its end.
    Over {
        /// Since when.
        at: Timestamp,
        /// Which.
        end: End,
    },
}

impl ItemState {
    /// The word for it.
    pub const fn word(&self) -> ItemStateWord {
        match self {
            Self::Waiting { .. } => ItemStateWord::Waiting,
            Self::Held => ItemStateWord::Held,
            Self::Over { end, .. } => end.word(),
        }
    }
}

/// How an item ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Done.
    Done,
    /// It was so already.
    Already,
    /// There is nothing to be done to such an account.
    Skipped(Skip),
    /// It was not done.
    Failed(Trouble),
}

impl End {
    /// The word for it.
    pub const fn word(&self) -> ItemStateWord {
        match self {
            Self::Done => ItemStateWord::Done,
            Self::Already => ItemStateWord::Already,
            Self::Skipped(_) => ItemStateWord::Skipped,
            Self::Failed(_) => ItemStateWord::Failed,
        }
    }
}

words! {
    /// Why an account is left out.
    Skip {
        /// It is not known any more.
        Gone = "gone",
        /// Its merchant has withdrawn the authorization.
        Unauthorized = "unauthorized",
        /// Its merchant must authorize again.
        Reauthorize = "reauthorize",
        /// WeChat gave no tokens for it.
        NoApiAbility = "no_api_ability",
        /// It is an Official Account, and only Mini Programs have this.
        NotAMiniProgram = "not_a_mini_program",
    }
}

/// What was in the way, so that it can be explained later in either language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Trouble {
    /// WeChat said no.
    Refused {
        /// WeChat's code.
        errcode: Errcode,
        /// WeChat's text.
        errmsg: String,
        /// WeChat's request id, for its support.
        rid: Option<String>,
    },
    /// WeChat did not take these, since the platform has not registered them.
    NotRegistered {
        /// The entries, with their schemes.
        entries: Vec<String>,
    },
    /// WeChat gave no answer, or none that can be read.
    NoAnswer,
    /// The platform has no ticket that is good, or WeChat refuses it.
    PlatformNotReady,
    /// How an earlier action on the account ended is not known yet.
    Unsettled,
    /// Our own rules say no.
    Unfit {
        /// What would be right.
        en: String,
        /// The same in Chinese.
        zh: String,
    },
    /// Something went wrong in wxfleet itself.
    Ours,
}

/// An account of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobItem {
    /// Which.
    pub appid: Appid,
    /// How it stands.
    pub state: ItemState,
}

/// When an item that may go better later is tried again, after so many tries; `None`: it is given up.
pub fn next_try(tries: u32, now: Timestamp) -> Option<Timestamp> {
    let done = usize::try_from(tries).unwrap_or(usize::MAX).checked_sub(1)?;
    RESTS.get(done).map(|rest| now + *rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DomainKind, DomainLists, Way};

    fn at(secs: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(secs)
    }

    fn counts(total: u64, done: u64, failed: u64) -> Counts {
        Counts { total, done, failed, ..Counts::default() }
    }

    const STATES: [JobState; 4] = [
        JobState::Filling,
        JobState::Running,
        JobState::Ended { at: Timestamp::UNIX_EPOCH },
        JobState::Cancelled { at: Timestamp::UNIX_EPOCH, why: Stop::Asked },
    ];

    #[test]
    fn a_job_goes_from_state_to_state_and_never_back_past_its_end() {
        let all_over = counts(2, 1, 1);
        let led = |step: fn(JobState, Counts) -> Result<JobState, IllegalMove>| {
            STATES.map(|state| step(state, counts(2, 1, 1)).ok().map(|next| next.word().as_str()))
        };
        assert_eq!(led(|state, _| state.fill()), [Some("running"), None, None, None]);
        assert_eq!(led(|state, counts| state.end(&counts, at(9))), [None, Some("ended"), None, None]);
        assert_eq!(led(|state, counts| state.retry(&counts)), [None, None, Some("running"), None]);
        assert_eq!(
            led(|state, _| state.cancel(at(9), Stop::Asked)),
            [Some("cancelled"), Some("cancelled"), None, None]
        );
        assert!(JobState::Running.end(&counts(3, 1, 1), at(9)).is_err(), "one is left");
        let refused = JobState::Ended { at: at(9) }.retry(&counts(2, 2, 0)).unwrap_err();
        assert_eq!(refused.to_string(), "a job that is `ended` does not `retry`", "nothing failed");
        assert_eq!(all_over.left(), 0);
        for state in STATES {
            assert_eq!(state.is_under_way(), state.over_at().is_none());
        }
    }

    #[test]
    fn an_item_rests_longer_each_time_and_is_given_up_after_the_fifth_try() {
        let rests: Vec<_> = (1..=5).map(|tries| next_try(tries, at(0)).map(Timestamp::as_second)).collect();
        assert_eq!(rests, [Some(30), Some(120), Some(600), Some(1_800), None]);
        assert_eq!(next_try(0, at(0)), None, "what was never tried has nothing to rest from");
    }

    #[test]
    fn a_pace_is_told_of_what_was_done_since_it_was_taken_up() {
        let component = ComponentAppid::parse("wxc000000000000001").unwrap();
        let mut job = Job::new(component, Work::Refresh, (Maker::System, "system".to_owned()), at(0));
        job.counts = counts(300, 100, 0);
        assert_eq!(job.pace(at(60)), None, "it is not under way");
        job.state = JobState::Running;
        assert_eq!(job.pace(at(1)), None, "too early to tell");
        assert_eq!(job.pace(at(60)), Some(Pace { per_minute: 100, left: SignedDuration::from_secs(120) }));
        job.over_before = 50;
        assert_eq!(job.pace(at(60)), Some(Pace { per_minute: 50, left: SignedDuration::from_secs(240) }));
        job.rests_until = Some(at(61));
        assert_eq!(job.pace(at(60)), None, "it rests");
        job = Job { rests_until: None, over_before: 100, ..job };
        assert_eq!(job.pace(at(60)), None, "nothing was done yet");
    }

    #[test]
    fn work_is_read_as_it_was_written_and_asks_for_something() {
        let mut lists = DomainLists::default();
        lists.set(DomainKind::Request, ["https://a.example".to_owned()]);
        let change = |action| Change { action, way: Way::Direct, lists: lists.clone() };
        let domains = |action| Work::Domains { family: Family::Server, change: change(action) };
        let sound = [
            (Work::Labels { add: vec!["a".to_owned()], remove: vec![] }, r#""kind":"labels""#),
            (Work::Refresh, r#"{"kind":"refresh"}"#),
            (domains(DomainAction::Add), r#""requestdomain":["https://a.example"]"#),
            (Work::Tester { turn: Binding::Unbind, wechatid: "amy".to_owned() }, r#""turn":"unbind""#),
        ];
        for (work, says) in sound {
            let text = serde_json::to_string(&work).unwrap();
            assert!(text.contains(says) && text.contains(work.kind().as_str()), "{text}");
            assert!(work.is_sound(), "{text}");
            assert_eq!(serde_json::from_str::<Work>(&text).unwrap(), work);
        }
        for work in [
            Work::Labels { add: vec![], remove: vec![] },
            domains(DomainAction::Set),
            Work::Tester { turn: Binding::Bind, wechatid: String::new() },
        ] {
            assert!(!work.is_sound(), "{work:?}");
        }
    }

    #[test]
    fn a_maker_is_read_as_it_was_written() {
        let id = Uuid::from_u128(7);
        for maker in [Maker::System, Maker::Key(KeyId(id)), Maker::Operator(OperatorId(id))] {
            assert_eq!(maker.to_string().parse::<Maker>().unwrap(), maker);
        }
        for wrong in ["", "key:", "operator:x", "merchant", "system:1"] {
            assert!(wrong.parse::<Maker>().is_err(), "{wrong}");
        }
        assert_eq!(Maker::of(&Actor::Merchant), None);
    }
}
