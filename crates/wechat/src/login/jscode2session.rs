//! `GET /sns/jscode2session` (`code2Session`, 小程序登录): mini Program login (self-run).
//!
//! A gateway can answer this one by calling `component_jscode2session`.
//!
//! Limits: 45011: 100 calls a minute per user.
//!
//! Errcodes of its own: 40029 login or OAuth code is invalid; 40226 login blocked because the user is high-risk;
//! 45011 called too often within a minute.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Mini Program login (self-run).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Jscode2session {
    /// Mini Program.
    pub appid: Appid,
    /// Its AppSecret.
    #[serde(with = "crate::wire::secret")]
    pub secret: Credential,
    /// From wx.login, valid 5 minutes, single use.
    pub js_code: String,
    /// `authorization_code`.
    pub grant_type: String,
}

impl Jscode2session {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, secret: Credential, js_code: impl Into<String>) -> Self {
        Self { appid, secret, js_code: js_code.into(), grant_type: "authorization_code".to_owned() }
    }
}

impl Endpoint for Jscode2session {
    const ID: &'static str = "jscode2session";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/jscode2session";
    type Token = NoToken;
    type Reply = Jscode2sessionReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jscode2sessionReply {
    /// User at this Mini Program.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Session key; keep it on the server.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub session_key: Option<Credential>,
    /// When bound to an open account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
}
