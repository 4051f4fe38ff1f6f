//! `POST /cgi-bin/media/upload` (`uploadTempMedia`, 新增临时素材): upload temporary media.
//!
//! Ids are bound to the account: for avatar, name and category papers use the authorizer token of that account (40007
//! otherwise).
//!
//! Limits: `media_id` lives 3 days; image 10 MB for Official Accounts, 2 MB for Mini Programs.
//!
//! Errcodes of its own: 40004 media type is not supported; 40005 file type is not accepted; 40006 uploaded file
//! exceeds the size limit; 41005 no media data was sent.
//!
//! Not certain: Size of image differs by account kind.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload temporary media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaUpload {
    /// Image, voice, video or thumb (Mini Programs: image).
    #[serde(rename = "type")]
    pub type_: String,
    /// The file: form field "media" with file name.
    #[serde(skip)]
    pub media: Upload,
}

impl MediaUpload {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(type_: impl Into<String>, media: Upload) -> Self {
        Self { type_: type_.into(), media }
    }
}

impl Endpoint for MediaUpload {
    const ID: &'static str = "media_upload";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/media/upload";
    const QUERY: &'static [&'static str] = &["type"];
    type Token = AuthorizerAccessToken;
    type Reply = MediaUploadReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaUploadReply {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Id (with thumb: `thumb_media_id`).
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub media_id: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
}
