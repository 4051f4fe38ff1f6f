//! `GET /sns/userinfo` (拉取用户信息): get web user info.
//!
//! Needs scope `snsapi_userinfo`.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::secret::Credential;

/// Get web user info.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SnsUserinfo {
    /// WEB access token of the user.
    #[serde(with = "crate::wire::secret")]
    pub access_token: Credential,
    /// User.
    pub openid: String,
    /// `zh_CN`, `zh_TW` or en.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl SnsUserinfo {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(access_token: Credential, openid: impl Into<String>) -> Self {
        Self { access_token, openid: openid.into(), lang: None }
    }
}

impl Endpoint for SnsUserinfo {
    const ID: &'static str = "sns_userinfo";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/userinfo";
    type Token = NoToken;
    type Reply = SnsUserinfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnsUserinfoReply {
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// 0, 1, 2.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub sex: Option<i64>,
    /// May be empty.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// May be empty.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// May be empty.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Avatar.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimgurl: Option<String>,
    /// Privileges.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub privilege: Vec<String>,
    /// When bound.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
}
