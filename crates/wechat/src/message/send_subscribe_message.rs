//! `POST /cgi-bin/message/subscribe/send` (`sendMessage`, 发送订阅消息): send subscribe message.
//!
//! Each consent of the user is good for one message (43101 otherwise). Value rules by key: thing 20 characters,
//! number 32 digits, letter 32, symbol 5, `character_string` 32, `phone_number` 17, `car_number` 8, name 10 Chinese
//! or 20 Latin, phrase 5 Chinese, enum only listed values.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40037 `template_id` is invalid; 41030 page path
//! does not exist in the released version; 43101 the user refused or never granted this subscription; 47003 a
//! template value is empty or breaks the field rule.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Send subscribe message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SendSubscribeMessage {
    /// Openid.
    pub touser: String,
    /// `priTmplId`.
    pub template_id: String,
    /// Page of this Mini Program with query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// `{"thing1":{"value":"..."}}`, keys as in the template.
    pub data: serde_json::Value,
    /// Developer, trial or formal (default).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miniprogram_state: Option<String>,
    /// `zh_CN` (default), `en_US`, `zh_HK`, `zh_TW`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl SendSubscribeMessage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(touser: impl Into<String>, template_id: impl Into<String>, data: serde_json::Value) -> Self {
        Self {
            touser: touser.into(),
            template_id: template_id.into(),
            page: None,
            data,
            miniprogram_state: None,
            lang: None,
        }
    }
}

impl Endpoint for SendSubscribeMessage {
    const ID: &'static str = "send_subscribe_message";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/subscribe/send";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
