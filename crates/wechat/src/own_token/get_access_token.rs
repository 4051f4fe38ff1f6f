//! `GET /cgi-bin/token` (`getAccessToken`, 获取接口调用凭据): get access token (self-run).
//!
//! Each call voids the former token after a short overlap. A gateway emulating it should hand out the stored
//! authorizer token and not the account secret.
//!
//! Limits: 2000 a day for a normal account (service account table).
//!
//! Errcodes of its own: 40002 `grant_type` has an unsupported value; 40013 appid is invalid or does not match the
//! token's account; 40125 `appSecret` is wrong; 40164 caller IP is not in the account's allow-list; 41002 appid
//! parameter is missing; 41004 secret parameter is missing; 45009 the daily call limit of this API is used up; 45011
//! called too often within a minute; 50004 the account may not use access tokens; 89503 this call waits for the
//! administrator's confirmation; 89506 the administrator refused this IP; retry after 24 hours; 89507 the
//! administrator refused this IP; retry after 1 hour.
//!
//! Not certain: Length of the overlap of old and new token.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Get access token (self-run).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAccessToken {
    /// `client_credential`.
    pub grant_type: String,
    /// Account.
    pub appid: Appid,
    /// AppSecret.
    #[serde(with = "crate::wire::secret")]
    pub secret: Credential,
}

impl GetAccessToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, secret: Credential) -> Self {
        Self { grant_type: "client_credential".to_owned(), appid, secret }
    }
}

impl Endpoint for GetAccessToken {
    const ID: &'static str = "get_access_token";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/token";
    type Token = NoToken;
    type Reply = GetAccessTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccessTokenReply {
    /// Token, keep at least 512 characters of room.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Credential>,
    /// 7200.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
}
