//! `POST /wxa/icp/upload_icp_media` (上传小程序备案媒体材料): upload filing material.
//!
//! Errcodes of its own: 40005 file type is not accepted; 40006 uploaded file exceeds the size limit.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload filing material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpUploadMedia {
    /// Image or video.
    #[serde(rename = "type")]
    pub type_: String,
    /// Filing field this file is for.
    pub icp_order_field: String,
    /// Kind of certificate.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub certificate_type: Option<i64>,
    /// The file: file.
    #[serde(skip)]
    pub media: Upload,
}

impl IcpUploadMedia {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(type_: impl Into<String>, icp_order_field: impl Into<String>, media: Upload) -> Self {
        Self { type_: type_.into(), icp_order_field: icp_order_field.into(), certificate_type: None, media }
    }
}

impl Endpoint for IcpUploadMedia {
    const ID: &'static str = "icp_upload_media";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/upload_icp_media";
    type Token = AuthorizerAccessToken;
    type Reply = IcpUploadMediaReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpUploadMediaReply {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub media_id: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_at: Option<i64>,
}
