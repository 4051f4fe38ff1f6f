//! `GET /sns/component/jscode2session` (`thirdpartyCode2Session`, 小程序登录): mini Program login (on behalf).
//!
//! The one place where the component token goes under its own parameter name. The Mini Program must have authorized
//! the platform (61003).
//!
//! Errcodes of its own: 40029 login or OAuth code is invalid; 41021 `component_access_token` is missing; 45011 called
//! too often within a minute; 61003 the account has not authorized this component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::{Appid, ComponentAppid};
use crate::secret::{ComponentAccessToken, Credential};

/// Mini Program login (on behalf).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ComponentJscode2session {
    /// Mini Program.
    pub appid: Appid,
    /// From wx.login, single use.
    pub js_code: String,
    /// `authorization_code`.
    pub grant_type: String,
    /// Platform.
    pub component_appid: ComponentAppid,
}

impl ComponentJscode2session {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, js_code: impl Into<String>, component_appid: ComponentAppid) -> Self {
        Self { appid, js_code: js_code.into(), grant_type: "authorization_code".to_owned(), component_appid }
    }
}

impl Endpoint for ComponentJscode2session {
    const ID: &'static str = "component_jscode2session";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/component/jscode2session";
    const TOKEN_KEY: &'static str = "component_access_token";
    type Token = ComponentAccessToken;
    type Reply = ComponentJscode2sessionReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentJscode2sessionReply {
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
