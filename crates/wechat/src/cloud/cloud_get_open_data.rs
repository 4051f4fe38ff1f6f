//! `POST /tcb/getopendata` (换取cloudID对应的开放数据): resolve cloud ids.
//!
//! Permission sets: 18 or 49.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Resolve cloud ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudGetOpenData {
    /// User.
    pub openid: String,
    /// Cloud ids.
    pub cloudid_list: Vec<String>,
}

impl CloudGetOpenData {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>, cloudid_list: Vec<String>) -> Self {
        Self { openid: openid.into(), cloudid_list }
    }
}

impl Endpoint for CloudGetOpenData {
    const ID: &'static str = "cloud_get_open_data";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/getopendata";
    const QUERY: &'static [&'static str] = &["openid"];
    type Token = AuthorizerAccessToken;
    type Reply = CloudGetOpenDataReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetOpenDataReply {
    /// Results.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub data_list: Vec<CloudGetOpenDataReplyDataList>,
}

/// Results.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetOpenDataReplyDataList {
    /// Cloud id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub cloud_id: Option<String>,
    /// Open data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<serde_json::Value>,
}
