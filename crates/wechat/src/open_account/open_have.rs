//! `GET /cgi-bin/open/have` (`getBindOpenAccount`, 查询绑定的开放平台账号): has open account.
//!
//! Permission set: 30.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Has open account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenHave {}

impl OpenHave {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for OpenHave {
    const ID: &'static str = "open_have";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/open/have";
    type Token = AuthorizerAccessToken;
    type Reply = OpenHaveReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHaveReply {
    /// Bound or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have_open: Option<bool>,
}
