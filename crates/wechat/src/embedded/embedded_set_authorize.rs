//! `POST /wxaapi/wxaembedded/set_authorize` (`setAuthorizedEmbedded`, 设置半屏授权方式): set embedding mode.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Set embedding mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedSetAuthorize {
    /// 0 administrator confirms, 1 automatic, 2 refuse.
    #[serde(with = "crate::wire::int")]
    pub flag: i64,
}

impl EmbeddedSetAuthorize {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(flag: i64) -> Self {
        Self { flag }
    }
}

impl Endpoint for EmbeddedSetAuthorize {
    const ID: &'static str = "embedded_set_authorize";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/wxaembedded/set_authorize";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
