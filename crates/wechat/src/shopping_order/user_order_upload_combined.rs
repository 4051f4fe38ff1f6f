//! `POST /user-order/combine-orders` (`uploadCombinedShoppingInfo`, 上传合单购物详情): upload combined details.
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

/// Upload combined details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderUploadCombined {
    /// Which payment.
    pub order_key: OrderKey,
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
        order_key: OrderKey,
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

/// Orders of a combined payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedSubOrders {
    /// Which payment.
    pub order_key: serde_json::Value,
    /// Merchant order number.
    pub merchant_order_no: String,
    /// Order page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_detail_jump_link: Option<OrderDetailJumpLink>,
    /// Goods.
    pub item_list: Vec<OrderItem>,
    /// 1 express, 2 local delivery, 3 virtual, 4 self pick-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logistics_type: Option<String>,
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderUploadCombinedPayer {
    /// User.
    pub openid: String,
}
