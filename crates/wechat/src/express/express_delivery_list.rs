//! `POST /cgi-bin/express/delivery/open_msg/get_delivery_list` (获取运力id列表): list carriers.
//!
//! Carrier ids also used for shipping info.
//!
//! Permission set: 45.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List carriers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpressDeliveryList {}

impl ExpressDeliveryList {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ExpressDeliveryList {
    const ID: &'static str = "express_delivery_list";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/express/delivery/open_msg/get_delivery_list";
    type Token = AuthorizerAccessToken;
    type Reply = ExpressDeliveryListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressDeliveryListReply {
    /// Carriers.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub delivery_list: Vec<ExpressDeliveryListReplyDeliveryList>,
    /// Number.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// Carriers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressDeliveryListReplyDeliveryList {
    /// Carrier.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub delivery_id: Option<String>,
    /// Carrier name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub delivery_name: Option<String>,
}
