//! `POST /wxa/sec/order/is_trade_managed` (查询是否已开通发货信息管理): is shipping management on.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Is shipping management on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderIsTradeManaged {
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Endpoint for OrderIsTradeManaged {
    const ID: &'static str = "order_is_trade_managed";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/is_trade_managed";
    type Token = AuthorizerAccessToken;
    type Reply = OrderIsTradeManagedReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderIsTradeManagedReply {
    /// Service is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_trade_managed: Option<bool>,
}
