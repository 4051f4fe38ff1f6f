//! `POST /wxa/unbind_tester` (`unbindTester`): somebody is no tester any more.
//!
//! The person is named by WeChat id or by `userstr`, never by both.

use http::Method;
use serde::{Deserialize, Serialize};

use super::bind_tester::check_name;
use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Unbinds a tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnbindTester {
    /// The person's WeChat id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wechatid: Option<String>,
    /// or WeChat's name for the person at this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userstr: Option<String>,
}

impl UnbindTester {
    /// Unbinds the person with that WeChat id.
    pub fn by_wechatid(wechatid: impl Into<String>) -> Self {
        Self { wechatid: Some(wechatid.into()), userstr: None }
    }

    /// Unbinds the person that WeChat names so at this account.
    pub fn by_userstr(userstr: impl Into<String>) -> Self {
        Self { wechatid: None, userstr: Some(userstr.into()) }
    }
}

impl Endpoint for UnbindTester {
    const ID: &'static str = "unbind_tester";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/unbind_tester";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        match (&self.wechatid, &self.userstr) {
            (Some(wechatid), None) => check_name("wechatid", wechatid),
            (None, Some(userstr)) => check_name("userstr", userstr),
            _ => Err(FieldError::new(
                "wechatid",
                "or userstr must be given, and not both",
                "与 userstr 必须且只能给出一个",
            )),
        }
    }
}
