//! `POST /wxa/plugin` (`managePlugin`, 查询已添加的插件): list plugins.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List plugins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PluginList {
    /// List.
    pub action: String,
}

impl Default for PluginList {
    fn default() -> Self {
        Self { action: "list".to_owned() }
    }
}

impl Endpoint for PluginList {
    const ID: &'static str = "plugin_list";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/plugin";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = PluginListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginListReply {
    /// Plugins.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub plugin_list: Vec<PluginListReplyPluginList>,
    /// Seen in real replies; not certain.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub apply_list: Vec<serde_json::Value>,
}

/// Plugins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginListReplyPluginList {
    /// Plugin.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// 1 applying, 2 accepted, 3 refused, 4 timed out.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimgurl: Option<String>,
}
