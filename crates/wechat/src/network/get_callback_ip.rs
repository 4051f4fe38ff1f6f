//! `GET /cgi-bin/getcallbackip` (`getCallbackIp`, 获取推送服务器IP): get push server IPs.
//!
//! Addresses WeChat pushes FROM. They change: refresh daily.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get push server IPs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetCallbackIp {}

impl GetCallbackIp {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetCallbackIp {
    const ID: &'static str = "get_callback_ip";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/getcallbackip";
    type Token = AuthorizerAccessToken;
    type Reply = GetCallbackIpReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetCallbackIpReply {
    /// Addresses or ranges.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub ip_list: Vec<String>,
}
