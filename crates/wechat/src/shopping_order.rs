//! Orders shown in WeChat's own order list.
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod user_order_confirm;
mod user_order_open;
mod user_order_upload;
mod user_order_upload_combined;
mod user_order_upload_combined_shipping;
mod user_order_upload_shipping;
mod user_order_verify;

pub use user_order_confirm::{UserOrderConfirm, UserOrderConfirmReply};
pub use user_order_open::UserOrderOpen;
pub use user_order_upload::{UserOrderUpload, UserOrderUploadOrderList, UserOrderUploadPayer};
pub use user_order_upload_combined::{
    UserOrderUploadCombined, UserOrderUploadCombinedPayer, UserOrderUploadCombinedSubOrders,
};
pub use user_order_upload_combined_shipping::{
    UserOrderUploadCombinedShipping, UserOrderUploadCombinedShippingPayer, UserOrderUploadCombinedShippingSubOrders,
    UserOrderUploadCombinedShippingSubOrdersShippingList, UserOrderUploadCombinedShippingSubOrdersShippingListItemList,
};
pub use user_order_upload_shipping::{
    UserOrderUploadShipping, UserOrderUploadShippingPayer, UserOrderUploadShippingShippingList,
    UserOrderUploadShippingShippingListItemList,
};
pub use user_order_verify::{UserOrderVerify, UserOrderVerifyPayer};

use serde::{Deserialize, Serialize};

use crate::id::Appid;

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

/// Order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDetailJumpLink {
    /// Kind.
    #[serde(rename = "type")]
    pub type_: String,
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// Page path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// Merchant item id.
    pub merchant_item_id: String,
    /// Name.
    pub name: String,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Cents.
    #[serde(with = "crate::wire::int")]
    pub unit_price: i64,
    /// Number.
    #[serde(with = "crate::wire::int")]
    pub quantity: i64,
    /// Pictures.
    pub image_url: Vec<String>,
    /// Goods page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_detail_jump_link: Option<serde_json::Value>,
}

/// Needed for carrier SF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingContact {
    /// Sender phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignor_contact: Option<String>,
    /// Receiver phone, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_contact: Option<String>,
}
