//! `POST /cgi-bin/open/get` (`getOpenAccount`, 获取开放平台账号): get open account.
//!
//! 89002 when none is bound.
//!
//! Permission sets: 24 or 25.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 89002 the account is not bound
//! to any open account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Get open account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenGet {
    /// Default: the account of the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Endpoint for OpenGet {
    const ID: &'static str = "open_get";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/open/get";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = OpenGetReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGetReply {
    /// Bound open account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub open_appid: Option<String>,
}
