//! `POST /cgi-bin/wxverify/checkwxverifynickname` (`checkNickName`, 小程序名称检测): check a name.
//!
//! Only for accounts created through the API.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API; 53010 name
//! format is not acceptable; 53011 name checks are too frequent; 53012 this name may not be used; 53013 another
//! account of the same kind has this name; 53014 a longer form of this name belongs to another entity; 53015 the name
//! is used by an account of the other kind; same entity required; 53016 the name is used by several accounts of the
//! other kind; 53017 a longer form of this name on the other account kind belongs to another entity; 53018 the name
//! equals a WeChat id; 53019 the name is in a protection period.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Check a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckNickname {
    /// Wanted name.
    pub nick_name: String,
}

impl CheckNickname {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(nick_name: impl Into<String>) -> Self {
        Self { nick_name: nick_name.into() }
    }
}

impl Endpoint for CheckNickname {
    const ID: &'static str = "check_nickname";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxverify/checkwxverifynickname";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = CheckNicknameReply;

    fn check(&self) -> Result<(), FieldError> {
        super::check_name(&self.nick_name)
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckNicknameReply {
    /// Hits a keyword, then material is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hit_condition: Option<bool>,
    /// What is needed.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
}
