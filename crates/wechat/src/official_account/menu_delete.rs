//! `GET /cgi-bin/menu/delete` (删除自定义菜单): delete menu.
//!
//! A GET that changes state.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Delete menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MenuDelete {}

impl MenuDelete {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for MenuDelete {
    const ID: &'static str = "menu_delete";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/cgi-bin/menu/delete";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
