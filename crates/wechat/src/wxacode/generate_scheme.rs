//! `POST /wxa/generatescheme` (`generateScheme`, 获取加密scheme码): make URL scheme.
//!
//! Not for personal Mini Programs. Links expire within 30 days.
//!
//! Limits: 500,000 made a day together with URL links; opens 3 to 6 million a day per Mini Program, pages differ.
//!
//! Permission set: 88.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 40165 mini Program page path is invalid; 43104
//! this appid lacks the permission; 85079 there is no online version.
//!
//! Not certain: Permission set 88 and the error list by analogy with the URL link.

use http::Method;
use serde::{Deserialize, Serialize};

use super::JumpWxa;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Make URL scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GenerateScheme {
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump_wxa: Option<JumpWxa>,
    /// Expiring or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_expire: Option<bool>,
    /// 0 at a time, 1 after days.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_type: Option<i64>,
    /// Unix time, at most 30 days ahead.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<i64>,
    /// Days, at most 30.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_interval: Option<i64>,
}

impl Endpoint for GenerateScheme {
    const ID: &'static str = "generate_scheme";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/generatescheme";
    type Token = AuthorizerAccessToken;
    type Reply = GenerateSchemeReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateSchemeReply {
    /// `weixin://dl/business/?t=`...
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openlink: Option<String>,
}
