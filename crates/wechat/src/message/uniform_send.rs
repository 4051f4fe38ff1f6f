//! `POST /cgi-bin/message/wxopen/template/uniform_send` (下发统一消息): uniform message.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40013 appid is invalid or does not match the
//! token's account; 40037 `template_id` is invalid; 43004 receiver does not follow the account; 45009 the daily call
//! limit of this API is used up.
//!
//! Not certain: May be withdrawn; prefer template or subscribe messages.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Uniform message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UniformSend {
    /// Openid.
    pub touser: String,
    /// Official Account message.
    pub mp_template_msg: UniformSendMpTemplateMsg,
}

impl UniformSend {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(touser: impl Into<String>, mp_template_msg: UniformSendMpTemplateMsg) -> Self {
        Self { touser: touser.into(), mp_template_msg }
    }
}

impl Endpoint for UniformSend {
    const ID: &'static str = "uniform_send";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/wxopen/template/uniform_send";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Official Account message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UniformSendMpTemplateMsg {
    /// Account.
    pub appid: Appid,
    /// Template.
    pub template_id: String,
    /// Link.
    pub url: String,
    /// Mini Program.
    pub miniprogram: UniformSendMpTemplateMsgMiniprogram,
    /// Fields.
    pub data: serde_json::Value,
}

/// Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UniformSendMpTemplateMsgMiniprogram {
    /// Appid.
    pub appid: Appid,
    /// Page.
    pub pagepath: String,
}
