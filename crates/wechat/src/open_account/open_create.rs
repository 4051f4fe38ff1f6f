//! `POST /cgi-bin/open/create` (`createOpenAccount`, 创建开放平台账号): create open account.
//!
//! Created unverified: at most 5 Mini Programs, same entity only. Trial Mini Programs cannot.
//!
//! Permission sets: 24 or 25.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 48001 the account itself does
//! not have this API; 89000 the account is already bound to an open account; 89001 entities differ.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Create open account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenCreate {
    /// Default: the account of the token; else must equal it (40013).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Endpoint for OpenCreate {
    const ID: &'static str = "open_create";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/open/create";
    type Token = AuthorizerAccessToken;
    type Reply = OpenCreateReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCreateReply {
    /// New open account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub open_appid: Option<String>,
}
