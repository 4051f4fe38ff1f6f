//! `POST /user-order/orders` (`uploadShoppingInfo`, 上传购物详情): upload shopping details.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{OrderDetailJumpLink, OrderItem, OrderKey};
use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Upload shopping details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUpload {
    /// Which payment.
    pub order_key: OrderKey,
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
        order_key: OrderKey,
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

/// Orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadOrderList {
    /// Merchant order number.
    pub merchant_order_no: String,
    /// Order page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_detail_jump_link: Option<OrderDetailJumpLink>,
    /// Goods.
    pub item_list: Vec<OrderItem>,
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadPayer {
    /// User.
    pub openid: String,
}
