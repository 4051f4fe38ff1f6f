//! `GET /wxa/resetusersessionkey` (`ResetUserSessionKey`, 重置登录态): reset session key.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 87007 `session_key` does not exist or expired; 87008 `sig_method` is invalid; 87009 signature
//! is invalid.
//!
//! Not certain: Permission set number taken from the login family.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Reset session key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ResetUserSessionKey {
    /// User.
    pub openid: String,
    /// As in `check_session`.
    pub signature: String,
    /// `hmac_sha256`.
    pub sig_method: String,
}

impl ResetUserSessionKey {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>, signature: impl Into<String>, sig_method: impl Into<String>) -> Self {
        Self { openid: openid.into(), signature: signature.into(), sig_method: sig_method.into() }
    }
}

impl Endpoint for ResetUserSessionKey {
    const ID: &'static str = "reset_user_session_key";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/resetusersessionkey";
    type Token = AuthorizerAccessToken;
    type Reply = ResetUserSessionKeyReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetUserSessionKeyReply {
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// New key.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub session_key: Option<Credential>,
}
