//! `POST /wxa/getmpadminauth` (获取公众号管理员授权链接): get Official Account admin consent link.
//!
//! Not certain: From an SDK only.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get Official Account admin consent link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetMpAdminAuth {
    /// Official Account.
    pub mp_appid: String,
    /// 0 or 1, keep its administrator.
    #[serde(with = "crate::wire::int")]
    pub same_admin: i64,
}

impl GetMpAdminAuth {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(mp_appid: impl Into<String>, same_admin: i64) -> Self {
        Self { mp_appid: mp_appid.into(), same_admin }
    }
}

impl Endpoint for GetMpAdminAuth {
    const ID: &'static str = "get_mp_admin_auth";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getmpadminauth";
    type Token = AuthorizerAccessToken;
    type Reply = GetMpAdminAuthReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetMpAdminAuthReply {
    /// Link for the administrator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorize_url: Option<String>,
}
