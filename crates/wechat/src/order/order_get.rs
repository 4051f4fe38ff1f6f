//! `POST /wxa/sec/order/get_order` (查询订单发货状态): get order shipping state.

use http::Method;
use serde::{Deserialize, Serialize};

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
    pub order: Option<OrderGetReplyOrder>,
}

/// Order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGetReplyOrder {
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
    pub shipping: Option<OrderGetReplyOrderShipping>,
}

/// Shipping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGetReplyOrderShipping {
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
    pub shipping_list: Vec<OrderGetReplyOrderShippingShippingList>,
}

/// Parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGetReplyOrderShippingShippingList {
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
    pub contact: Option<OrderGetReplyOrderShippingShippingListContact>,
    /// RFC 3339 time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub upload_time: Option<i64>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGetReplyOrderShippingShippingListContact {
    /// Sender phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
}
