//! `POST /wxa/uploadmedia` (`uploadMediaToCodeAudit`, 上传提审素材): upload review material.
//!
//! Another id space than cgi-bin/media/upload: ids of one cannot be used for the other.
//!
//! Limits: Mediaid lives three days.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40005 file type is not accepted; 40006 uploaded file exceeds the size limit; 41005 no media
//! data was sent; 43002 the endpoint wants POST.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload review material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UploadAuditMedia {
    /// The file: form field "media"; picture up to 2 MB (PNG JPEG JPG GIF), video up to 10 MB (MP4).
    #[serde(skip)]
    pub media: Upload,
}

impl UploadAuditMedia {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media: Upload) -> Self {
        Self { media }
    }
}

impl Endpoint for UploadAuditMedia {
    const ID: &'static str = "upload_audit_media";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/uploadmedia";
    type Token = AuthorizerAccessToken;
    type Reply = UploadAuditMediaReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadAuditMediaReply {
    /// Image or video.
    #[serde(rename = "type", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Id for `preview_info` (no underscore in the name).
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub mediaid: Option<String>,
}
