//! `POST /cgi-bin/qrcode/create` (生成带参数的二维码): make Official Account QR code.
//!
//! Errcodes of its own: 40053 `action_info` is invalid; 45029 the total number of codes is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Make Official Account QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeCreate {
    /// At most 2592000.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_seconds: Option<i64>,
    /// `QR_SCENE`, `QR_STR_SCENE`, `QR_LIMIT_SCENE` or `QR_LIMIT_STR_SCENE`.
    pub action_name: String,
    /// Scene.
    pub action_info: QrcodeCreateActionInfo,
}

impl QrcodeCreate {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(action_name: impl Into<String>, action_info: QrcodeCreateActionInfo) -> Self {
        Self { expire_seconds: None, action_name: action_name.into(), action_info }
    }
}

impl Endpoint for QrcodeCreate {
    const ID: &'static str = "qrcode_create";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/qrcode/create";
    type Token = AuthorizerAccessToken;
    type Reply = QrcodeCreateReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeCreateReply {
    /// Ticket.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Credential>,
    /// Seconds.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_seconds: Option<i64>,
    /// Link in the code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Scene.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeCreateActionInfo {
    /// Scene.
    pub scene: QrcodeCreateActionInfoScene,
}

/// Scene.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeCreateActionInfoScene {
    /// Number.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub scene_id: Option<i64>,
    /// Text, 1 to 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene_str: Option<String>,
}
