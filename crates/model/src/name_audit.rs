//! Name audits: WeChat's review of a new name for a Mini Program.
//!
//! `setnickname` answers with the number of a review, or with none when the name is in force at once. How a review ended
//! is told by a push without that number, so the number is kept by us and asked about.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::words;

words! {
    /// How a review stands.
    NameAuditStatus {
        /// The reviewers have it.
        InReview = "in_review",
        /// They refused the name.
        Rejected = "rejected",
        /// The name is in force.
        Approved = "approved",
    }
}

impl NameAuditStatus {
    /// From WeChat's number: 1 in review, 2 refused, 3 passed.
    pub const fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::InReview),
            2 => Some(Self::Rejected),
            3 => Some(Self::Approved),
            _ => None,
        }
    }
}

/// A review of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAudit {
    /// To whom the account is authorized.
    pub component_appid: ComponentAppid,
    /// The account.
    pub appid: Appid,
    /// WeChat's number of the review.
    pub audit_id: i64,
    /// The name.
    pub nick_name: String,
    /// How it stands.
    pub status: NameAuditStatus,
    /// Why the name was refused.
    pub reason: String,
    /// When the name was handed in.
    pub submitted_at: Timestamp,
    /// When we learnt how it ended.
    pub decided_at: Option<Timestamp>,
}

impl NameAudit {
    /// The review after WeChat was asked: what it does not tell stays as it was.
    #[must_use]
    pub fn seen(self, status: Option<NameAuditStatus>, reason: Option<String>, at: Timestamp) -> Self {
        let status = status.unwrap_or(self.status);
        let decided_at = if status == NameAuditStatus::InReview { None } else { self.decided_at.or(Some(at)) };
        let reason = match status {
            NameAuditStatus::Rejected => reason.unwrap_or(self.reason),
            NameAuditStatus::InReview | NameAuditStatus::Approved => String::new(),
        };
        Self { status, reason, decided_at, ..self }
    }
}
