//! WeChat's reviewers: what was submitted, how it will be decided, and the events that tell of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::World;
use super::push::Event;
use crate::config::{AuditDefault, AuditEvent, GuidelineCheck};
use crate::time::after_secs;

/// A reason as WeChat's reviewers write them.
const USUAL_REASON: &str = "1:小程序内容不符合规则:<br>(1):小程序页面内容过于简单，请补充后重新提交。<br>";
const USUAL_DELAY: &str =
    "为了更好地服务小程序，您的服务商正在进行提审系统的优化，可能会导致审核时效的增长，请耐心等待";

/// What the reviewers will say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Passed (0).
    Approve,
    /// Rejected (1).
    Reject {
        /// Why; may hold `<br>` and anything else.
        #[serde(default)]
        reason: String,
        /// Media ids joined by `|`.
        #[serde(default)]
        screenshot: String,
    },
    /// Delayed (4), with the final word one audit delay later.
    Delay {
        /// Why.
        #[serde(default)]
        reason: String,
        /// The final word.
        then: Box<Verdict>,
    },
    /// No decision until someone makes it.
    Hold,
}

/// The state of a submission, with WeChat's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditStatus {
    /// 0.
    Passed,
    /// 1.
    Rejected,
    /// 2.
    InReview,
    /// 3.
    Withdrawn,
    /// 4.
    Delayed,
}

impl AuditStatus {
    /// WeChat's number.
    pub fn number(self) -> i64 {
        match self {
            Self::Passed => 0,
            Self::Rejected => 1,
            Self::InReview => 2,
            Self::Withdrawn => 3,
            Self::Delayed => 4,
        }
    }

    /// Whether the reviewers still have it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::InReview | Self::Delayed)
    }
}

/// One submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Audit {
    /// WeChat's number of it.
    pub auditid: i64,
    /// The platform that submitted it.
    pub component_appid: String,
    /// The Mini Program.
    pub appid: String,
    /// The template of the submitted version.
    pub template_id: i64,
    /// The submitted version.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When the submitted version was committed.
    pub committed_at: Timestamp,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// How it stands.
    pub status: AuditStatus,
    /// Why it was rejected or delayed.
    pub reason: String,
    /// Media ids joined by `|`.
    pub screenshot: String,
    /// When the reviewers decide; None while they wait for a person.
    pub decide_at: Option<Timestamp>,
    /// What they will say.
    pub verdict: Verdict,
    /// Whether it was sped up.
    pub sped_up: bool,
    /// Whether it went online.
    pub released: bool,
    /// What was sent with it.
    pub submission: Value,
    /// Whether the event of the decision went out before the decision showed.
    announced: bool,
}

/// A verdict for submissions to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRule {
    /// The Mini Program. None: any.
    #[serde(default)]
    pub appid: Option<String>,
    /// For how many submissions. None: all.
    #[serde(default)]
    pub times: Option<u32>,
    /// What will be said.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// All submissions and the rules for those to come.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Desk {
    last_id: i64,
    pub(crate) audits: BTreeMap<i64, Audit>,
    open: BTreeSet<i64>,
    pub(crate) rules: Vec<AuditRule>,
}

/// What is submitted.
pub(crate) struct Submission<'a> {
    pub(crate) component: &'a str,
    pub(crate) appid: &'a str,
    pub(crate) body: Value,
}

/// Why a version is rejected whose guideline does not say what its code collects.
const GUIDELINE_REASON: &str =
    "1:用户隐私保护指引:<br>(1):小程序收集了用户信息，但用户隐私保护指引中没有声明，请补充后重新提交";

/// Which kind of data an API collects, in the words of the privacy guideline.
pub(crate) fn kind_of(api: &str) -> &'static str {
    if api.ends_with("chooseAddress") { "Address" } else { "Location" }
}

impl World {
    /// When the reviewers next decide something.
    pub(crate) fn next_audit_due(&self) -> Option<Timestamp> {
        self.audits.open.iter().filter_map(|id| self.audits.audits.get(id)?.decide_at).min()
    }

    /// The latest submission of a Mini Program.
    pub(crate) fn latest_audit(&self, appid: &str) -> Option<&Audit> {
        let auditid = self.code.get(appid)?.audits.last()?;
        self.audits.audits.get(auditid)
    }

    /// Takes the trial version into review. The caller has checked that there is one.
    pub(crate) fn submit(&mut self, submission: Submission<'_>, now: Timestamp) -> Option<i64> {
        let trial = self.code.get(submission.appid)?.trial.clone()?;
        let template_desc = self
            .components
            .get(submission.component)
            .and_then(|component| component.library.template(trial.template_id))
            .map(|template| template.code.user_desc.clone())
            .unwrap_or_default();
        let is_silent = self.switches.guideline == GuidelineCheck::Reviewed
            && submission.body["privacy_api_not_use"] != true
            && !self.undeclared_kinds(submission.appid).is_empty();
        let texts = [trial.user_version.as_str(), &trial.user_desc, &template_desc];
        let verdict = self.verdict_for(submission.appid, &texts, is_silent);
        let held = verdict == Verdict::Hold;
        self.audits.last_id = self.audits.last_id.max(412_000_000) + 1 + i64::try_from(self.random.below(97)).ok()?;
        let auditid = self.audits.last_id;
        let audit = Audit {
            auditid,
            component_appid: submission.component.to_owned(),
            appid: submission.appid.to_owned(),
            template_id: trial.template_id,
            user_version: trial.user_version,
            user_desc: trial.user_desc,
            committed_at: trial.committed_at,
            submitted_at: now,
            status: AuditStatus::InReview,
            reason: String::new(),
            screenshot: String::new(),
            decide_at: (!held).then(|| after_secs(now, self.switches.audit_delay_secs)),
            verdict,
            sped_up: false,
            released: false,
            submission: submission.body,
            announced: false,
        };
        self.audits.audits.insert(auditid, audit);
        self.audits.open.insert(auditid);
        self.code_of(submission.appid).audits.push(auditid);
        Some(auditid)
    }

    /// The kinds of data that the code in hand collects and the guideline does not declare.
    pub(crate) fn undeclared_kinds(&self, appid: &str) -> Vec<&'static str> {
        let trial = self.code.get(appid).and_then(|code| code.trial.as_ref());
        let guideline = self.accounts.get(appid).and_then(|account| account.guideline.as_ref());
        let declared = guideline.and_then(|guideline| guideline.declared.as_array());
        let is_declared = |kind: &str| declared.is_some_and(|list| list.iter().any(|one| one["privacy_key"] == kind));
        let mut found: Vec<&str> =
            trial.into_iter().flat_map(|trial| &trial.private_apis).map(|api| kind_of(api)).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|kind| !is_declared(kind));
        found
    }

    fn verdict_for(&mut self, appid: &str, texts: &[&str], is_silent: bool) -> Verdict {
        let fits =
            |rule: &&mut AuditRule| rule.times != Some(0) && rule.appid.as_ref().is_none_or(|wanted| wanted == appid);
        if let Some(rule) = self.audits.rules.iter_mut().find(fits) {
            rule.times = rule.times.map(|times| times.saturating_sub(1));
            let verdict = rule.verdict.clone();
            self.audits.rules.retain(|rule| rule.times != Some(0));
            return verdict;
        }
        let marked = |marks: [&str; 2]| texts.iter().any(|text| marks.iter().any(|mark| text.contains(mark)));
        let rejected = || Verdict::Reject { reason: USUAL_REASON.to_owned(), screenshot: String::new() };
        match self.switches.audit_default {
            _ if marked(["[hold]", "[人工]"]) => Verdict::Hold,
            _ if marked(["[delay]", "[延迟]"]) => {
                let then = if marked(["[reject]", "[驳回]"]) { rejected() } else { Verdict::Approve };
                Verdict::Delay { reason: USUAL_DELAY.to_owned(), then: Box::new(then) }
            }
            _ if marked(["[reject]", "[驳回]"]) => rejected(),
            AuditDefault::Approve if is_silent => {
                Verdict::Reject { reason: GUIDELINE_REASON.to_owned(), screenshot: String::new() }
            }
            AuditDefault::Approve => Verdict::Approve,
            AuditDefault::Hold => Verdict::Hold,
        }
    }

    /// Lets the reviewers decide what is due; returns how many decisions became visible or were announced.
    pub(crate) fn decide_due_audits(&mut self, now: Timestamp) -> usize {
        let is_due = |id: &&i64| {
            self.audits.audits.get(id).and_then(|audit| audit.decide_at).is_some_and(|decide_at| decide_at <= now)
        };
        let due: Vec<i64> = self.audits.open.iter().filter(is_due).copied().collect();
        for auditid in &due {
            self.decide(*auditid, now);
        }
        due.len()
    }

    /// Decides one open submission now. False when there is none of that number, or it is decided already.
    pub(crate) fn decide_now(&mut self, auditid: i64, verdict: Verdict, now: Timestamp) -> bool {
        let Some(audit) = self.audits.audits.get_mut(&auditid) else { return false };
        if !audit.status.is_open() {
            return false;
        }
        audit.decide_at = (verdict != Verdict::Hold).then_some(now);
        audit.verdict = verdict;
        if audit.decide_at.is_some() {
            self.decide(auditid, now);
        }
        true
    }

    fn decide(&mut self, auditid: i64, now: Timestamp) {
        let gap = self.switches.audit_event_gap_secs;
        let early = self.switches.audit_event == AuditEvent::Early;
        let delay = self.switches.audit_delay_secs;
        let Some(audit) = self.audits.audits.get_mut(&auditid) else { return };
        if early && !audit.announced {
            audit.announced = true;
            audit.decide_at = Some(after_secs(now, gap));
            let (verdict, appid, component) =
                (audit.verdict.clone(), audit.appid.clone(), audit.component_appid.clone());
            self.push_verdict(&component, &appid, &verdict, now, now);
            return;
        }
        let verdict = std::mem::replace(&mut audit.verdict, Verdict::Hold);
        let announced = std::mem::take(&mut audit.announced);
        audit.decide_at = None;
        match verdict.clone() {
            Verdict::Approve => audit.status = AuditStatus::Passed,
            Verdict::Reject { reason, screenshot } => {
                audit.status = AuditStatus::Rejected;
                audit.reason = if reason.is_empty() { USUAL_REASON.to_owned() } else { reason };
                audit.screenshot = screenshot;
            }
            Verdict::Delay { reason, then } => {
                audit.status = AuditStatus::Delayed;
                audit.reason = if reason.is_empty() { USUAL_DELAY.to_owned() } else { reason };
                audit.decide_at = (*then != Verdict::Hold).then(|| after_secs(now, delay));
                audit.verdict = *then;
            }
            Verdict::Hold => return,
        }
        if audit.status == AuditStatus::Passed {
            audit.reason.clear();
        }
        let (appid, component, open) = (audit.appid.clone(), audit.component_appid.clone(), audit.status.is_open());
        if !open {
            self.audits.open.remove(&auditid);
        }
        if !announced {
            let due_at = if self.switches.audit_event == AuditEvent::Late { after_secs(now, gap) } else { now };
            self.push_verdict(&component, &appid, &verdict, now, due_at);
        }
    }

    fn push_verdict(&mut self, component: &str, appid: &str, verdict: &Verdict, now: Timestamp, due_at: Timestamp) {
        let or = |text: &str, usual: &str| if text.is_empty() { usual.to_owned() } else { text.to_owned() };
        let seconds = now.as_second();
        let event = match verdict {
            Verdict::Approve => Event::named("weapp_audit_success").number("SuccTime", seconds),
            Verdict::Reject { reason, screenshot } => Event::named("weapp_audit_fail")
                .text("Reason", &or(reason, USUAL_REASON))
                .number("FailTime", seconds)
                .text("ScreenShot", screenshot),
            Verdict::Delay { reason, .. } => {
                Event::named("weapp_audit_delay").text("Reason", &or(reason, USUAL_DELAY)).number("DelayTime", seconds)
            }
            Verdict::Hold => return,
        };
        let times = match self.switches.audit_event {
            AuditEvent::Lost => 0,
            AuditEvent::Twice => 2,
            AuditEvent::OnTime | AuditEvent::Early | AuditEvent::Late => 1,
        };
        // One event told twice has one sender.
        let Some(target) = self.messages_of(appid, None) else { return };
        for _ in 0..times {
            self.owe_push(component, target.clone(), event.clone(), now, due_at);
        }
    }

    /// The platform takes a submission back. The caller has checked that it may.
    pub(crate) fn withdraw(&mut self, auditid: i64, now: Timestamp) {
        self.audits.open.remove(&auditid);
        let Some(audit) = self.audits.audits.get_mut(&auditid) else { return };
        audit.status = AuditStatus::Withdrawn;
        audit.decide_at = None;
        let appid = audit.appid.clone();
        self.code_of(&appid).withdrawals.push(now);
    }
}
