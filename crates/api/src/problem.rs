//! Errors as RFC 9457 `application/problem+json`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a request was not carried out, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A stable address for this kind of problem; relative, so that it leads to this server's own documentation.
    #[serde(rename = "type")]
    pub type_: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// Our stable word for it; programs match on this.
    pub code: String,
    /// The request's name, as in the `X-Request-Id` header and in our log.
    pub request_id: String,
    /// What to do next, in the caller's language (`Accept-Language`: `zh` or `en`).
    pub advice: String,
    /// Who can mend it: `wxfleet` (it tries again by itself), `isv`, `merchant` or `wechat`.
    pub advice_for: String,
    /// The field that was refused, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// WeChat's code, when WeChat refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errcode: Option<i64>,
    /// WeChat's text, when WeChat refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
    /// WeChat's request id, for its support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rid: Option<String>,
}
