//! `POST /cgi-bin/clear_quota/v2` (`clearQuotaByAppSecret`, 使用AppSecret重置API调用次数): reset call counts with secret.
//!
//! Needs no token, for when token calls are used up. One SDK sends the two as query, too.
//!
//! Limits: Same 10 a month.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 41002 appid parameter is
//! missing; 41004 secret parameter is missing; 48006 the monthly number of quota resets is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, NoToken};
use crate::id::Appid;
use crate::secret::Credential;

/// Reset call counts with secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClearQuotaV2 {
    /// Account.
    pub appid: Appid,
    /// Its secret.
    #[serde(with = "crate::wire::secret")]
    pub appsecret: Credential,
}

impl ClearQuotaV2 {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, appsecret: Credential) -> Self {
        Self { appid, appsecret }
    }
}

impl Endpoint for ClearQuotaV2 {
    const ID: &'static str = "clear_quota_v2";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/clear_quota/v2";
    type Token = NoToken;
    type Reply = Done;
}
