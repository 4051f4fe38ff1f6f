//! `POST /user-order/shoppinginfo/verify` (`ShoppingInfoVerifyUploadResult`, 验证购物订单上传结果): check upload.
//!
//! Shopping-order feature; `logistics_type` and `delivery_mode` are texts here (`LOGISTICS_TYPE_EXPRESS` ...,
//! `UNIFIED_DELIVERY/SPLIT_DELIVERY`).
//!
//! Not certain: Method of later calls (PUT or POST) and texts of the enumerations from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Check upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderVerify {
    /// Which payment.
    pub order_key: UserOrderVerifyOrderKey,
    /// Who paid.
    pub payer: UserOrderVerifyPayer,
}

impl UserOrderVerify {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(order_key: UserOrderVerifyOrderKey, payer: UserOrderVerifyPayer) -> Self {
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

/// Which payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderVerifyOrderKey {
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

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderVerifyPayer {
    /// User.
    pub openid: String,
}
