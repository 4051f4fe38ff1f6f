//! `POST /user-order/orders-permission/open` (`openShoppingOrderProductPermission`, 开通购物订单产品权限): open shopping
//! orders.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Open shopping orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserOrderOpen {}

impl UserOrderOpen {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for UserOrderOpen {
    const ID: &'static str = "user_order_open";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/user-order/orders-permission/open";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
