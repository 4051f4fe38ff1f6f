//! `GET /wxaapi/wxaembedded/get_list` (`getEmbeddedList`, 获取半屏小程序调用列表): list embedded Mini Programs.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List embedded Mini Programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedList {
    /// Start.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// Page size, at most 1000.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub num: Option<i64>,
}

impl Endpoint for EmbeddedList {
    const ID: &'static str = "embedded_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/wxaembedded/get_list";
    type Token = AuthorizerAccessToken;
    type Reply = EmbeddedListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedListReply {
    /// Entries.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub wxa_embedded_list: Vec<EmbeddedListReplyWxaEmbeddedList>,
}

/// Entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedListReplyWxaEmbeddedList {
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
    /// Picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimg: Option<String>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
}
