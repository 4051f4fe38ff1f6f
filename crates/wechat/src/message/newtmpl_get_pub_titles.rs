//! `GET /wxaapi/newtmpl/getpubtemplatetitles` (`getPubTemplateTitleList`, 获取帐号所属类目下的公共模板标题): list public template
//! titles.
//!
//! Permission sets: 18 or 89.
//!
//! Errcodes of its own: 200016 start is wrong; 200017 limit is wrong; 200018 category ids are missing; 200019
//! category ids are invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List public template titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplGetPubTitles {
    /// Category ids joined by comma.
    pub ids: String,
    /// From 0.
    #[serde(with = "crate::wire::int")]
    pub start: i64,
    /// At most 30.
    #[serde(with = "crate::wire::int")]
    pub limit: i64,
}

impl NewtmplGetPubTitles {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(ids: impl Into<String>, start: i64, limit: i64) -> Self {
        Self { ids: ids.into(), start, limit }
    }
}

impl Endpoint for NewtmplGetPubTitles {
    const ID: &'static str = "newtmpl_get_pub_titles";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/newtmpl/getpubtemplatetitles";
    type Token = AuthorizerAccessToken;
    type Reply = NewtmplGetPubTitlesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetPubTitlesReply {
    /// All.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Titles.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<NewtmplGetPubTitlesReplyData>,
}

/// Titles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetPubTitlesReplyData {
    /// Title id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub tid: Option<i64>,
    /// Title.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 2 one-time, 3 long-term.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Category.
    #[serde(rename = "categoryId", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub category_id: Option<i64>,
}
