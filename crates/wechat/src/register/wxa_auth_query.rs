//! `POST /wxa/sec/queryauth` (小程序认证进度查询): query verification.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Query verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthQuery {
    /// Task.
    pub taskid: String,
}

impl WxaAuthQuery {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(taskid: impl Into<String>) -> Self {
        Self { taskid: taskid.into() }
    }
}

impl Endpoint for WxaAuthQuery {
    const ID: &'static str = "wxa_auth_query";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/queryauth";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthQueryReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthQueryReply {
    /// State of the task.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub task_status: Option<i64>,
    /// State of the review.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub apply_status: Option<i64>,
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// What to fill in again.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub refill_reason: Option<String>,
    /// Refusal.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub fail_reason: Option<String>,
}
