//! `POST /wxa/sec/order/get_order_list` (查询订单列表): list orders.
//!
//! Not certain: Which filters are required.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Order;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderList {
    /// Payment time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_time_range: Option<OrderListPayTimeRange>,
    /// 1 to ship, 2 shipped, 3 received, 4 done, 5 refunded, 6 funds waiting for settlement.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub order_state: Option<i64>,
    /// User.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Page cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_index: Option<String>,
    /// Page size.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_size: Option<i64>,
}

impl Endpoint for OrderList {
    const ID: &'static str = "order_list";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/get_order_list";
    type Token = AuthorizerAccessToken;
    type Reply = OrderListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListReply {
    /// Orders.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub order_list: Vec<Order>,
    /// More pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_more: Option<bool>,
    /// Page cursor.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub last_index: Option<String>,
}

/// Payment time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListPayTimeRange {
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub begin_time: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
}
