//! `GET /cgi-bin/material/get_materialcount` (获取永久素材总数): count permanent media.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Count permanent media.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MaterialCount {}

impl MaterialCount {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for MaterialCount {
    const ID: &'static str = "material_count";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/material/get_materialcount";
    type Token = AuthorizerAccessToken;
    type Reply = MaterialCountReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialCountReply {
    /// Voices.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub voice_count: Option<i64>,
    /// Videos.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub video_count: Option<i64>,
    /// Pictures.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub image_count: Option<i64>,
    /// Articles.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub news_count: Option<i64>,
}
