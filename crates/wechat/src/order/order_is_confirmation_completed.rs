//! `POST /wxa/sec/order/is_trade_management_confirmation_completed` (查询是否完成交易结算管理确认): is settlement confirmation
//! done.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Is settlement confirmation done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderIsConfirmationCompleted {
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Endpoint for OrderIsConfirmationCompleted {
    const ID: &'static str = "order_is_confirmation_completed";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/is_trade_management_confirmation_completed";
    type Token = AuthorizerAccessToken;
    type Reply = OrderIsConfirmationCompletedReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderIsConfirmationCompletedReply {
    /// Confirmation is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<bool>,
}
