//! `POST /wxa/generate_urllink` (`generateUrlLink`, 获取加密URLLink): make URL link.
//!
//! Not for personal Mini Programs; released pages only. One link serves many users since 2023-12-19.
//!
//! Limits: 500,000 made a day together with schemes; opens 3 to 6 million a day per Mini Program, pages differ.
//!
//! Permission set: 88.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 40165 mini Program page path is invalid; 43104
//! this appid lacks the permission; 45009 the daily call limit of this API is used up; 85079 there is no online
//! version.
//!
//! Not certain: Error list is partial.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Make URL link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GenerateUrllink {
    /// Released page; empty `=` home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// At most 1024 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// 0 at a time, 1 after days.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_type: Option<i64>,
    /// Unix time, at most 30 days ahead.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<i64>,
    /// Days, at most 30.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_interval: Option<i64>,
    /// Older switch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_expire: Option<bool>,
    /// Release, trial or develop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
    /// Static hosting page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud_base: Option<GenerateUrllinkCloudBase>,
}

impl Endpoint for GenerateUrllink {
    const ID: &'static str = "generate_urllink";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/generate_urllink";
    type Token = AuthorizerAccessToken;
    type Reply = GenerateUrllinkReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateUrllinkReply {
    /// Https link.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub url_link: Option<String>,
}

/// Static hosting page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateUrllinkCloudBase {
    /// Environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Own domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Platform appid that owns the environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_appid: Option<String>,
}
