//! `GET /cgi-bin/media/get` (`getTempMedia`, 获取临时素材): get temporary media.
//!
//! Video answers JSON `{"video_url":...}` instead of bytes.
//!
//! Errcodes of its own: 40007 `media_id` is invalid, expired, or was uploaded with another account's token.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Binary, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Get temporary media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaGet {
    /// Id.
    pub media_id: String,
}

impl MediaGet {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}

impl Endpoint for MediaGet {
    const ID: &'static str = "media_get";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/media/get";
    type Token = AuthorizerAccessToken;
    type Reply = Binary;
}
