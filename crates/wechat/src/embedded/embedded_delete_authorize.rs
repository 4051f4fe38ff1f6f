//! `POST /wxaapi/wxaembedded/del_authorize` (`deleteAuthorizedEmbedded`, 取消授权小程序): withdraw embedding consent.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Withdraw embedding consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedDeleteAuthorize {
    /// Caller to cut off.
    pub appid: Appid,
}

impl EmbeddedDeleteAuthorize {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { appid }
    }
}

impl Endpoint for EmbeddedDeleteAuthorize {
    const ID: &'static str = "embedded_delete_authorize";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/wxaembedded/del_authorize";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
