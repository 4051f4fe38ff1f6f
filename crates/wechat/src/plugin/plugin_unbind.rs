//! `POST /wxa/plugin` (`managePlugin`, 删除已添加的插件): remove plugin.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component; 89239 the plugin does
//! not exist; 89243 a pending application cannot be deleted; 89244 the plugin appid does not exist; 89259 the
//! live-stream plugin cannot be removed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Remove plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PluginUnbind {
    /// Unbind.
    pub action: String,
    /// Plugin.
    pub plugin_appid: String,
}

impl PluginUnbind {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(plugin_appid: impl Into<String>) -> Self {
        Self { action: "unbind".to_owned(), plugin_appid: plugin_appid.into() }
    }
}

impl Endpoint for PluginUnbind {
    const ID: &'static str = "plugin_unbind";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/plugin";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        super::check_plugin(&self.plugin_appid)
    }
}
