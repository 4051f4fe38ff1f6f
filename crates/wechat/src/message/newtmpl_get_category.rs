//! `GET /wxaapi/newtmpl/getcategory` (`getCategory`, 获取小程序账号的类目): list template categories.
//!
//! Permission sets: 18 or 89.
//!
//! Errcodes of its own: 200011 the account is banned and may not do this.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List template categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplGetCategory {}

impl NewtmplGetCategory {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for NewtmplGetCategory {
    const ID: &'static str = "newtmpl_get_category";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/newtmpl/getcategory";
    type Token = AuthorizerAccessToken;
    type Reply = NewtmplGetCategoryReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetCategoryReply {
    /// Categories.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<NewtmplGetCategoryReplyData>,
}

/// Categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetCategoryReplyData {
    /// Id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
