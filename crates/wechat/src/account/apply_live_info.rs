//! `POST /wxa/business/applyliveinfo` (`applyLiveInfo`, 申请开通直播): apply for live streaming.
//!
//! The administrator must agree within 24 hours. A Mini Program with live streaming cannot serve as development Mini
//! Program (9400001).
//!
//! Permission set: 52.
//!
//! Not certain: Whether live streaming for Mini Programs is still offered.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Apply for live streaming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApplyLiveInfo {
    /// Apply.
    pub action: String,
}

impl Default for ApplyLiveInfo {
    fn default() -> Self {
        Self { action: "apply".to_owned() }
    }
}

impl Endpoint for ApplyLiveInfo {
    const ID: &'static str = "apply_live_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/business/applyliveinfo";
    type Token = AuthorizerAccessToken;
    type Reply = ApplyLiveInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyLiveInfoReply {
    /// Result hint.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}
