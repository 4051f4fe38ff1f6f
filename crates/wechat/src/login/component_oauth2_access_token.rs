//! `GET /sns/oauth2/component/access_token` (代公众号网页授权换取token): official Account web login (on behalf).
//!
//! The browser page before it:
//! `https://open.weixin.qq.com/connect/oauth2/authorize?appid=...&redirect_uri=...&response_type=code&scope=...&state=...&component_appid=...#wechat_redirect`.
//!
//! Errcodes of its own: 40029 login or OAuth code is invalid; 40163 `oAuth` code was already used; 41021
//! `component_access_token` is missing; 61003 the account has not authorized this component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::{Appid, ComponentAppid};
use crate::secret::{ComponentAccessToken, Credential};

/// Official Account web login (on behalf).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ComponentOauth2AccessToken {
    /// Official Account.
    pub appid: Appid,
    /// From the authorize page.
    pub code: String,
    /// `authorization_code`.
    pub grant_type: String,
    /// Platform.
    pub component_appid: ComponentAppid,
}

impl ComponentOauth2AccessToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, code: impl Into<String>, component_appid: ComponentAppid) -> Self {
        Self { appid, code: code.into(), grant_type: "authorization_code".to_owned(), component_appid }
    }
}

impl Endpoint for ComponentOauth2AccessToken {
    const ID: &'static str = "component_oauth2_access_token";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/oauth2/component/access_token";
    const TOKEN_KEY: &'static str = "component_access_token";
    type Token = ComponentAccessToken;
    type Reply = ComponentOauth2AccessTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentOauth2AccessTokenReply {
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
    /// When bound to an open account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
    /// 1 for a snapshot-page virtual user.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub is_snapshotuser: Option<i64>,
}
