//! `GET /cgi-bin/wxopen/getcategory` (`getSettingCategories`, 获取已设置的所有类目): list set categories.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List set categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetSetCategories {}

impl GetSetCategories {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetSetCategories {
    const ID: &'static str = "get_set_categories";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/wxopen/getcategory";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetSetCategoriesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSetCategoriesReply {
    /// Set categories.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<GetSetCategoriesReplyCategories>,
    /// Additions per period (month).
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Additions left in this period.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub quota: Option<i64>,
    /// Most categories at once.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub category_limit: Option<i64>,
}

/// Set categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSetCategoriesReplyCategories {
    /// First level id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Second level id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub second: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub second_name: Option<String>,
    /// 1 in review, 2 refused, 3 passed.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_status: Option<i64>,
    /// Refusal reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub audit_reason: Option<String>,
}
