//! `POST /wxaapi/wxaembedded/add_embedded` (`addEmbedded`, 添加半屏小程序): add half-screen Mini Program.
//!
//! Outcome depends on the other side: administrator confirms, automatic, or refused.
//!
//! Limits: 10 per caller; 50 applications a day; a provider may let 10 Mini Programs a day apply for the same one;
//! one may serve 1000; 3 applications for the same one in 24 hours.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Add half-screen Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedAdd {
    /// Mini Program to embed.
    pub appid: Appid,
    /// At most 30 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_reason: Option<String>,
}

impl EmbeddedAdd {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { appid, apply_reason: None }
    }
}

impl Endpoint for EmbeddedAdd {
    const ID: &'static str = "embedded_add";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/wxaembedded/add_embedded";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
