//! `POST /wxa/mpverifybetaweapp` (复用公众号主体试用小程序转正): make trial regular from Official Account.
//!
//! Errcodes of its own: 91021 not a trial Mini Program that still awaits verification.
//!
//! Not certain: From an SDK only.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Make trial regular from Official Account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MpVerifyBeta {
    /// Official Account.
    pub mp_appid: String,
    /// Pushed after the administrator agreed.
    #[serde(with = "crate::wire::secret")]
    pub ticket: Credential,
}

impl MpVerifyBeta {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(mp_appid: impl Into<String>, ticket: Credential) -> Self {
        Self { mp_appid: mp_appid.into(), ticket }
    }
}

impl Endpoint for MpVerifyBeta {
    const ID: &'static str = "mp_verify_beta";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/mpverifybetaweapp";
    type Token = AuthorizerAccessToken;
    type Reply = MpVerifyBetaReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MpVerifyBetaReply {
    /// Link.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorize_url: Option<String>,
}
