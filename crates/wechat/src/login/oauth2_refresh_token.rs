//! `GET /sns/oauth2/refresh_token` (刷新网页授权token): refresh web token (self-run).
//!
//! Errcodes of its own: 40030 `refresh_token` is invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Refresh web token (self-run).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Oauth2RefreshToken {
    /// Account.
    pub appid: Appid,
    /// `refresh_token`.
    pub grant_type: String,
    /// Web refresh token.
    #[serde(with = "crate::wire::secret")]
    pub refresh_token: Credential,
}

impl Oauth2RefreshToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, refresh_token: Credential) -> Self {
        Self { appid, grant_type: "refresh_token".to_owned(), refresh_token }
    }
}

impl Endpoint for Oauth2RefreshToken {
    const ID: &'static str = "oauth2_refresh_token";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/oauth2/refresh_token";
    type Token = NoToken;
    type Reply = Oauth2RefreshTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oauth2RefreshTokenReply {
    /// Web access token, not the API token.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Credential>,
    /// 7200.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// Valid 30 days.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Credential>,
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// `snsapi_base` or `snsapi_userinfo`, comma separated.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}
