//! `GET /wxaapi/wxaembedded/get_own_list` (`getOwnList`, 获取半屏小程序授权列表): list embedding callers.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List embedding callers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmbeddedOwnList {
    /// Start.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// Page size, at most 1000.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub num: Option<i64>,
}

impl Endpoint for EmbeddedOwnList {
    const ID: &'static str = "embedded_own_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxaapi/wxaembedded/get_own_list";
    type Token = AuthorizerAccessToken;
    type Reply = EmbeddedOwnListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedOwnListReply {
    /// Entries.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub wxa_embedded_list: Vec<EmbeddedOwnListReplyWxaEmbeddedList>,
    /// 0 administrator confirms, 1 automatic, 2 refuse.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub embedded_flag: Option<i64>,
}

/// Entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedOwnListReplyWxaEmbeddedList {
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
