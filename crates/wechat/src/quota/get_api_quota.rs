//! `POST /cgi-bin/openapi/quota/get` (`getApiQuota`, 查询API调用额度): get call quota.
//!
//! Token by what the path belongs to: component token for platform paths, authorizer token for account paths. `/sns`
//! paths are not supported.
//!
//! Errcodes of its own: 76003 `cgi_path` is malformed: no host, but with the leading slash; 76021 `cgi_path` is
//! unknown; 76022 the token's account kind does not fit this `cgi_path`; `/sns` paths are not supported.

use http::Method;
use serde::{Deserialize, Serialize};

use super::RateLimit;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get call quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetApiQuota {
    /// Path with leading slash, no host.
    pub cgi_path: String,
}

impl GetApiQuota {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(cgi_path: impl Into<String>) -> Self {
        Self { cgi_path: cgi_path.into() }
    }
}

impl Endpoint for GetApiQuota {
    const ID: &'static str = "get_api_quota";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/openapi/quota/get";
    type Token = AuthorizerAccessToken;
    type Reply = GetApiQuotaReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetApiQuotaReply {
    /// Daily numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<GetApiQuotaReplyQuota>,
    /// Own rate limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
    /// Rate limit for calls on behalf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_rate_limit: Option<RateLimit>,
}

/// Daily numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetApiQuotaReplyQuota {
    /// Limit.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub daily_limit: Option<i64>,
    /// Used.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub used: Option<i64>,
    /// Left.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub remain: Option<i64>,
}
