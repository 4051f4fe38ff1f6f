//! `POST /wxa/sec/reauth` (小程序认证重新提审): resubmit verification.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use super::WxaAuthData;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Resubmit verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthResubmit {
    /// Verification form.
    pub auth_data: WxaAuthData,
}

impl WxaAuthResubmit {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(auth_data: WxaAuthData) -> Self {
        Self { auth_data }
    }
}

impl Endpoint for WxaAuthResubmit {
    const ID: &'static str = "wxa_auth_resubmit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/reauth";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthResubmitReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Link for the administrator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub auth_url: Option<String>,
}
