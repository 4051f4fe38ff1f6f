//! `GET /wxaapi/newtmpl/getpubtemplatekeywords` (`getPubTemplateKeyWordsById`, 获取模板标题下的关键词列表): list title keywords.
//!
//! Permission sets: 18 or 89.
//!
//! Errcodes of its own: 200014 tid is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List title keywords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplGetPubKeywords {
    /// Title id.
    pub tid: String,
}

impl NewtmplGetPubKeywords {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(tid: impl Into<String>) -> Self {
        Self { tid: tid.into() }
    }
}

impl Endpoint for NewtmplGetPubKeywords {
    const ID: &'static str = "newtmpl_get_pub_keywords";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/newtmpl/getpubtemplatekeywords";
    type Token = AuthorizerAccessToken;
    type Reply = NewtmplGetPubKeywordsReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetPubKeywordsReply {
    /// All; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Keywords.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<NewtmplGetPubKeywordsReplyData>,
}

/// Keywords.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplGetPubKeywordsReplyData {
    /// Keyword id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub kid: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Example.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Kind.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}
