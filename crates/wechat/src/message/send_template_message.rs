//! `POST /cgi-bin/message/template/send` (发送模板消息（公众号）): send template message (Official Account).
//!
//! Service accounts.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40037 `template_id` is invalid; 43004 receiver
//! does not follow the account; 45009 the daily call limit of this API is used up; 47003 a template value is empty or
//! breaks the field rule.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Send template message (Official Account).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SendTemplateMessage {
    /// Openid.
    pub touser: String,
    /// Template.
    pub template_id: String,
    /// Link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Linked Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miniprogram: Option<SendTemplateMessageMiniprogram>,
    /// Fields.
    pub data: serde_json::Value,
    /// Repeat protection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_msg_id: Option<String>,
}

impl SendTemplateMessage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(touser: impl Into<String>, template_id: impl Into<String>, data: serde_json::Value) -> Self {
        Self {
            touser: touser.into(),
            template_id: template_id.into(),
            url: None,
            miniprogram: None,
            data,
            client_msg_id: None,
        }
    }
}

impl Endpoint for SendTemplateMessage {
    const ID: &'static str = "send_template_message";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/template/send";
    type Token = AuthorizerAccessToken;
    type Reply = SendTemplateMessageReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendTemplateMessageReply {
    /// Message id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub msgid: Option<i64>,
}

/// Linked Mini Program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendTemplateMessageMiniprogram {
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagepath: Option<String>,
}
