//! `GET /cgi-bin/user/info` (获取用户基本信息): get follower.
//!
//! Name and avatar are no longer returned since the end of 2021.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get follower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserInfo {
    /// User.
    pub openid: String,
    /// `zh_CN`, `zh_TW` or en.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl UserInfo {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>) -> Self {
        Self { openid: openid.into(), lang: None }
    }
}

impl Endpoint for UserInfo {
    const ID: &'static str = "user_info";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/user/info";
    type Token = AuthorizerAccessToken;
    type Reply = UserInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserInfoReply {
    /// 0 or 1.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub subscribe: Option<i64>,
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Language.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub subscribe_time: Option<i64>,
    /// When bound.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Group.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub groupid: Option<i64>,
    /// Tags.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub tagid_list: Vec<i64>,
    /// Where from.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub subscribe_scene: Option<String>,
    /// QR scene.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub qr_scene: Option<i64>,
    /// QR scene text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub qr_scene_str: Option<String>,
}
