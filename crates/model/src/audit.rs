//! WeChat's review of one submission of code.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid};

use crate::authorizer::words;

words! {
    /// How a submission stands with WeChat's reviewers.
    AuditStatus {
        /// Passed; it can be released.
        Approved = "approved",
        /// Sent back with a reason.
        Rejected = "rejected",
        /// Being looked at.
        InReview = "in_review",
        /// Taken back by us.
        Withdrawn = "withdrawn",
        /// Put off with a reason; a decision follows.
        Delayed = "delayed",
    }
}

impl AuditStatus {
    /// WeChat's number for it: 0 passed, 1 rejected, 2 in review, 3 withdrawn, 4 delayed.
    pub const fn from_wechat(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Approved),
            1 => Some(Self::Rejected),
            2 => Some(Self::InReview),
            3 => Some(Self::Withdrawn),
            4 => Some(Self::Delayed),
            _ => None,
        }
    }

    /// Whether WeChat will still decide.
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::InReview | Self::Delayed)
    }
}

/// One submission as we keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// To whom the account is authorized.
    pub component_appid: ComponentAppid,
    /// The account.
    pub appid: Appid,
    /// WeChat's number for the submission.
    pub auditid: Auditid,
    /// How it stands.
    pub status: AuditStatus,
    /// Why it was sent back or put off, as WeChat wrote it (it may hold markup: show it inert).
    pub reason: Option<String>,
    /// Media ids of WeChat's screenshots.
    pub screenshots: Vec<String>,
    /// The version under review, as far as we know it.
    pub user_version: Option<String>,
    /// Its description.
    pub user_desc: Option<String>,
    /// When it was handed in.
    pub submitted_at: Timestamp,
    /// When we learnt of the decision.
    pub decided_at: Option<Timestamp>,
    /// When WeChat is next asked by itself; `None` once nothing more is expected.
    pub watch_at: Option<Timestamp>,
}

/// How long after a submission WeChat is asked again when no event comes: often at first, hourly in the end.
pub fn next_watch(submitted_at: Timestamp, now: Timestamp) -> Timestamp {
    let waited = submitted_at.duration_until(now).as_secs().max(0);
    let pause_secs = (waited / 4).clamp(30, 3_600);
    Timestamp::from_second(now.as_second() + pause_secs).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wechat_numbers_map_both_ways_round() {
        let known: Vec<_> = (0..5).filter_map(AuditStatus::from_wechat).collect();
        assert_eq!(known.len(), 5);
        assert_eq!(AuditStatus::from_wechat(5), None);
        assert_eq!(AuditStatus::from_wechat(-1), None);
    }

    #[test]
    fn watching_slows_down_to_once_an_hour() {
        let start = Timestamp::from_second(1_700_000_000).unwrap();
        let pause = |waited: i64| {
            let now = Timestamp::from_second(1_700_000_000 + waited).unwrap();
            next_watch(start, now).as_second() - now.as_second()
        };
        assert_eq!(pause(0), 30);
        assert_eq!(pause(3_600), 900);
        assert_eq!(pause(7 * 86_400), 3_600);
    }
}
