//! `POST /wxa/sec/uploadauthmaterial` (小程序认证上传补充材料): upload verification material.
//!
//! Errcodes of its own: 40005 file type is not accepted; 40006 uploaded file exceeds the size limit.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload verification material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthUploadMaterial {
    /// The file: form field "media".
    #[serde(skip)]
    pub media: Upload,
}

impl WxaAuthUploadMaterial {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media: Upload) -> Self {
        Self { media }
    }
}

impl Endpoint for WxaAuthUploadMaterial {
    const ID: &'static str = "wxa_auth_upload_material";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/uploadauthmaterial";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthUploadMaterialReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthUploadMaterialReply {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Id for the form.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub mediaid: Option<String>,
}
