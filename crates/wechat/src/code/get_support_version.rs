//! `POST /cgi-bin/wxopen/getweappsupportversion` (`getSupportVersion`, 查询各版本用户占比): get base library share.
//!
//! Send `{}`. One SDK uses GET with appid; the document says POST.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 44002 `pOST` body is empty; send at least `{}`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get base library share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetSupportVersion {}

impl GetSupportVersion {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetSupportVersion {
    const ID: &'static str = "get_support_version";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/getweappsupportversion";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetSupportVersionReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSupportVersionReply {
    /// Current minimum.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub now_version: Option<String>,
    /// Share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uv_info: Option<GetSupportVersionReplyUvInfo>,
}

/// Share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSupportVersionReplyUvInfo {
    /// Versions.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<GetSupportVersionReplyUvInfoItems>,
}

/// Versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSupportVersionReplyUvInfoItems {
    /// Base library version.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Share of users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<serde_json::Number>,
}
