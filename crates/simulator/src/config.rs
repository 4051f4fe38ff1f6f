//! What a simulator is started with, and the switches that make it awkward.
//!
//! [`Config`] is fixed at the start; [`Switches`] may be changed at any time (`PATCH /_sim/settings`) and are part of
//! what [`Simulator::save`](crate::Simulator::save) keeps. Each switch is listed in `docs/simulator.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Who moves time on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Pushes, audits and tickets happen by themselves while [`Simulator::serve`](crate::Simulator::serve) or
    /// [`Simulator::run`](crate::Simulator::run) is running: for people.
    Timer,
    /// Nothing happens until [`Simulator::step`](crate::Simulator::step) is awaited: for tests.
    Stepped,
}

/// What a simulator is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Everything made up (names, tokens, appids) follows from this number.
    pub seed: u64,
    /// Who moves time on.
    pub mode: Mode,
    /// How many merchants there are.
    pub fleet: Fleet,
    /// Where people and WeChat's clients reach the simulator, without a slash at the end; it stands in the addresses
    /// of avatars. Without it the `Host` header of each request decides.
    pub public_url: Option<String>,
    /// How many pushes are under way at once. With 1 they arrive strictly one after the other.
    pub pushes_at_once: usize,
    /// How many requests the log keeps.
    pub requests_kept: usize,
    /// The rules that can be changed later.
    pub switches: Switches,
}

/// The merchants made up at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fleet {
    /// How many Mini Programs.
    pub mini_programs: u32,
    /// How many Official Accounts.
    pub official_accounts: u32,
    /// Whether some have awkward names, lack permission sets or a name, or are warned or frozen.
    pub awkward: bool,
}

impl Config {
    /// Small, stepped and strict: three Mini Programs and one Official Account, all without quirks, retries of pushes
    /// at once, and no pause between commits.
    pub fn for_testing() -> Self {
        Self {
            seed: 1,
            mode: Mode::Stepped,
            fleet: Fleet { mini_programs: 3, official_accounts: 1, awkward: false },
            public_url: None,
            pushes_at_once: 1,
            requests_kept: 10_000,
            switches: Switches { push_retry_secs: 0, commit_interval_ms: 0, ..Switches::default() },
        }
    }

    /// For people: on its own timer, twelve Mini Programs and two Official Accounts, some of them awkward, audits that
    /// take seconds instead of days.
    pub fn for_demo() -> Self {
        Self {
            seed: 2026,
            mode: Mode::Timer,
            fleet: Fleet { mini_programs: 12, official_accounts: 2, awkward: true },
            public_url: None,
            pushes_at_once: 16,
            requests_kept: 1_000,
            switches: Switches { scan_secs: 2, audit_delay_secs: 5, audits_per_month: 500, ..Switches::default() },
        }
    }
}

/// Which channel tells us first of an authorization: the push or the browser that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizationOrder {
    /// The push is delivered before the browser is sent back (on the timer; stepped, it waits for the next step).
    PushFirst,
    /// The browser is sent back at once; the push is due two seconds later.
    RedirectFirst,
    /// The merchant closes the page: the push alone.
    PushOnly,
    /// The push is lost: the browser alone.
    RedirectOnly,
}

/// What a second exchange of an authorization code gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsedCode {
    /// 61010.
    Expired,
    /// 61009.
    Invalid,
    /// The same answer again, with a new access token.
    Accepted,
}

/// What becomes of an audit for which no rule was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditDefault {
    /// Approved after `audit_delay_secs`.
    Approve,
    /// Waits for a person or the control API.
    Hold,
}

/// What comes of a submission whose privacy guideline does not say all that its code does. WeChat's documents name the
/// guideline among what reviewers look at, and do not say whether anything is refused before them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidelineCheck {
    /// Nothing.
    Ignored,
    /// The reviewers reject it.
    #[default]
    Reviewed,
    /// `submit_audit` refuses it (61040).
    Refused,
}

/// How the event of a decided audit travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditEvent {
    /// Pushed when the state changes.
    OnTime,
    /// Pushed `audit_event_gap_secs` before the API shows the new state.
    Early,
    /// Pushed `audit_event_gap_secs` after the API shows the new state.
    Late,
    /// Pushed twice.
    Twice,
    /// Never pushed.
    Lost,
}

/// The rules that can be changed while it runs. Defaults are WeChat's figures where they are known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a board of independent switches")]
pub struct Switches {
    /// Seconds between two ticket pushes.
    pub ticket_period_secs: i64,
    /// Seconds for which a ticket may be used.
    pub ticket_life_secs: i64,
    /// Life of a component access token.
    pub component_token_secs: i64,
    /// Life of an authorizer access token.
    pub authorizer_token_secs: i64,
    /// For how long a replaced access token goes on working. 0: not at all.
    pub token_overlap_secs: i64,
    /// Whether `api_authorizer_token` hands out a new refresh token each time.
    pub refresh_token_rotates: bool,
    /// For how long a rotated-out refresh token goes on working.
    pub refresh_token_overlap_secs: i64,
    /// Calls a day (China time) by path, counted per account; past it 45009.
    pub daily_limits: BTreeMap<String, u32>,
    /// Calls a minute for each path and component; past it 45011. None: no limit.
    pub calls_per_minute: Option<u32>,

    /// Life of a pre-authorization code.
    pub pre_auth_code_secs: i64,
    /// Life of an authorization code.
    pub authorization_code_secs: i64,
    /// What a second exchange of an authorization code gives.
    pub used_code: UsedCode,
    /// Whether `AuthorizationCodeExpiredTime` is a duration in place of a point in time.
    pub code_expiry_as_duration: bool,
    /// Which channel tells of an authorization first.
    pub authorization_order: AuthorizationOrder,
    /// Whether redirect and push carry two different codes of the one authorization.
    pub codes_differ: bool,
    /// Whether the push names the pre-authorization code.
    pub pre_auth_code_in_push: bool,
    /// The errcode for the access token of an account that withdrew its authorization.
    pub revoked_errcode: i64,
    /// Whether the authorization page insists on a Referer of the registered domain.
    pub referer_checked: bool,
    /// Whether granting an exclusive permission set takes it from other components.
    pub exclusive_sets: bool,

    /// Least pause between two commits of one account; sooner is 9402202. 0: none.
    pub commit_interval_ms: i64,
    /// How long the privacy scan runs after each commit; until then 61039.
    pub scan_secs: i64,
    /// Whether `submit_audit` may leave out `item_list`.
    pub item_list_optional: bool,
    /// What becomes of an audit for which no rule was set.
    pub audit_default: AuditDefault,
    /// Whether the privacy guideline is looked at.
    #[serde(default)]
    pub guideline: GuidelineCheck,
    /// From submission to decision.
    pub audit_delay_secs: i64,
    /// How the event of a decided audit travels.
    pub audit_event: AuditEvent,
    /// By how much an early or late event misses the change of state.
    pub audit_event_gap_secs: i64,
    /// Audit submissions a month for the component; past it 85085.
    pub audits_per_month: u32,
    /// Speed-ups a month for the component; past it 89405.
    pub speedups_per_month: u32,
    /// Withdrawals a day for one account; past it 87013.
    pub withdrawals_per_day: u32,
    /// Withdrawals a month for one account; past it 87013.
    pub withdrawals_per_month: u32,
    /// Whether a delayed audit can be withdrawn.
    pub delayed_can_be_withdrawn: bool,
    /// The errcode of a second release of the same version.
    pub released_again_errcode: i64,

    /// Whether the platform is published: accounts are then held to the published edition of its domains.
    pub platform_published: bool,
    /// Changes a month of the platform's server domains, and of each account's; past it 45009.
    pub domain_changes_per_month: u32,
    /// Whether a reading of domains that were set directly names them.
    pub direct_domains_shown: bool,
    /// Testers that a Mini Program can have; past it 85002.
    pub testers_per_account: u32,
    /// Mini Programs that a person can test; past it 85003.
    pub accounts_per_tester: u32,
    /// Whether only accounts that were made through the registration API can be read and set (41033 for others).
    pub settings_by_api_only: bool,
    /// Codes of the limited kinds that an account can have; past it 45029.
    pub limited_codes: u32,
    /// How many customer-service messages one message of a user lets through; past it 45047.
    pub answers_per_message: u32,

    /// Every n-th JSON answer is labelled `text/plain`. 0: none.
    pub text_plain_every: u32,
    /// Whether `expires_in` and `auditid` are written as strings.
    pub numbers_as_text: bool,
    /// Whether the key `screenshot` is written `ScreenShot`.
    pub screenshot_capitalised: bool,

    /// How often a push is tried in all.
    pub push_tries: u32,
    /// Seconds between two tries.
    pub push_retry_secs: i64,
    /// How long an answer to a push may take.
    pub push_timeout_ms: u64,
    /// Whether each push is delivered twice, sealed anew.
    pub push_twice: bool,
    /// Whether pushes that are due together are delivered last first.
    pub push_reversed: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            ticket_period_secs: 600,
            ticket_life_secs: 12 * 3600,
            component_token_secs: 7200,
            authorizer_token_secs: 7200,
            token_overlap_secs: 300,
            refresh_token_rotates: false,
            refresh_token_overlap_secs: 300,
            daily_limits: BTreeMap::from([("/cgi-bin/component/api_component_token".to_owned(), 2000)]),
            calls_per_minute: None,
            pre_auth_code_secs: 1800,
            authorization_code_secs: 3600,
            used_code: UsedCode::Expired,
            code_expiry_as_duration: false,
            authorization_order: AuthorizationOrder::PushFirst,
            codes_differ: false,
            pre_auth_code_in_push: true,
            revoked_errcode: 61003,
            referer_checked: true,
            exclusive_sets: true,
            commit_interval_ms: 1000,
            scan_secs: 10,
            item_list_optional: false,
            audit_default: AuditDefault::Approve,
            guideline: GuidelineCheck::Reviewed,
            audit_delay_secs: 3600,
            audit_event: AuditEvent::OnTime,
            audit_event_gap_secs: 60,
            audits_per_month: 20,
            speedups_per_month: 5,
            withdrawals_per_day: 5,
            withdrawals_per_month: 10,
            delayed_can_be_withdrawn: true,
            released_again_errcode: 85052,
            platform_published: true,
            domain_changes_per_month: 50,
            direct_domains_shown: false,
            testers_per_account: 15,
            accounts_per_tester: 50,
            settings_by_api_only: false,
            limited_codes: 100_000,
            answers_per_message: 5,
            text_plain_every: 3,
            numbers_as_text: false,
            screenshot_capitalised: false,
            push_tries: 3,
            push_retry_secs: 5,
            push_timeout_ms: 5000,
            push_twice: false,
            push_reversed: false,
        }
    }
}
