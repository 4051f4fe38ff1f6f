//! `POST /wxa/sec/order/notify_confirm_receive` (确认收货提醒): remind to confirm receipt.
//!
//! Once per order, after sign-off.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Remind to confirm receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderNotifyConfirmReceive {
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
    /// Unix time of the sign-off.
    #[serde(with = "crate::wire::int")]
    pub received_time: i64,
}

impl OrderNotifyConfirmReceive {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(received_time: i64) -> Self {
        Self { merchant_id: None, sub_merchant_id: None, merchant_trade_no: None, transaction_id: None, received_time }
    }
}

impl Endpoint for OrderNotifyConfirmReceive {
    const ID: &'static str = "order_notify_confirm_receive";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/notify_confirm_receive";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
