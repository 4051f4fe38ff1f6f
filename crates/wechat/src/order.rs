//! Shipping of orders, for Mini Programs that sell.
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod order_get;
mod order_is_confirmation_completed;
mod order_is_trade_managed;
mod order_list;
mod order_notify_confirm_receive;
mod order_set_msg_jump_path;
mod order_upload_combined_shipping;
mod order_upload_shipping;

pub use order_get::{OrderGet, OrderGetReply};
pub use order_is_confirmation_completed::{OrderIsConfirmationCompleted, OrderIsConfirmationCompletedReply};
pub use order_is_trade_managed::{OrderIsTradeManaged, OrderIsTradeManagedReply};
pub use order_list::{OrderList, OrderListPayTimeRange, OrderListReply};
pub use order_notify_confirm_receive::OrderNotifyConfirmReceive;
pub use order_set_msg_jump_path::OrderSetMsgJumpPath;
pub use order_upload_combined_shipping::{
    OrderUploadCombinedShipping, OrderUploadCombinedShippingPayer, OrderUploadCombinedShippingSubOrders,
};
pub use order_upload_shipping::{OrderUploadShipping, OrderUploadShippingPayer};

use serde::{Deserialize, Serialize};

/// Order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
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
    pub shipping: Option<OrderShipping>,
}

/// Shipping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderShipping {
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
    pub shipping_list: Vec<OrderShippingParcel>,
}

/// Parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderShippingParcel {
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
    pub contact: Option<OrderShippingContact>,
    /// RFC 3339 time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub upload_time: Option<i64>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderShippingContact {
    /// Sender phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
}

/// Which payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderKey {
    /// 1 merchant id and `out_trade_no`, 2 `transaction_id`.
    #[serde(with = "crate::wire::int")]
    pub order_number_type: i64,
    /// Merchant id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mchid: Option<String>,
    /// Merchant order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_trade_no: Option<String>,
    /// WeChat Pay order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
}

/// Parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedParcel {
    /// Carrier code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub express_company: Option<String>,
    /// Waybill number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_no: Option<String>,
    /// Goods, at most 120 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_desc: Option<String>,
    /// Needed for carrier SF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<UploadedContact>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedContact {
    /// Sender phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
}
