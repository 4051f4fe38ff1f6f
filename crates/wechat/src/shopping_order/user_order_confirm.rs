//! `POST /user-order/orders-permission/confirm` (`confirmProductPermission`, 提交购物订单接入审核): submit shopping orders
//! for review.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Submit shopping orders for review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderConfirm {}

impl UserOrderConfirm {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for UserOrderConfirm {
    const ID: &'static str = "user_order_confirm";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/orders-permission/confirm";
    type Token = AuthorizerAccessToken;
    type Reply = UserOrderConfirmReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOrderConfirmReply {
    /// Result of the last review.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub last_result: Option<String>,
}
