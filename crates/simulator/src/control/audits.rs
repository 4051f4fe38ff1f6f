//! Decisions of the reviewers, by hand and by rule.

use super::ControlError;
use crate::simulator::Simulator;
use crate::world::audit::{Audit, AuditRule, Verdict};

impl Simulator {
    /// Submissions, newest first.
    pub fn audits(&self, open_only: bool) -> Vec<Audit> {
        self.with_world(|world, _| {
            let all = world.audits.audits.values().rev();
            all.filter(|audit| !open_only || audit.status.is_open()).cloned().collect()
        })
    }

    /// Decides an open submission now.
    pub fn decide_audit(&self, auditid: i64, verdict: Verdict) -> Result<(), ControlError> {
        let decided = self.with_world(|world, now| world.decide_now(auditid, verdict, now));
        if decided { Ok(()) } else { Err(ControlError::no("open audit", auditid)) }
    }

    /// Decides submissions to come. The first rule that fits counts; rules win over marks in the version's text.
    pub fn rule_audits(&self, rule: AuditRule) {
        self.with_world(|world, _| world.audits.rules.push(rule));
    }

    /// Forgets all rules.
    pub fn clear_audit_rules(&self) {
        self.with_world(|world, _| world.audits.rules.clear());
    }
}
