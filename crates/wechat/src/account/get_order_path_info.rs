//! `POST /wxa/security/getorderpathinfo` (`getOrderPathInfo`, 获取订单页path信息): get order page path.
//!
//! Permission set: 18.
//!
//! Not certain: POST by the document, GET with query `info_type` in one SDK.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get order page path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetOrderPathInfo {
    /// 0 online version, 1 under review.
    #[serde(with = "crate::wire::int")]
    pub info_type: i64,
}

impl GetOrderPathInfo {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(info_type: i64) -> Self {
        Self { info_type }
    }
}

impl Endpoint for GetOrderPathInfo {
    const ID: &'static str = "get_order_path_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/security/getorderpathinfo";
    type Token = AuthorizerAccessToken;
    type Reply = GetOrderPathInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetOrderPathInfoReply {
    /// Order page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msg: Option<GetOrderPathInfoReplyMsg>,
}

/// Order page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetOrderPathInfoReplyMsg {
    /// Page path.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Pictures.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub img_list: Vec<String>,
    /// Video.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// Test account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub test_account: Option<String>,
    /// Test password.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub test_pwd: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub test_remark: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub apply_time: Option<i64>,
}
