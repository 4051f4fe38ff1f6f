//! `POST /cgi-bin/material/get_material` (`getMaterial`, 获取永久素材): get permanent media.
//!
//! The way to read refusal screenshots of a code review, with the authorizer token. News and video answer JSON.
//!
//! Errcodes of its own: 40007 `media_id` is invalid, expired, or was uploaded with another account's token.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Binary, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Get permanent media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MaterialGet {
    /// Id.
    pub media_id: String,
}

impl MaterialGet {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}

impl Endpoint for MaterialGet {
    const ID: &'static str = "material_get";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/material/get_material";
    type Token = AuthorizerAccessToken;
    type Reply = Binary;
}
