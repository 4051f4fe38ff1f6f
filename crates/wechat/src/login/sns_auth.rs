//! `GET /sns/auth` (检验网页授权凭证): check web token.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, NoToken};
use crate::secret::Credential;

/// Check web token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SnsAuth {
    /// WEB access token.
    #[serde(with = "crate::wire::secret")]
    pub access_token: Credential,
    /// User.
    pub openid: String,
}

impl SnsAuth {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(access_token: Credential, openid: impl Into<String>) -> Self {
        Self { access_token, openid: openid.into() }
    }
}

impl Endpoint for SnsAuth {
    const ID: &'static str = "sns_auth";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/sns/auth";
    type Token = NoToken;
    type Reply = Done;
}
