//! The third-party platform itself: its settings, the keys its callbacks are sealed with, its ticket and token.

use jiff::Timestamp;
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::{AppSecret, ComponentAccessToken, ComponentVerifyTicket, EncodingAesKey, MessageToken};

/// A component as we keep it. Its secrets travel separately, in [`ComponentSecrets`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The platform's appid.
    pub component_appid: ComponentAppid,
    /// What the ISV calls it; shown to merchants.
    pub name: String,
    /// When it was registered here.
    pub created_at: Timestamp,
    /// When the newest ticket arrived.
    pub ticket_received_at: Option<Timestamp>,
    /// When the component access token in hand ends.
    pub access_token_expires_at: Option<Timestamp>,
    /// Counts every change, for compare-and-set.
    pub version: i64,
}

/// What a component signs, seals and proves itself with.
#[derive(Debug, Clone)]
pub struct ComponentSecrets {
    /// `component_appsecret`.
    pub app_secret: AppSecret,
    /// The pairs that pushes may be sealed with, the current one first; older ones until they run out.
    pub callback_keys: Vec<CallbackKeys>,
}

/// One generation of 消息校验Token and 消息加解密Key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackKeys {
    /// Takes part in every signature.
    pub token: MessageToken,
    /// Seals the pushes.
    pub encoding_aes_key: EncodingAesKey,
    /// Until when pushes under it are still taken; `None` for the current one.
    pub valid_until: Option<Timestamp>,
}

/// One `component_verify_ticket`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The ticket.
    pub ticket: ComponentVerifyTicket,
    /// WeChat's `CreateTime`: the newer ticket is the one with the larger.
    pub created_at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
}

/// A component access token and its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentToken {
    /// The token.
    pub token: ComponentAccessToken,
    /// When WeChat's answer arrived.
    pub obtained_at: Timestamp,
    /// `obtained_at` plus WeChat's `expires_in`.
    pub expires_at: Timestamp,
    /// Counts every change, for compare-and-set.
    pub version: i64,
}
