//! `POST /user-order/shoppinginfo/verify` (`ShoppingInfoVerifyUploadResult`, 验证购物订单上传结果): check upload.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use super::OrderKey;
use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Check upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderVerify {
    /// Which payment.
    pub order_key: OrderKey,
    /// Who paid.
    pub payer: UserOrderVerifyPayer,
}

impl UserOrderVerify {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(order_key: OrderKey, payer: UserOrderVerifyPayer) -> Self {
        Self { order_key, payer }
    }
}

impl Endpoint for UserOrderVerify {
    const ID: &'static str = "user_order_verify";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/shoppinginfo/verify";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderVerifyPayer {
    /// User.
    pub openid: String,
}
