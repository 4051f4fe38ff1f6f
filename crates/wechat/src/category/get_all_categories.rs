//! `GET /cgi-bin/wxopen/getallcategories` (`getAllCategories`, 获取可设置的所有类目): list settable categories.
//!
//! First and second level only; depends on the entity. Historic rule: only accounts created through the registration
//! API (41033).
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List settable categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAllCategories {}

impl GetAllCategories {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetAllCategories {
    const ID: &'static str = "get_all_categories";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/wxopen/getallcategories";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetAllCategoriesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReply {
    /// Wrapper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories_list: Option<GetAllCategoriesReplyCategoriesList>,
}

/// Wrapper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReplyCategoriesList {
    /// Nodes, level 0 is the root.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<GetAllCategoriesReplyCategoriesListCategories>,
}

/// Nodes, level 0 is the root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReplyCategoriesListCategories {
    /// Id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 0 root, 1, 2.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub level: Option<i64>,
    /// Parent id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub father: Option<i64>,
    /// Ids of children.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<i64>,
    /// 1 needs qualification.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub sensitive_type: Option<i64>,
    /// Qualification rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualify: Option<GetAllCategoriesReplyCategoriesListCategoriesQualify>,
}

/// Qualification rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReplyCategoriesListCategoriesQualify {
    /// Groups: any one group suffices.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub exter_list: Vec<GetAllCategoriesReplyCategoriesListCategoriesQualifyExterList>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Groups: any one group suffices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReplyCategoriesListCategoriesQualifyExterList {
    /// Papers of a group: all needed.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub inner_list: Vec<GetAllCategoriesReplyCategoriesListCategoriesQualifyExterListInnerList>,
}

/// Papers of a group: all needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAllCategoriesReplyCategoriesListCategoriesQualifyExterListInnerList {
    /// Name of the paper, the key for certicates.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Sample picture; not certain.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
