//! `POST /cgi-bin/menu/create` (创建自定义菜单): create menu.
//!
//! Official Accounts.
//!
//! Errcodes of its own: 40016 number of menu buttons is not valid; 40017 kind of menu button is not valid; 40018 menu
//! button name has a wrong length; 40054 `uRL` of a sub menu is not valid; 45064 menu contains a Mini Program that is
//! not linked.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Create menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MenuCreate {
    /// At most 3.
    pub button: Vec<MenuCreateButton>,
}

impl MenuCreate {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(button: Vec<MenuCreateButton>) -> Self {
        Self { button }
    }
}

impl Endpoint for MenuCreate {
    const ID: &'static str = "menu_create";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/menu/create";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// At most 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuCreateButton {
    /// Name.
    pub name: String,
    /// Click, view, miniprogram ...
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// With click.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// With view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// With miniprogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// With miniprogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagepath: Option<String>,
    /// At most 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_button: Option<Vec<serde_json::Value>>,
}
