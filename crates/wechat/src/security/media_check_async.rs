//! `POST /wxa/media_check_async` (`mediaCheckAsync`, 多媒体内容安全识别): media check (async).
//!
//! Result within about 30 minutes as a push to the message URL.
//!
//! Limits: 2000 a minute and 200,000 a day per appid; file at most 10 MB.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 45009 the daily call limit of this API is used
//! up; 45011 called too often within a minute; 61010 authorization code has expired.
//!
//! Not certain: Numbers and error list not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Media check (async).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaCheckAsync {
    /// File URL.
    pub media_url: String,
    /// 1 audio, 2 picture.
    #[serde(with = "crate::wire::int")]
    pub media_type: i64,
    /// 2.
    #[serde(with = "crate::wire::int")]
    pub version: i64,
    /// As in `msg_sec_check`.
    #[serde(with = "crate::wire::int")]
    pub scene: i64,
    /// User.
    pub openid: String,
}

impl MediaCheckAsync {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        media_url: impl Into<String>,
        media_type: i64,
        version: i64,
        scene: i64,
        openid: impl Into<String>,
    ) -> Self {
        Self { media_url: media_url.into(), media_type, version, scene, openid: openid.into() }
    }
}

impl Endpoint for MediaCheckAsync {
    const ID: &'static str = "media_check_async";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/media_check_async";
    type Token = AuthorizerAccessToken;
    type Reply = MediaCheckAsyncReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaCheckAsyncReply {
    /// Ties the later push (event `wxa_media_check`).
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
}
