//! `POST /wxa/plugin` (`managePlugin`, 快速更新插件版本号): quick-update plugin version.
//!
//! Only with an authorizer token of a platform (89256).
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component; 89256 no component
//! information in the token; use `authorizer_access_token`; 89257 this plugin version has no quick update; 89258 a
//! gray release is running, so no quick update.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Quick-update plugin version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PluginUpdate {
    /// Update.
    pub action: String,
    /// Plugin.
    pub plugin_appid: String,
    /// Target version that allows quick update.
    pub user_version: String,
}

impl PluginUpdate {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(plugin_appid: impl Into<String>, user_version: impl Into<String>) -> Self {
        Self { action: "update".to_owned(), plugin_appid: plugin_appid.into(), user_version: user_version.into() }
    }
}

impl Endpoint for PluginUpdate {
    const ID: &'static str = "plugin_update";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/plugin";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.user_version.is_empty(), "user_version", "must not be empty", "不能为空")?;
        super::check_plugin(&self.plugin_appid)
    }
}
