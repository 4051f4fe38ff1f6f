//! `POST /wxa/sec/order/get_order_list` (查询订单列表): list orders.
//!
//! Not certain: Which filters are required.

use http::Method;
use serde::{Deserialize, Serialize};

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
    pub order_list: Vec<OrderListReplyOrderList>,
    /// More pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_more: Option<bool>,
    /// Page cursor.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub last_index: Option<String>,
}

/// Orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListReplyOrderList {
    /// Merchant id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// Sub merchant id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub sub_merchant_id: Option<String>,
    /// Merchant order number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub merchant_trade_no: Option<String>,
    /// WeChat Pay order number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// Text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Cents.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub paid_amount: Option<i64>,
    /// 1 to ship, 2 shipped, 3 received, 4 done, 5 refunded, 6 funds waiting for settlement.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub order_state: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub pay_time: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub trade_create_time: Option<i64>,
    /// Dispute is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_complaint: Option<bool>,
    /// Shipping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<OrderListReplyOrderListShipping>,
}

/// Shipping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListReplyOrderListShipping {
    /// 1 express, 2 local delivery, 3 virtual, 4 self pick-up.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub logistics_type: Option<i64>,
    /// 1 one parcel, 2 several.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub delivery_mode: Option<i64>,
    /// Goods.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub goods_desc: Option<String>,
    /// All shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finish_shipping: Option<bool>,
    /// Times fully shipped.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub finish_shipping_count: Option<i64>,
    /// Parcels.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub shipping_list: Vec<OrderListReplyOrderListShippingShippingList>,
}

/// Parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListReplyOrderListShippingShippingList {
    /// Carrier code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub express_company: Option<String>,
    /// Waybill number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub tracking_no: Option<String>,
    /// Goods.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub goods_desc: Option<String>,
    /// Needed for carrier SF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<OrderListReplyOrderListShippingShippingListContact>,
    /// RFC 3339 time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub upload_time: Option<i64>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderListReplyOrderListShippingShippingListContact {
    /// Sender phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
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
