//! `POST /wxa/sec/order/set_msg_jump_path` (消息跳转路径设置): set message page.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Set message page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderSetMsgJumpPath {
    /// Page path.
    pub path: String,
}

impl OrderSetMsgJumpPath {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }
}

impl Endpoint for OrderSetMsgJumpPath {
    const ID: &'static str = "order_set_msg_jump_path";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/order/set_msg_jump_path";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
