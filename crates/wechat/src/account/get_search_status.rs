//! `GET /wxa/getwxasearchstatus` (`getSearchStatus`, 获取搜索状态): get search status.
//!
//! Permission set: 30.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get search status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetSearchStatus {}

impl GetSearchStatus {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetSearchStatus {
    const ID: &'static str = "get_search_status";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getwxasearchstatus";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetSearchStatusReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSearchStatusReply {
    /// 1 hidden from search, 0 searchable.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}
