//! `GET /wxa/checksession` (`checkSessionKey`, 检验登录态): check session key.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 87007 `session_key` does not exist or expired; 87008 `sig_method` is invalid; 87009 signature
//! is invalid.
//!
//! Not certain: Permission set number taken from the login family.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Check session key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckSession {
    /// User.
    pub openid: String,
    /// Hex `hmac_sha256` of the empty string with `session_key`.
    pub signature: String,
    /// `hmac_sha256`.
    pub sig_method: String,
}

impl CheckSession {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>, signature: impl Into<String>, sig_method: impl Into<String>) -> Self {
        Self { openid: openid.into(), signature: signature.into(), sig_method: sig_method.into() }
    }
}

impl Endpoint for CheckSession {
    const ID: &'static str = "check_session";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/checksession";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
