//! `POST /cgi-bin/message/subscribe/bizsend` (`sendNewSubscribeMsg`, 公众号订阅通知): official Account subscribe message.
//!
//! Permission set: 89.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40037 `template_id` is invalid; 43101 the user
//! refused or never granted this subscription; 47003 a template value is empty or breaks the field rule.
//!
//! Not certain: Permission set 89 is named for the template calls of Official Accounts; for this one by analogy.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Official Account subscribe message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BizsendSubscribeMessage {
    /// Openid.
    pub touser: String,
    /// Template.
    pub template_id: String,
    /// Link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Linked Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miniprogram: Option<BizsendSubscribeMessageMiniprogram>,
    /// Fields.
    pub data: serde_json::Value,
}

impl BizsendSubscribeMessage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(touser: impl Into<String>, template_id: impl Into<String>, data: serde_json::Value) -> Self {
        Self { touser: touser.into(), template_id: template_id.into(), page: None, miniprogram: None, data }
    }
}

impl Endpoint for BizsendSubscribeMessage {
    const ID: &'static str = "bizsend_subscribe_message";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/subscribe/bizsend";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Linked Mini Program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BizsendSubscribeMessageMiniprogram {
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagepath: Option<String>,
}
