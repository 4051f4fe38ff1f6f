//! `POST /cgi-bin/clear_quota` (`clearQuota`, 重置API调用次数): reset all call counts.
//!
//! With a component token it clears the platform's own APIs, with an authorizer token the account's: that spends the
//! merchant's resets.
//!
//! Limits: 10 resets a month per account, shared by all ways of resetting.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 48006 the monthly number of
//! quota resets is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Reset all call counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClearQuota {
    /// Appid the token belongs to (`component_appid` with a component token).
    pub appid: Appid,
}

impl ClearQuota {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { appid }
    }
}

impl Endpoint for ClearQuota {
    const ID: &'static str = "clear_quota";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/clear_quota";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
