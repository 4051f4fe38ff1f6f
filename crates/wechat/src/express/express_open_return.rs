//! `POST /cgi-bin/express/delivery/return/open_return` (`applyReturnPlugin`, 申请开通物流退货组件): apply for return plugin.
//!
//! Limits: 500 a day.
//!
//! Permission set: 45.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Apply for return plugin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressOpenReturn {}

impl ExpressOpenReturn {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ExpressOpenReturn {
    const ID: &'static str = "express_open_return";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/return/open_return";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
