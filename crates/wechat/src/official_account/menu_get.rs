//! `GET /cgi-bin/menu/get` (查询自定义菜单): get menu.
//!
//! Errcodes of its own: 46003 there is no menu.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MenuGet {}

impl MenuGet {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for MenuGet {
    const ID: &'static str = "menu_get";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/menu/get";
    type Token = AuthorizerAccessToken;
    type Reply = MenuGetReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuGetReply {
    /// Menu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub menu: Option<MenuGetReplyMenu>,
    /// Personal menus.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub conditionalmenu: Vec<serde_json::Value>,
}

/// Menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuGetReplyMenu {
    /// Buttons.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub button: Vec<serde_json::Value>,
    /// Id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub menuid: Option<i64>,
}
