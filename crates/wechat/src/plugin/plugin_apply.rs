//! `POST /wxa/plugin` (`managePlugin`, 申请使用插件): apply for plugin.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component; 89236 this plugin
//! cannot be applied for; 89237 the plugin is already added; 89238 plugin limit reached; 89239 the plugin does not
//! exist; 89245 the Mini Program may not be linked; 89246 plugins of special categories are for specific apps only.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Apply for plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PluginApply {
    /// Apply.
    pub action: String,
    /// Plugin.
    pub plugin_appid: String,
    /// Reason; needed by the current page, left out in the older example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl PluginApply {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(plugin_appid: impl Into<String>) -> Self {
        Self { action: "apply".to_owned(), plugin_appid: plugin_appid.into(), reason: None }
    }
}

impl Endpoint for PluginApply {
    const ID: &'static str = "plugin_apply";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/plugin";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        super::check_plugin(&self.plugin_appid)
    }
}
