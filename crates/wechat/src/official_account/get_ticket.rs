//! `GET /cgi-bin/ticket/getticket` (获取JSSDK票据): get JS ticket.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Get JS ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetTicket {
    /// Jsapi or `wx_card`.
    #[serde(rename = "type")]
    pub type_: String,
}

impl GetTicket {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(type_: impl Into<String>) -> Self {
        Self { type_: type_.into() }
    }
}

impl Endpoint for GetTicket {
    const ID: &'static str = "get_ticket";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/ticket/getticket";
    type Token = AuthorizerAccessToken;
    type Reply = GetTicketReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetTicketReply {
    /// Ticket.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Credential>,
    /// 7200.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
}
