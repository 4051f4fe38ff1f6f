//! `GET /wxa/get_category` (`getAllCategoryName`): the categories under which this account may submit.
//!
//! Names and ids are copied into the `item_list` of `submit_audit`. An empty list means the merchant has set no category
//! yet (85008 on submission).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the audit categories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetCategory {}

impl GetCategory {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetCategory {
    const ID: &'static str = "get_audit_categories";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/get_category";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = CategoryList;
}

/// The audit categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryList {
    /// In WeChat's order.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub category_list: Vec<Category>,
}

/// One audit category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// First level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub first_class: String,
    /// First level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub first_id: i64,
    /// Second level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub second_class: String,
    /// Second level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub second_id: i64,
    /// Third level, by name; empty if there is none.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub third_class: String,
    /// Third level, by id, if there is one.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub third_id: Option<i64>,
}
