//! `POST /cgi-bin/component/api_start_push_ticket` (`startPushTicket`): ask WeChat to push tickets again.
//!
//! It needs no token, so it works when everything else has stopped (61005, 61006). `errcode` 0 comes both when pushing
//! was off and is now on, and, with the text "in a normal state", when it was on already: a health probe. The ticket
//! itself arrives as a push within some ten minutes; it cannot be pulled.
//!
//! Pitfall: the secret's field is `component_secret` here and `component_appsecret` in `api_component_token`.
//! Errcodes of its own: 40013 (appid), 40125 (secret), 61004 (our IP is not on the allow list).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, NoToken};
use crate::id::ComponentAppid;
use crate::secret::AppSecret;

/// Starts the pushing of `component_verify_ticket`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiStartPushTicket {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// Its secret.
    #[serde(with = "crate::wire::secret")]
    pub component_secret: AppSecret,
}

impl ApiStartPushTicket {
    /// The request for one platform.
    pub fn new(component_appid: ComponentAppid, component_secret: AppSecret) -> Self {
        Self { component_appid, component_secret }
    }
}

impl Endpoint for ApiStartPushTicket {
    const ID: &'static str = "start_push_ticket";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_start_push_ticket";
    const REPEATABLE: bool = true;
    type Token = NoToken;
    type Reply = Done;
}
