//! `POST /wxa/getpluginopenpid` (`getPluginOpenPId`, 获取插件用户openpid): get plugin user id.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40029 login or OAuth code is invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get plugin user id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPluginOpenpid {
    /// From `wx.pluginLogin`.
    pub code: String,
}

impl GetPluginOpenpid {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into() }
    }
}

impl Endpoint for GetPluginOpenpid {
    const ID: &'static str = "get_plugin_openpid";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getpluginopenpid";
    type Token = AuthorizerAccessToken;
    type Reply = GetPluginOpenpidReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPluginOpenpidReply {
    /// User at the plugin.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openpid: Option<String>,
}
