//! `POST /wxa/sec/order/get_order` (查询订单发货状态): get order shipping state.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Order;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get order shipping state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderGet {
    /// Merchant id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// Sub merchant id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_merchant_id: Option<String>,
    /// Merchant order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_trade_no: Option<String>,
    /// WeChat Pay order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
}

impl Endpoint for OrderGet {
    const ID: &'static str = "order_get";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/get_order";
    type Token = AuthorizerAccessToken;
    type Reply = OrderGetReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGetReply {
    /// Order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
}
