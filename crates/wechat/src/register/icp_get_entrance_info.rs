//! `GET /wxa/icp/get_icp_entrance_info` (获取小程序备案状态及驳回原因): get filing state.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get filing state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpGetEntranceInfo {}

impl IcpGetEntranceInfo {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpGetEntranceInfo {
    const ID: &'static str = "icp_get_entrance_info";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/get_icp_entrance_info";
    type Token = AuthorizerAccessToken;
    type Reply = IcpGetEntranceInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetEntranceInfoReply {
    /// State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<IcpGetEntranceInfoReplyInfo>,
}

/// State.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetEntranceInfoReplyInfo {
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Cancellation is running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_canceling: Option<bool>,
    /// Refused items.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub audit_data: Vec<IcpGetEntranceInfoReplyInfoAuditData>,
}

/// Refused items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetEntranceInfoReplyInfoAuditData {
    /// Field.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub key_name: Option<String>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Advice.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub suggest: Option<String>,
}
