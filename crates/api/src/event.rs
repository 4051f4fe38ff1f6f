//! Events: the pushes that WeChat sent, as they were kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// Its name; names sort by the time of arrival.
    pub id: String,
    /// To which component it came.
    pub component_appid: String,
    /// Which account it is about, where the push says so.
    pub appid: Option<String>,
    /// WeChat's `InfoType`, `Event` or `MsgType`; `unreadable` for a genuine push that could not be read.
    pub kind: String,
    /// WeChat's `CreateTime`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
    /// When it reached this server.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// Whether it could be read.
    pub readable: bool,
}

/// A push with what it said. Tickets and authorization codes are masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventDetail {
    /// The push.
    #[serde(flatten)]
    pub event: Event,
    /// The decrypted XML; `null` where it could not be read.
    pub xml: Option<String>,
    /// The same as JSON: elements become members, repeated ones lists; `null` where it could not be read.
    #[schema(value_type = Option<Object>)]
    pub fields: Option<serde_json::Value>,
    /// A push that could not be read, in base64; it cannot be masked, so only admins see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_base64: Option<String>,
}
