//! `POST /cgi-bin/express/delivery/open_msg/open_openmsg` (`applyMsgPlugin`, 申请开通物流消息): apply for logistics
//! messages.
//!
//! The administrator gets a message and must agree within 24 hours.
//!
//! Permission set: 45.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Apply for logistics messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressOpenMsg {}

impl ExpressOpenMsg {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ExpressOpenMsg {
    const ID: &'static str = "express_open_msg";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/open_msg/open_openmsg";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
