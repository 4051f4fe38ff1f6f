//! `POST /cgi-bin/wxopen/getcategoriesbytype` (`getAllCategoriesByType`, 获取不同类型主体可设置的类目): list categories by entity
//! type.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API.
//!
//! Not certain: Only "0 personal" and "3 media" of `verify_type` were confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List categories by entity type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetCategoriesByType {
    /// 0 personal; others by entity, NOT the same numbering as `principal_type`.
    #[serde(with = "crate::wire::int")]
    pub verify_type: i64,
}

impl GetCategoriesByType {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(verify_type: i64) -> Self {
        Self { verify_type }
    }
}

impl Endpoint for GetCategoriesByType {
    const ID: &'static str = "get_categories_by_type";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/getcategoriesbytype";
    type Token = AuthorizerAccessToken;
    type Reply = GetCategoriesByTypeReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetCategoriesByTypeReply {
    /// As in `get_all_categories`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories_list: Option<GetCategoriesByTypeReplyCategoriesList>,
}

/// As in `get_all_categories`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetCategoriesByTypeReplyCategoriesList {
    /// Nodes.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<serde_json::Value>,
}
