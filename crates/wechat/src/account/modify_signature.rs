//! `POST /cgi-bin/account/modifysignature` (`setSignature`, 设置小程序介绍): set introduction.
//!
//! Limits: A number of changes per month (53200), see `get_account_basic_info`.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 41033 only for Mini Programs that were created
//! through the registration API; 53200 introduction may not be changed again this month; 53201 introduction contains
//! a forbidden word; 53204 introduction breaks the length or content rule.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set introduction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifySignature {
    /// 4 to 120 characters, at least 4 Chinese characters.
    pub signature: String,
}

impl ModifySignature {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(signature: impl Into<String>) -> Self {
        Self { signature: signature.into() }
    }
}

impl Endpoint for ModifySignature {
    const ID: &'static str = "modify_signature";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/account/modifysignature";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        let length = self.signature.chars().count();
        FieldError::unless(
            (4..=120).contains(&length),
            "signature",
            "must be 4 to 120 characters",
            "必须是 4 到 120 个字",
        )
    }
}
