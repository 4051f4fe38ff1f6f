//! `POST /cgi-bin/stable_token` (`getStableAccessToken`, 获取稳定版接口调用凭据): get stable access token (self-run).
//!
//! Separate from cgi-bin/token. Without force it answers the same token until 5 minutes before its end.
//!
//! Limits: 10,000 a minute and 500,000 a day; `force_refresh` 20 a day, 30 seconds apart.
//!
//! Errcodes of its own: 40002 `grant_type` has an unsupported value; 40013 appid is invalid or does not match the
//! token's account; 40125 `appSecret` is wrong; 40164 caller IP is not in the account's allow-list; 41002 appid
//! parameter is missing; 41004 secret parameter is missing; 43002 the endpoint wants POST; 45009 the daily call limit
//! of this API is used up; 45011 called too often within a minute; 89503 this call waits for the administrator's
//! confirmation; 89506 the administrator refused this IP; retry after 24 hours; 89507 the administrator refused this
//! IP; retry after 1 hour.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Get stable access token (self-run).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetStableToken {
    /// `client_credential`.
    pub grant_type: String,
    /// Account.
    pub appid: Appid,
    /// AppSecret.
    #[serde(with = "crate::wire::secret")]
    pub secret: Credential,
    /// Default false; true makes a new one and voids the old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub force_refresh: Option<bool>,
}

impl GetStableToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, secret: Credential) -> Self {
        Self { grant_type: "client_credential".to_owned(), appid, secret, force_refresh: None }
    }
}

impl Endpoint for GetStableToken {
    const ID: &'static str = "get_stable_token";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/stable_token";
    type Token = NoToken;
    type Reply = GetStableTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetStableTokenReply {
    /// Token.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Credential>,
    /// Seconds left, up to 7200.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
}
