//! Reviews beside those of code: names, categories, private APIs, and what the makers of plug-ins decide.
//!
//! They take as long as a code audit and are decided the same way: by a rule, by a mark in the text, by hand, or by the
//! switch `audit_default`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::audit::{AuditRule, Verdict};
use super::push::Event;
use crate::config::AuditDefault;
use crate::time::after_secs;

/// A reason as WeChat's reviewers write them.
const USUAL_REASON: &str = "提交的材料与申请内容不符，请修改后重新提交";

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "snake_case")]
pub enum Subject {
    /// A name.
    Name {
        /// It.
        nick_name: String,
    },
    /// A category.
    Category {
        /// Number of the first level.
        first: i64,
        /// Number of the second level.
        second: i64,
    },
    /// The use of a private API.
    PrivateApi {
        /// It.
        api_name: String,
    },
    /// The use of a plug-in, which its maker decides.
    Plugin {
        /// It.
        plugin_appid: String,
    },
}

/// How a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Not decided.
    Open,
    /// Passed.
    Passed,
    /// Refused.
    Refused,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its number; for names and private APIs the `audit_id` that WeChat answers.
    pub id: i64,
    /// The platform that asked.
    pub component_appid: String,
    /// The account.
    pub appid: String,
    /// What is looked at.
    #[serde(flatten)]
    pub subject: Subject,
    /// How it stands.
    pub state: ReviewState,
    /// Why it was refused.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it is decided; None while it waits for a person.
    pub decide_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// What will be said.
    pub verdict: Verdict,
}

/// All reviews, and the rules for those to come.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Reviews {
    last_id: i64,
    pub(crate) all: BTreeMap<i64, Review>,
    pub(crate) rules: Vec<AuditRule>,
}

impl World {
    /// When a review is next decided.
    pub(crate) fn next_review_due(&self) -> Option<Timestamp> {
        self.reviews.all.values().filter_map(|review| review.decide_at).min()
    }

    /// Begins a review; gives its number.
    pub(crate) fn review(&mut self, component: &str, appid: &str, subject: Subject, texts: &[&str]) -> i64 {
        let verdict = self.review_verdict(appid, texts);
        self.reviews.last_id = self.reviews.last_id.max(700_100_000) + 1;
        let id = self.reviews.last_id;
        let delay = self.switches.audit_delay_secs;
        let review = Review {
            id,
            component_appid: component.to_owned(),
            appid: appid.to_owned(),
            subject,
            state: ReviewState::Open,
            reason: String::new(),
            asked_at: self.now,
            decide_at: (verdict != Verdict::Hold).then(|| after_secs(self.now, delay)),
            decided_at: None,
            verdict,
        };
        self.reviews.all.insert(id, review);
        id
    }

    fn review_verdict(&mut self, appid: &str, texts: &[&str]) -> Verdict {
        let fits =
            |rule: &&mut AuditRule| rule.times != Some(0) && rule.appid.as_ref().is_none_or(|wanted| wanted == appid);
        if let Some(rule) = self.reviews.rules.iter_mut().find(fits) {
            rule.times = rule.times.map(|times| times.saturating_sub(1));
            let verdict = rule.verdict.clone();
            self.reviews.rules.retain(|rule| rule.times != Some(0));
            return verdict;
        }
        let marked = |marks: [&str; 2]| texts.iter().any(|text| marks.iter().any(|mark| text.contains(mark)));
        match self.switches.audit_default {
            _ if marked(["[hold]", "[人工]"]) => Verdict::Hold,
            _ if marked(["[reject]", "[驳回]"]) => {
                Verdict::Reject { reason: USUAL_REASON.to_owned(), screenshot: String::new() }
            }
            AuditDefault::Approve => Verdict::Approve,
            AuditDefault::Hold => Verdict::Hold,
        }
    }

    /// Decides what is due; returns how much that was.
    pub(crate) fn decide_due_reviews(&mut self, now: Timestamp) -> usize {
        let is_due = |review: &&Review| review.decide_at.is_some_and(|at| at <= now);
        let due: Vec<i64> = self.reviews.all.values().filter(is_due).map(|review| review.id).collect();
        for id in &due {
            self.decide_review(*id, now);
        }
        due.len()
    }

    /// Decides an open review now. False when there is none of that number, or it is decided already.
    pub(crate) fn decide_review_now(&mut self, id: i64, verdict: Verdict, now: Timestamp) -> bool {
        let Some(review) = self.reviews.all.get_mut(&id).filter(|review| review.state == ReviewState::Open) else {
            return false;
        };
        review.decide_at = (verdict != Verdict::Hold).then_some(now);
        review.verdict = verdict;
        self.decide_review(id, now);
        true
    }

    fn decide_review(&mut self, id: i64, now: Timestamp) {
        let Some(review) = self.reviews.all.get_mut(&id) else { return };
        let refused = match &review.verdict {
            Verdict::Hold => return,
            Verdict::Reject { reason, .. } => Some(if reason.is_empty() { USUAL_REASON } else { reason }.to_owned()),
            Verdict::Approve | Verdict::Delay { .. } => None,
        };
        review.decide_at = None;
        review.decided_at = Some(now);
        review.state = if refused.is_some() { ReviewState::Refused } else { ReviewState::Passed };
        review.reason = refused.unwrap_or_default();
        let review = review.clone();
        if let Some(event) = self.carry_out(&review, now)
            && let Some(target) = self.messages_of(&review.appid, None)
        {
            self.owe_push(&review.component_appid, target, event, now, now);
        }
    }

    /// Brings into force what was decided; gives the event that tells of it.
    fn carry_out(&mut self, review: &Review, now: Timestamp) -> Option<Event> {
        let passed = review.state == ReviewState::Passed;
        let number = if passed { 3 } else { 2 };
        match &review.subject {
            Subject::Name { nick_name } => {
                if passed {
                    self.put_name(&review.appid, nick_name);
                }
                let event = Event::named("wxa_nickname_audit").number("ret", number).text("nickname", nick_name);
                Some(event.text("reason", &review.reason))
            }
            Subject::Category { first, second } => {
                self.settle_category(&review.appid, (*first, *second), passed, &review.reason);
                let event = Event::named("wxa_category_audit").number("ret", number).number("first", *first);
                Some(event.number("second", *second).text("reason", &review.reason))
            }
            Subject::PrivateApi { api_name } => {
                let status = if passed { 5 } else { 4 };
                if let Some(application) = self.account(&review.appid).applications.get_mut(api_name) {
                    application.status = status;
                    application.reason.clone_from(&review.reason);
                }
                if passed && let Some(mut profile) = self.merchants.profile(&review.appid) {
                    // `wx.getLocation` and `getLocation` are the same.
                    let bare = |api: &str| api.strip_prefix("wx.").unwrap_or(api).to_owned();
                    profile.unpermitted_private_apis.retain(|api| bare(api) != bare(api_name));
                    self.merchants.put(profile);
                }
                let fields = Event::fields()
                    .text("api_name", api_name)
                    .number("apply_time", review.asked_at.as_second())
                    .number("audit_id", review.id)
                    .number("audit_time", now.as_second())
                    .text("reason", &review.reason)
                    .number("status", status);
                Some(Event::named("wxa_privacy_apply").group("result_info", &fields))
            }
            Subject::Plugin { plugin_appid } => {
                let plugins = &mut self.account(&review.appid).plugins;
                if let Some(plugin) = plugins.iter_mut().find(|plugin| plugin.appid == *plugin_appid) {
                    plugin.status = if passed { 2 } else { 3 };
                }
                None
            }
        }
    }

    /// Gives an account a name.
    pub(crate) fn put_name(&mut self, appid: &str, nick_name: &str) {
        if let Some(mut profile) = self.merchants.profile(appid) {
            nick_name.clone_into(&mut profile.nick_name);
            self.merchants.put(profile);
        }
    }

    fn settle_category(&mut self, appid: &str, (first, second): (i64, i64), passed: bool, reason: &str) {
        let asked = &mut self.account(appid).asked_categories;
        let is_it =
            |one: &super::account::AskedCategory| one.category.first_id == first && one.category.second_id == second;
        let Some(at) = asked.iter().position(is_it) else { return };
        if !passed {
            asked[at].refused = true;
            reason.clone_into(&mut asked[at].reason);
            return;
        }
        let category = asked.remove(at).category;
        if let Some(mut profile) = self.merchants.profile(appid) {
            profile.categories.push(category);
            self.merchants.put(profile);
        }
    }
}
