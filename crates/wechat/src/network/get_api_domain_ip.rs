//! `GET /cgi-bin/get_api_domain_ip` (`getApiDomainIp`, 获取API服务器IP): get API server IPs.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get API server IPs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetApiDomainIp {}

impl GetApiDomainIp {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetApiDomainIp {
    const ID: &'static str = "get_api_domain_ip";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/get_api_domain_ip";
    type Token = AuthorizerAccessToken;
    type Reply = GetApiDomainIpReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetApiDomainIpReply {
    /// Addresses of api.weixin.qq.com.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub ip_list: Vec<String>,
}
