//! `POST /wxa/query_urllink` (`queryUrlLink`, 查询URLLink): query URL link.
//!
//! Permission set: 88.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Query URL link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QueryUrllink {
    /// Link.
    pub url_link: String,
    /// 0 link, 1 remaining visits.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub query_type: Option<i64>,
}

impl QueryUrllink {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(url_link: impl Into<String>) -> Self {
        Self { url_link: url_link.into(), query_type: None }
    }
}

impl Endpoint for QueryUrllink {
    const ID: &'static str = "query_urllink";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/query_urllink";
    type Token = AuthorizerAccessToken;
    type Reply = QueryUrllinkReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryUrllinkReply {
    /// Link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_link_info: Option<QueryUrllinkReplyUrlLinkInfo>,
    /// Visits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota_info: Option<QueryUrllinkReplyQuotaInfo>,
}

/// Link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryUrllinkReplyUrlLinkInfo {
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
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<i64>,
    /// Version.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
}

/// Visits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryUrllinkReplyQuotaInfo {
    /// Left today.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub remain_visit_quota: Option<i64>,
}
