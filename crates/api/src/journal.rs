//! The journal: who did what to which account, when, with what outcome.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An attempt, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JournalEntry {
    /// Its name; names sort by time.
    pub id: String,
    /// Who: `key:` and the name of an API key, `system` for wxfleet itself, `merchant`.
    pub actor: String,
    /// What, for instance `code.release`.
    pub deed: String,
    /// On which component.
    pub component_appid: Option<String>,
    /// On which account.
    pub appid: Option<String>,
    /// What was asked for, without secrets; under `before` what it replaces, where that is known.
    #[schema(value_type = Object)]
    pub request: serde_json::Value,
    /// `open` (under way), `done`, `refused` (by WeChat), `declined` (by wxfleet, before WeChat was asked), `failed`
    /// (nothing was done) or `unknown` (WeChat is yet to be asked whether it happened).
    pub outcome: String,
    /// Our word for why, when wxfleet declined, as the problem said it.
    pub code: Option<String>,
    /// WeChat's code, when WeChat refused, or would have.
    pub errcode: Option<i64>,
    /// WeChat's text, when WeChat refused.
    pub errmsg: Option<String>,
    /// WeChat's request id, for its support.
    pub rid: Option<String>,
    /// What happened, when it was declined, failed or its end is not known.
    pub reason: Option<String>,
    /// What came of it, when it was done, for instance the `auditid`.
    #[schema(value_type = Option<Object>)]
    pub result: Option<serde_json::Value>,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// How long it took.
    pub duration_ms: Option<i64>,
}

/// What came out when the journal was held against its chain: each entry that is over carries a number and a code over
/// itself and the entry before it, under a key that lies sealed in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JournalVerification {
    /// Whether every entry is as it was written and none is missing.
    pub sound: bool,
    /// Entries that were held against their codes.
    pub linked: u64,
    /// Entries that are not in the chain yet: those under way, and those that were over some seconds ago.
    pub waiting: u64,
    /// Entries that were forgotten when their time had come (the setting `journal.keep_days`).
    pub forgotten: u64,
    /// What is not as it was written; a hundred at the most.
    pub faults: Vec<JournalFault>,
}

/// One way in which the journal is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JournalFault {
    /// This entry does not fit its code: it was changed, moved or slipped in.
    Altered {
        /// Its number in the chain.
        number: i64,
        /// Its name.
        id: String,
    },
    /// Entries were taken away.
    Missing {
        /// The first number that is not there.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// The sealed note that says where the chain begins or ends is gone, was put back to an older one, or does not open.
    Note,
}
