//! `POST /cgi-bin/open/unbind` (`unbindOpenAccount`, 解除绑定开放平台账号): unbind from open account.
//!
//! Unionid values change afterwards.
//!
//! Permission sets: 24 or 25.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 89001 entities differ; 89002
//! the account is not bound to any open account; 89003 the open account was not created through the API.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Unbind from open account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenUnbind {
    /// Open account.
    pub open_appid: String,
    /// Default: the account of the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl OpenUnbind {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(open_appid: impl Into<String>) -> Self {
        Self { open_appid: open_appid.into(), appid: None }
    }
}

impl Endpoint for OpenUnbind {
    const ID: &'static str = "open_unbind";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/open/unbind";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
