//! `GET /sns/oauth2/access_token` (网页授权换取token): web login (self-run).
//!
//! Errcodes of its own: 40029 login or OAuth code is invalid; 40163 `oAuth` code was already used.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Web login (self-run).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Oauth2AccessToken {
    /// Account.
    pub appid: Appid,
    /// AppSecret.
    #[serde(with = "crate::wire::secret")]
    pub secret: Credential,
    /// Code.
    pub code: String,
    /// `authorization_code`.
    pub grant_type: String,
}

impl Oauth2AccessToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, secret: Credential, code: impl Into<String>) -> Self {
        Self { appid, secret, code: code.into(), grant_type: "authorization_code".to_owned() }
    }
}

impl Endpoint for Oauth2AccessToken {
    const ID: &'static str = "oauth2_access_token";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/oauth2/access_token";
    type Token = NoToken;
    type Reply = Oauth2AccessTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oauth2AccessTokenReply {
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
    /// When bound.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
    /// 1 for a virtual user.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub is_snapshotuser: Option<i64>,
}
