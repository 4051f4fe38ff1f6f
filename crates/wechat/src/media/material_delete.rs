//! `POST /cgi-bin/material/del_material` (删除永久素材): delete permanent media.
//!
//! Errcodes of its own: 40007 `media_id` is invalid, expired, or was uploaded with another account's token; 48005
//! material is still used by auto reply or menu.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Delete permanent media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MaterialDelete {
    /// Id.
    pub media_id: String,
}

impl MaterialDelete {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}

impl Endpoint for MaterialDelete {
    const ID: &'static str = "material_delete";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/material/del_material";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
