//! `POST /wxa/api_wxa_querynickname` (`getNickNameStatus`, 查询小程序名称审核状态): get name review status.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 91011 rename audit was not found.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get name review status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QueryNickname {
    /// From `set_nickname`.
    #[serde(with = "crate::wire::int")]
    pub audit_id: i64,
}

impl QueryNickname {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(audit_id: i64) -> Self {
        Self { audit_id }
    }
}

impl Endpoint for QueryNickname {
    const ID: &'static str = "query_nickname";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/api_wxa_querynickname";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = QueryNicknameReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryNicknameReply {
    /// Name under review.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// 1 in review, 2 refused, 3 passed.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_stat: Option<i64>,
    /// Reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub fail_reason: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_time: Option<i64>,
}
