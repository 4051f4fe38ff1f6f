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
    /// What was asked for, without secrets.
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
