//! `POST /cgi-bin/component/api_component_token` (`getComponentAccessToken`): the platform's token for a ticket.
//!
//! No token in the query. A new token makes the previous one stop working soon, so one refresher per platform asks,
//! about ten minutes before the end. Calls a day are limited (45009; the number is not published). Any ticket younger
//! than twelve hours will do, not just the newest.
//!
//! Errcodes of its own: 61005 ticket expired, 61006 ticket invalid, 40125 wrong secret (a reset secret dies at once),
//! 40013 wrong appid, 41004 secret missing, 61004 IP not on the allow list, 61011 invalid component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, NoToken};
use crate::id::ComponentAppid;
use crate::secret::{AppSecret, ComponentAccessToken, ComponentVerifyTicket};

/// Asks for a `component_access_token`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiComponentToken {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// Its secret.
    #[serde(with = "crate::wire::secret")]
    pub component_appsecret: AppSecret,
    /// A pushed ticket that is not yet twelve hours old.
    #[serde(with = "crate::wire::secret")]
    pub component_verify_ticket: ComponentVerifyTicket,
}

impl ApiComponentToken {
    /// The request for one platform.
    pub fn new(
        component_appid: ComponentAppid,
        component_appsecret: AppSecret,
        component_verify_ticket: ComponentVerifyTicket,
    ) -> Self {
        Self { component_appid, component_appsecret, component_verify_ticket }
    }
}

impl Endpoint for ApiComponentToken {
    const ID: &'static str = "component_token";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_component_token";
    type Token = NoToken;
    type Reply = ComponentToken;
}

/// The platform's token; the answer has no `errcode`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentToken {
    /// The token. An answer without one does not decode.
    #[serde(with = "crate::wire::filled_secret")]
    pub component_access_token: ComponentAccessToken,
    /// How long it lives from now, in seconds: 7200 as a rule; believe the answer.
    #[serde(with = "crate::wire::int")]
    pub expires_in: i64,
}
