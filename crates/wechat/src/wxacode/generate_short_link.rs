//! `POST /wxa/genwxashortlink` (`generateShortLink`, 获取ShortLink): make short link.
//!
//! Limits: Permanent ones 100,000 per account for ever; temporary ones 1,000,000 a day.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range.
//!
//! Not certain: Numbers not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Make short link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GenerateShortLink {
    /// Page with query, at most 1024 characters.
    pub page_url: String,
    /// Title.
    pub page_title: String,
    /// Permanent or 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_permanent: Option<bool>,
}

impl GenerateShortLink {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(page_url: impl Into<String>, page_title: impl Into<String>) -> Self {
        Self { page_url: page_url.into(), page_title: page_title.into(), is_permanent: None }
    }
}

impl Endpoint for GenerateShortLink {
    const ID: &'static str = "generate_short_link";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/genwxashortlink";
    type Token = AuthorizerAccessToken;
    type Reply = GenerateShortLinkReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateShortLinkReply {
    /// #小程序://... text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}
