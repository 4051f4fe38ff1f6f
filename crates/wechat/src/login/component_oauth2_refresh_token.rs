//! `GET /sns/oauth2/component/refresh_token` (代公众号刷新网页授权token): refresh web token (on behalf).
//!
//! Errcodes of its own: 40030 `refresh_token` is invalid; 41003 `refresh_token` parameter is missing; 61003 the
//! account has not authorized this component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::{Appid, ComponentAppid};
use crate::secret::{ComponentAccessToken, Credential};

/// Refresh web token (on behalf).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ComponentOauth2RefreshToken {
    /// Official Account.
    pub appid: Appid,
    /// `refresh_token`.
    pub grant_type: String,
    /// Platform.
    pub component_appid: ComponentAppid,
    /// Web refresh token.
    #[serde(with = "crate::wire::secret")]
    pub refresh_token: Credential,
}

impl ComponentOauth2RefreshToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, component_appid: ComponentAppid, refresh_token: Credential) -> Self {
        Self { appid, grant_type: "refresh_token".to_owned(), component_appid, refresh_token }
    }
}

impl Endpoint for ComponentOauth2RefreshToken {
    const ID: &'static str = "component_oauth2_refresh_token";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/oauth2/component/refresh_token";
    const TOKEN_KEY: &'static str = "component_access_token";
    type Token = ComponentAccessToken;
    type Reply = ComponentOauth2RefreshTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentOauth2RefreshTokenReply {
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
