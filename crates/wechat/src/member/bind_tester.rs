//! `POST /wxa/bind_tester` (`bindTester`): make somebody a tester.
//!
//! The person must allow to be found by WeChat id. How many testers there may be depends on the account.
//!
//! Errcodes of its own: 85001 no such WeChat id, or a hidden one, 85002 the Mini Program is full, 85003 the person tests
//! too many, 85004 a tester already.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Binds a tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BindTester {
    /// The person's WeChat id.
    pub wechatid: String,
}

impl BindTester {
    /// Binds that person.
    pub fn new(wechatid: impl Into<String>) -> Self {
        Self { wechatid: wechatid.into() }
    }
}

impl Endpoint for BindTester {
    const ID: &'static str = "bind_tester";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/bind_tester";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = BoundTester;

    fn check(&self) -> Result<(), FieldError> {
        check_name("wechatid", &self.wechatid)
    }
}

/// Who was bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundTester {
    /// WeChat's name for the person at this account; it is not told again together with the WeChat id.
    #[serde(default, with = "crate::wire::text")]
    pub userstr: String,
}

/// A person's name that can be sent: one word.
pub(super) fn check_name(field: &str, name: &str) -> Result<(), FieldError> {
    let one_word = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control());
    FieldError::unless(one_word, field, "must be a WeChat id, without spaces", "必须是微信号，不含空格")
}
