//! `POST /user-order/orders` (`uploadShoppingInfo`, 上传购物详情): upload shopping details.
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

/// Upload shopping details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUpload {
    /// Which payment.
    pub order_key: UserOrderUploadOrderKey,
    /// Orders.
    pub order_list: Vec<UserOrderUploadOrderList>,
    /// Who paid.
    pub payer: UserOrderUploadPayer,
    /// 1 express, 2 local delivery, 3 virtual, 4 self pick-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logistics_type: Option<String>,
    /// RFC 3339 time.
    pub upload_time: String,
}

impl UserOrderUpload {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        order_key: UserOrderUploadOrderKey,
        order_list: Vec<UserOrderUploadOrderList>,
        payer: UserOrderUploadPayer,
        upload_time: impl Into<String>,
    ) -> Self {
        Self { order_key, order_list, payer, logistics_type: None, upload_time: upload_time.into() }
    }
}

impl Endpoint for UserOrderUpload {
    const ID: &'static str = "user_order_upload";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/orders";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Which payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadOrderKey {
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

/// Orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadOrderList {
    /// Merchant order number.
    pub merchant_order_no: String,
    /// Order page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_detail_jump_link: Option<UserOrderUploadOrderListOrderDetailJumpLink>,
    /// Goods.
    pub item_list: Vec<UserOrderUploadOrderListItemList>,
}

/// Order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadOrderListOrderDetailJumpLink {
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
pub struct UserOrderUploadOrderListItemList {
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
pub struct UserOrderUploadPayer {
    /// User.
    pub openid: String,
}
