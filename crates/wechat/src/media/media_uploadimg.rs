//! `POST /cgi-bin/media/uploadimg` (上传图文消息图片): upload article picture.
//!
//! Official Accounts.
//!
//! Errcodes of its own: 40005 file type is not accepted; 40009 picture is too large.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload article picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaUploadimg {
    /// The file: jpg or png, at most 1 MB.
    #[serde(skip)]
    pub media: Upload,
}

impl MediaUploadimg {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media: Upload) -> Self {
        Self { media }
    }
}

impl Endpoint for MediaUploadimg {
    const ID: &'static str = "media_uploadimg";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/media/uploadimg";
    type Token = AuthorizerAccessToken;
    type Reply = MediaUploadimgReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaUploadimgReply {
    /// Picture URL.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
