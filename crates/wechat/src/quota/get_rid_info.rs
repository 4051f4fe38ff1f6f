//! `POST /cgi-bin/openapi/rid/get` (`getRidInfo`, 查询rid信息): look up a rid.
//!
//! Only with a token of the account whose call failed. Worth logging the rid of every failure.
//!
//! Limits: Rid live 7 days.
//!
//! Errcodes of its own: 76001 rid was not found or is older than 7 days; 76022 the token's account kind does not fit
//! this `cgi_path`; `/sns` paths are not supported.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Look up a rid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetRidInfo {
    /// From an errmsg.
    pub rid: String,
}

impl GetRidInfo {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(rid: impl Into<String>) -> Self {
        Self { rid: rid.into() }
    }
}

impl Endpoint for GetRidInfo {
    const ID: &'static str = "get_rid_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/openapi/rid/get";
    type Token = AuthorizerAccessToken;
    type Reply = GetRidInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetRidInfoReply {
    /// The failed call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<GetRidInfoReplyRequest>,
}

/// The failed call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetRidInfoReplyRequest {
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub invoke_time: Option<i64>,
    /// Duration.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub cost_in_ms: Option<i64>,
    /// Query part.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub request_url: Option<String>,
    /// Body.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub request_body: Option<String>,
    /// Reply.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub response_body: Option<String>,
    /// Caller IP.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
}
