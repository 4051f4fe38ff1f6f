//! Components: the third-party platforms that this server runs.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A component to register, with the values that WeChat's console shows.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComponent {
    /// 第三方平台 AppID.
    pub component_appid: String,
    /// 第三方平台 AppSecret.
    pub app_secret: String,
    /// 消息校验Token.
    pub token: String,
    /// 消息加解密Key, 43 characters.
    pub encoding_aes_key: String,
    /// What to call it; merchants see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl fmt::Debug for NewComponent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewComponent")
            .field("component_appid", &self.component_appid)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What to change of a component; what is left out stays.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentPatch {
    /// Its new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its new `AppSecret`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_secret: Option<String>,
    /// Its new token; the old one stays good for a while for what still arrives under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Its new AES key; the old one stays good for a while for what still arrives under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding_aes_key: Option<String>,
}

impl fmt::Debug for ComponentPatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComponentPatch").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Component {
    /// 第三方平台 AppID.
    pub component_appid: String,
    /// Its name.
    pub name: String,
    /// When the newest ticket arrived; `null` before the first.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ticket_received_at: Option<Timestamp>,
    /// When the component access token in hand ends.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub access_token_expires_at: Option<Timestamp>,
    /// 授权事件接收URL: paste it into WeChat's console.
    pub events_url: String,
    /// 消息与事件接收URL: paste it into WeChat's console.
    pub messages_url: String,
    /// How many accounts there are.
    pub authorizers: AuthorizerCounts,
    /// When it was registered here.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// How many accounts a component has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorizerCounts {
    /// Authorized now.
    pub authorized: u64,
    /// Once authorized, not any more.
    pub unauthorized: u64,
}
