//! `POST /tcb/getcallbackconfig` (`getCallBackConfig`, 查询消息推送配置): get push settings.
//!
//! Permission set: 49.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Permission set 49 is named for cloud calls in general.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get push settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudGetCallbackConfig {}

impl CloudGetCallbackConfig {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for CloudGetCallbackConfig {
    const ID: &'static str = "cloud_get_callback_config";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/getcallbackconfig";
    type Token = AuthorizerAccessToken;
    type Reply = CloudGetCallbackConfigReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetCallbackConfigReply {
    /// Fields as `{"name1":{"value":"..."}}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<CloudGetCallbackConfigReplyData>,
}

/// Fields as `{"name1":{"value":"..."}}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetCallbackConfigReplyData {
    /// Container push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_config: Option<CloudGetCallbackConfigReplyDataContainerConfig>,
    /// Function push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function_config: Option<CloudGetCallbackConfigReplyDataFunctionConfig>,
}

/// Container push.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetCallbackConfigReplyDataContainerConfig {
    /// On or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    /// Environment.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub qbase_env: Option<String>,
    /// Path.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub qbase_container_path: Option<String>,
    /// Text mode.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub text_mode: Option<i64>,
}

/// Function push.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetCallbackConfigReplyDataFunctionConfig {
    /// On or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    /// Rules.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub callbacks: Vec<CloudGetCallbackConfigReplyDataFunctionConfigCallbacks>,
}

/// Rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetCallbackConfigReplyDataFunctionConfigCallbacks {
    /// On or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    /// Message kind.
    #[serde(rename = "msgType", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub msg_type: Option<String>,
    /// Event kind.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Environment id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Function.
    #[serde(rename = "functionName", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
}
