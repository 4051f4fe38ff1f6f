//! `POST /cgi-bin/material/add_material` (新增永久素材): add permanent media.
//!
//! Official Accounts.
//!
//! Errcodes of its own: 40004 media type is not supported; 40005 file type is not accepted; 40006 uploaded file
//! exceeds the size limit.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Add permanent media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MaterialAdd {
    /// Image, voice, video or thumb.
    #[serde(rename = "type")]
    pub type_: String,
    /// The file: file.
    #[serde(skip)]
    pub media: Upload,
    /// With video: JSON text with title and introduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl MaterialAdd {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(type_: impl Into<String>, media: Upload) -> Self {
        Self { type_: type_.into(), media, description: None }
    }
}

impl Endpoint for MaterialAdd {
    const ID: &'static str = "material_add";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/material/add_material";
    const QUERY: &'static [&'static str] = &["type"];
    type Token = AuthorizerAccessToken;
    type Reply = MaterialAddReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialAddReply {
    /// Id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub media_id: Option<String>,
    /// For pictures.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
