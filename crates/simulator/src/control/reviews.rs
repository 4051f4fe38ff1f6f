//! Reviews of names, categories, private APIs and plug-ins, decided by hand and by rule.

use super::ControlError;
use crate::simulator::Simulator;
use crate::world::audit::{AuditRule, Verdict};
use crate::world::review::{Review, ReviewState};

impl Simulator {
    /// Reviews, newest first.
    pub fn reviews(&self, open_only: bool) -> Vec<Review> {
        self.with_world(|world, _| {
            let all = world.reviews.all.values().rev();
            all.filter(|review| !open_only || review.state == ReviewState::Open).cloned().collect()
        })
    }

    /// Decides an open review now. A delay is none for a review.
    pub fn decide_review(&self, id: i64, verdict: Verdict) -> Result<(), ControlError> {
        let decided = self.with_world(|world, now| world.decide_review_now(id, verdict, now));
        if decided { Ok(()) } else { Err(ControlError::no("open review", id)) }
    }

    /// Decides reviews to come. The first rule that fits counts; rules win over marks in the text.
    pub fn rule_reviews(&self, rule: AuditRule) {
        self.with_world(|world, _| world.reviews.rules.push(rule));
    }

    /// Forgets all rules for reviews.
    pub fn clear_review_rules(&self) {
        self.with_world(|world, _| world.reviews.rules.clear());
    }
}
