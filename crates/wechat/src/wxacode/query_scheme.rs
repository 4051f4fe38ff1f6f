//! `POST /wxa/queryscheme` (`queryScheme`, 查询scheme码): query URL scheme.
//!
//! Permission set: 88.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Query URL scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QueryScheme {
    /// Scheme.
    pub scheme: String,
    /// 0 link, 1 remaining visits.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub query_type: Option<i64>,
}

impl QueryScheme {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(scheme: impl Into<String>) -> Self {
        Self { scheme: scheme.into(), query_type: None }
    }
}

impl Endpoint for QueryScheme {
    const ID: &'static str = "query_scheme";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/queryscheme";
    type Token = AuthorizerAccessToken;
    type Reply = QuerySchemeReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuerySchemeReply {
    /// Link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme_info: Option<QuerySchemeReplySchemeInfo>,
    /// Visits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota_info: Option<QuerySchemeReplyQuotaInfo>,
}

/// Link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuerySchemeReplySchemeInfo {
    /// Mini Program.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Page.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Query.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
    /// Unix time, 0 never.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<i64>,
    /// Version.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
}

/// Visits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuerySchemeReplyQuotaInfo {
    /// Left today.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub remain_visit_quota: Option<i64>,
}
