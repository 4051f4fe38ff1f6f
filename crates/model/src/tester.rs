//! Testers: people who may open the trial version of a Mini Program.
//!
//! WeChat tells a person's `userstr` when the person is bound by WeChat id, and later lists nothing but `userstr`. So the
//! pair is kept by us.

use jiff::Timestamp;

/// A person whose WeChat id and `userstr` at one account we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTester {
    /// The WeChat id by which the person was bound.
    pub wechatid: String,
    /// WeChat's name for the person at this account.
    pub userstr: String,
    /// When the person was bound.
    pub bound_at: Timestamp,
}
