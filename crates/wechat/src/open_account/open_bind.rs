//! `POST /cgi-bin/open/bind` (`bindOpenAccount`, 绑定开放平台账号): bind to open account.
//!
//! Same entity. Unverified open accounts must have been made through the API and hold 5 at most; verified ones hold
//! 100 by older text.
//!
//! Permission sets: 24 or 25.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 89000 the account is already
//! bound to an open account; 89001 entities differ; 89003 the open account was not created through the API; 89004 the
//! open account has its maximum of members; 89036 the open account was not created through the API, or is not
//! verified.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Bind to open account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenBind {
    /// Open account.
    pub open_appid: String,
    /// Default: the account of the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl OpenBind {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(open_appid: impl Into<String>) -> Self {
        Self { open_appid: open_appid.into(), appid: None }
    }
}

impl Endpoint for OpenBind {
    const ID: &'static str = "open_bind";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/open/bind";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.open_appid.is_empty(), "open_appid", "must not be empty", "不能为空")
    }
}
