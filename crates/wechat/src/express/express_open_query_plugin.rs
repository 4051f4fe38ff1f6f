//! `POST /cgi-bin/express/delivery/open_msg/open_query_plugin` (`applyQueryPlugin`, 申请开通物流查询组件): apply for
//! logistics query plugin.
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

/// Apply for logistics query plugin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressOpenQueryPlugin {}

impl ExpressOpenQueryPlugin {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ExpressOpenQueryPlugin {
    const ID: &'static str = "express_open_query_plugin";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/open_msg/open_query_plugin";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
