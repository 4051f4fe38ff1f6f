//! `POST /cgi-bin/wxopen/setweappsupportversion` (`setSupportVersion`, 设置最低基础库版本): set minimum base library.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 85015 the account is not a Mini Program, or the version is wrong; 89014 base library version
//! is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set minimum base library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetSupportVersion {
    /// A published base library version.
    pub version: String,
}

impl SetSupportVersion {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(version: impl Into<String>) -> Self {
        Self { version: version.into() }
    }
}

impl Endpoint for SetSupportVersion {
    const ID: &'static str = "set_support_version";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/setweappsupportversion";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let good = self.version.split('.').count() == 3 && self.version.split('.').all(number);
        FieldError::unless(
            good,
            "version",
            "must be three numbers with dots, as 2.30.0",
            "必须是 2.30.0 这样的三段数字",
        )
    }
}
