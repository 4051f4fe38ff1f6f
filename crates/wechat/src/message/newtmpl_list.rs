//! `GET /wxaapi/newtmpl/gettemplate` (`getMessageTemplateList`, 获取个人模板列表): list templates.
//!
//! Permission sets: 18 or 89.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List templates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplList {}

impl NewtmplList {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for NewtmplList {
    const ID: &'static str = "newtmpl_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/newtmpl/gettemplate";
    type Token = AuthorizerAccessToken;
    type Reply = NewtmplListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplListReply {
    /// Templates.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<NewtmplListReplyData>,
}

/// Templates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplListReplyData {
    /// Template id.
    #[serde(rename = "priTmplId", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub pri_tmpl_id: Option<String>,
    /// Title.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Content.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Example.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// 2 one-time, 3 long-term.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Enum values.
    #[serde(
        rename = "keywordEnumValueList",
        default,
        deserialize_with = "crate::wire::list::deserialize",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub keyword_enum_value_list: Vec<NewtmplListReplyDataKeywordEnumValueList>,
}

/// Enum values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplListReplyDataKeywordEnumValueList {
    /// Key.
    #[serde(rename = "keywordCode", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub keyword_code: Option<String>,
    /// Allowed values.
    #[serde(
        rename = "enumValueList",
        default,
        deserialize_with = "crate::wire::list::deserialize",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub enum_value_list: Vec<String>,
}
