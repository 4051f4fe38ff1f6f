//! `POST /wxaapi/wxaembedded/del_embedded` (`deleteEmbedded`, 删除半屏小程序): remove half-screen Mini Program.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Remove half-screen Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedDelete {
    /// Embedded Mini Program.
    pub appid: Appid,
}

impl EmbeddedDelete {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { appid }
    }
}

impl Endpoint for EmbeddedDelete {
    const ID: &'static str = "embedded_delete";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/wxaembedded/del_embedded";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
