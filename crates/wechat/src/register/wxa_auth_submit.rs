//! `POST /wxa/sec/wxaauth` (小程序认证): submit verification.
//!
//! Verification on behalf, needed since 2023-12-25 for accounts registered through the API. States are pushed as
//! `notify_3rd_wxa_auth`.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use super::WxaAuthData;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Submit verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthSubmit {
    /// Verification form.
    pub auth_data: WxaAuthData,
}

impl WxaAuthSubmit {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(auth_data: WxaAuthData) -> Self {
        Self { auth_data }
    }
}

impl Endpoint for WxaAuthSubmit {
    const ID: &'static str = "wxa_auth_submit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/wxaauth";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthSubmitReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthSubmitReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Link for the administrator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub auth_url: Option<String>,
}
