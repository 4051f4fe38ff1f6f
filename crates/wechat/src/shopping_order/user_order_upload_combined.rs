//! `POST /user-order/combine-orders` (`uploadCombinedShoppingInfo`, 上传合单购物详情): upload combined details.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Upload combined details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUploadCombined {
    /// Which payment.
    pub order_key: UserOrderUploadCombinedOrderKey,
    /// Orders of a combined payment.
    pub sub_orders: Vec<UserOrderUploadCombinedSubOrders>,
    /// Who paid.
    pub payer: UserOrderUploadCombinedPayer,
    /// RFC 3339 time.
    pub upload_time: String,
}

impl UserOrderUploadCombined {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: UserOrderUploadCombinedOrderKey,
        sub_orders: Vec<UserOrderUploadCombinedSubOrders>,
        payer: UserOrderUploadCombinedPayer,
        upload_time: impl Into<String>,
    ) -> Self {
        Self { order_key, sub_orders, payer, upload_time: upload_time.into() }
    }
}

impl Endpoint for UserOrderUploadCombined {
    const ID: &'static str = "user_order_upload_combined";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/combine-orders";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Which payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedOrderKey {
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

/// Orders of a combined payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedSubOrders {
    /// Which payment.
    pub order_key: serde_json::Value,
    /// Merchant order number.
    pub merchant_order_no: String,
    /// Order page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_detail_jump_link: Option<UserOrderUploadCombinedSubOrdersOrderDetailJumpLink>,
    /// Goods.
    pub item_list: Vec<UserOrderUploadCombinedSubOrdersItemList>,
    /// 1 express, 2 local delivery, 3 virtual, 4 self pick-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logistics_type: Option<String>,
}

/// Order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedSubOrdersOrderDetailJumpLink {
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
pub struct UserOrderUploadCombinedSubOrdersItemList {
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

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedPayer {
    /// User.
    pub openid: String,
}
