//! The code of one Mini Program: three slots that live beside each other (trial, audit, online) and the moves between
//! them.
//!
//! ```text
//! none --commit--> TRIAL --submit--> IN REVIEW --+--> APPROVED --release--> ONLINE --roll back--> ONLINE (previous)
//!                    ^  commit again: replaces   |--> REJECTED  --commit, submit-->
//!                    |                           |--> DELAYED   --> APPROVED or REJECTED
//!                    +------ withdraw: WITHDRAWN <
//! ```
//!
//! A move is checked here before it is sent, and consumes the old state. WeChat has the last word all the same, since
//! an account can be operated by hand in WeChat's console: [`CodeState::observe_versions`] and
//! [`CodeState::observe_audit`] take over whatever it says.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wxfleet_wechat::id::{Auditid, TemplateId};

use crate::audit::AuditStatus;
use crate::authorizer::words;

words! {
    /// How far the code of an account is, in one word: the first of these that holds.
    CodeStage {
        /// WeChat's reviewers have it, or have put it off.
        InReview = "in_review",
        /// The last submission was sent back, and none followed.
        Rejected = "rejected",
        /// The last submission passed and waits to be released.
        Approved = "approved",
        /// A version is online.
        Online = "online",
        /// There is a trial version.
        Trial = "trial",
        /// There is nothing yet.
        Empty = "empty",
    }
}

/// What is in the three slots of one Mini Program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeState {
    /// What testers see (体验版).
    pub trial: Option<Version>,
    /// What WeChat's reviewers have or had (审核版).
    pub audit: Option<AuditSlot>,
    /// What everybody sees (线上版).
    pub online: Option<Version>,
}

/// One version of the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The version's name, at most 64 characters.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// The template it was made from; not known for what was uploaded by hand.
    pub template_id: Option<TemplateId>,
    /// Since when it is in its slot.
    pub since: Timestamp,
}

/// The submission in the audit slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSlot {
    /// WeChat's number for it.
    pub auditid: Auditid,
    /// The version that was handed in.
    pub version: Version,
    /// How it stands.
    pub status: AuditStatus,
    /// Whether this very submission went live.
    pub released: bool,
}

/// A move that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{step} is not possible: {because}")]
pub struct IllegalStep {
    /// The move.
    pub step: &'static str,
    /// Why not, in words.
    pub because: &'static str,
    /// The code with which WeChat refuses the same.
    pub errcode: i64,
}

impl CodeState {
    /// How far it is.
    pub fn stage(&self) -> CodeStage {
        match &self.audit {
            Some(slot) if slot.status.is_pending() => CodeStage::InReview,
            Some(slot) if slot.status == AuditStatus::Rejected => CodeStage::Rejected,
            Some(slot) if slot.status == AuditStatus::Approved && !slot.released => CodeStage::Approved,
            _ if self.online.is_some() => CodeStage::Online,
            _ if self.trial.is_some() => CodeStage::Trial,
            _ => CodeStage::Empty,
        }
    }

    /// Code was uploaded from a template: it replaces the trial version and disturbs nothing else.
    #[must_use]
    pub fn commit(mut self, version: Version) -> Self {
        self.trial = Some(version);
        self
    }

    /// The trial version was handed in for audit.
    pub fn submit(mut self, auditid: Auditid, at: Timestamp) -> Result<Self, IllegalStep> {
        self.may_submit()?;
        let trial = self.trial.as_ref().expect("`may_submit` saw a trial version");
        let version = Version { since: at, ..trial.clone() };
        self.audit = Some(AuditSlot { auditid, version, status: AuditStatus::InReview, released: false });
        Ok(self)
    }

    /// Whether the trial version can be handed in.
    pub fn may_submit(&self) -> Result<(), IllegalStep> {
        let refuse = |because, errcode| Err(IllegalStep { step: "submitting for audit", because, errcode });
        if self.audit.as_ref().is_some_and(|slot| slot.status.is_pending()) {
            refuse("a version is in review", 85009)
        } else if self.trial.is_none() {
            refuse("no code has been committed", 85086)
        } else {
            Ok(())
        }
    }

    /// The submission was taken back.
    pub fn withdraw(mut self) -> Result<Self, IllegalStep> {
        match &mut self.audit {
            Some(slot) if slot.status.is_pending() => {
                slot.status = AuditStatus::Withdrawn;
                Ok(self)
            }
            _ => Err(IllegalStep { step: "withdrawing", because: "no version is in review", errcode: 87012 }),
        }
    }

    /// The approved submission went live.
    pub fn release(mut self, at: Timestamp) -> Result<Self, IllegalStep> {
        let refuse = |because, errcode| Err(IllegalStep { step: "releasing", because, errcode });
        match &mut self.audit {
            Some(slot) if slot.released => refuse("the approved version is online already", 85052),
            Some(slot) if slot.status == AuditStatus::Approved => {
                slot.released = true;
                self.online = Some(Version { since: at, ..slot.version.clone() });
                Ok(self)
            }
            Some(_) => refuse("the submission has not been approved", 85020),
            None => refuse("no version has been submitted", 85019),
        }
    }

    /// The live version was taken back; which one is live now is asked of WeChat.
    pub fn roll_back(mut self) -> Result<Self, IllegalStep> {
        if self.online.take().is_some() {
            Ok(self)
        } else {
            Err(IllegalStep { step: "rolling back", because: "nothing is online", errcode: 87012 })
        }
    }

    /// Takes over what WeChat says about the audit slot. A word about an older submission than the one in the slot
    /// changes nothing.
    #[must_use]
    pub fn observe_audit(mut self, auditid: Auditid, status: AuditStatus, version: Version) -> Self {
        match &mut self.audit {
            Some(slot) if slot.auditid == auditid => slot.status = status,
            Some(slot) if slot.auditid > auditid => {}
            _ => self.audit = Some(AuditSlot { auditid, version, status, released: false }),
        }
        self
    }

    /// Takes over what WeChat says about trial and online versions. What we know beyond WeChat's answer (the template)
    /// stays while the version is the same.
    #[must_use]
    pub fn observe_versions(mut self, trial: Option<Version>, online: Option<Version>) -> Self {
        self.trial = merge(self.trial, trial);
        self.online = merge(self.online, online);
        if let (Some(slot), Some(online)) = (&mut self.audit, &self.online)
            && slot.status == AuditStatus::Approved
            && slot.version.user_version == online.user_version
            && online.since >= slot.version.since
        {
            slot.released = true;
        }
        self
    }
}

fn merge(known: Option<Version>, seen: Option<Version>) -> Option<Version> {
    let mut seen = seen?;
    if let Some(known) = known
        && known.user_version == seen.user_version
        && known.user_desc == seen.user_desc
        && seen.template_id.is_none()
    {
        seen.template_id = known.template_id;
    }
    Some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn version(name: &str, since: i64) -> Version {
        Version {
            user_version: name.to_owned(),
            user_desc: String::new(),
            template_id: Some(TemplateId(7)),
            since: at(since),
        }
    }

    #[test]
    fn the_stage_is_what_an_operator_would_say_first() {
        let mut state = CodeState::default();
        let mut stages = vec![state.stage()];
        state = state.commit(version("1.0", 1));
        stages.push(state.stage());
        state = state.submit(Auditid(9), at(2)).unwrap();
        stages.push(state.stage());
        let sent = version("1.0", 2);
        for status in [AuditStatus::Delayed, AuditStatus::Rejected, AuditStatus::Approved] {
            state = state.observe_audit(Auditid(9), status, sent.clone());
            stages.push(state.stage());
        }
        state = state.release(at(3)).unwrap();
        stages.push(state.stage());
        let words: Vec<&str> = stages.into_iter().map(CodeStage::as_str).collect();
        assert_eq!(words, ["empty", "trial", "in_review", "in_review", "rejected", "approved", "online"]);
        assert_eq!(state.commit(version("1.1", 4)).stage(), CodeStage::Online, "a new trial version disturbs nobody");
    }

    #[test]
    fn the_whole_way_from_commit_to_release() {
        let state = CodeState::default().commit(version("1.0", 1)).submit(Auditid(9), at(2)).unwrap();
        assert_eq!(state.may_submit().unwrap_err().errcode, 85009);
        assert_eq!(state.clone().release(at(3)).unwrap_err().errcode, 85020);
        let state = state.observe_audit(Auditid(9), AuditStatus::Approved, version("1.0", 2)).release(at(3)).unwrap();
        assert_eq!(state.online.as_ref().unwrap().user_version, "1.0");
        assert_eq!(state.release(at(4)).unwrap_err().errcode, 85052);
    }

    #[test]
    fn a_commit_does_not_disturb_the_review() {
        let state = CodeState::default().commit(version("1.0", 1)).submit(Auditid(9), at(2)).unwrap();
        let after = state.clone().commit(version("1.1", 3));
        assert_eq!(after.audit, state.audit);
        assert_eq!(after.trial.unwrap().user_version, "1.1");
    }

    #[test]
    fn word_of_an_older_submission_changes_nothing() {
        let state = CodeState::default().commit(version("1.0", 1)).submit(Auditid(9), at(2)).unwrap();
        let after = state.clone().observe_audit(Auditid(8), AuditStatus::Rejected, version("0.9", 0));
        assert_eq!(after, state);
    }

    #[test]
    fn the_template_is_remembered_while_the_version_is_the_same() {
        let seen = |name: &str| Some(Version { template_id: None, ..version(name, 5) });
        let state = CodeState::default().commit(version("1.0", 1));
        assert_eq!(state.clone().observe_versions(seen("1.0"), None).trial.unwrap().template_id, Some(TemplateId(7)));
        assert_eq!(state.observe_versions(seen("1.1"), None).trial.unwrap().template_id, None);
    }

    #[derive(Debug, Clone)]
    enum Move {
        Commit,
        Submit,
        Withdraw,
        Decide(AuditStatus),
        Release,
        RollBack,
    }

    fn any_move() -> impl Strategy<Value = Move> {
        prop_oneof![
            Just(Move::Commit),
            Just(Move::Submit),
            Just(Move::Withdraw),
            prop::sample::select(AuditStatus::ALL).prop_map(Move::Decide),
            Just(Move::Release),
            Just(Move::RollBack),
        ]
    }

    proptest! {
        #[test]
        fn no_sequence_of_moves_reaches_an_illegal_state(moves in prop::collection::vec(any_move(), 0..40)) {
            let mut state = CodeState::default();
            let mut next_auditid = 1;
            for (tick, step) in (1_i64..).zip(moves) {
                let before = state.clone();
                state = match step {
                    Move::Commit => state.commit(version(&format!("1.{tick}"), tick)),
                    Move::Submit => state.submit(Auditid(next_auditid), at(tick)).inspect(|_| next_auditid += 1).unwrap_or(before),
                    Move::Withdraw => state.withdraw().unwrap_or(before),
                    Move::Decide(status) => match state.audit.clone() {
                        Some(slot) if slot.status.is_pending() => state.observe_audit(slot.auditid, status, slot.version),
                        _ => before,
                    },
                    Move::Release => state.release(at(tick)).unwrap_or(before),
                    Move::RollBack => state.roll_back().unwrap_or(before),
                };
                if let Some(slot) = &state.audit {
                    prop_assert!(!slot.released || slot.status == AuditStatus::Approved, "released without approval");
                    prop_assert!(state.trial.is_some(), "something is in review that was never committed");
                }
                prop_assert!(state.online.is_none() || state.audit.as_ref().is_some_and(|slot| slot.auditid.0 >= 1));
            }
        }
    }
}
