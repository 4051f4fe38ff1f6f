//! `POST /wxa/security/apply_privacy_interface` (`applyPrivacyInterface`, 申请地理位置接口): apply for location interface.
//!
//! Each interface is tied to categories. The result is pushed as `wxa_privacy_apply` and shows in
//! `get_privacy_interface`.
//!
//! Limits: 280 calls a minute.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61034 arguments do not fit; e.g. one of `url_list`, `pic_list`, `video_list` must be given;
//! 61035 this interface needs no application.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Apply for location interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApplyPrivacyInterface {
    /// E.g. `wx.choosePoi`, case matters.
    pub api_name: String,
    /// Reason, at most 300 characters, UTF-8.
    pub content: String,
    /// Helper pages; one of the three lists is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_list: Option<Vec<String>>,
    /// Picture URLs, at most 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pic_list: Option<Vec<String>>,
    /// One mp4 URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_list: Option<Vec<String>>,
}

impl ApplyPrivacyInterface {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(api_name: impl Into<String>, content: impl Into<String>) -> Self {
        Self { api_name: api_name.into(), content: content.into(), url_list: None, pic_list: None, video_list: None }
    }
}

impl Endpoint for ApplyPrivacyInterface {
    const ID: &'static str = "apply_privacy_interface";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/security/apply_privacy_interface";
    type Token = AuthorizerAccessToken;
    type Reply = ApplyPrivacyInterfaceReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyPrivacyInterfaceReply {
    /// Application id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<i64>,
}
