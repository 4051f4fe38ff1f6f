//! `POST /cgi-bin/message/wxopen/updatablemsg/send` (`setUpdatableMsg`, 修改动态消息): change updatable message.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 47501 `activity_id` is wrong; 47502 `target_state` is wrong; 47503 `version_type` is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Change updatable message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SendUpdatableMessage {
    /// Id.
    pub activity_id: String,
    /// 0 or 1.
    #[serde(with = "crate::wire::int")]
    pub target_state: i64,
    /// Values.
    pub template_info: SendUpdatableMessageTemplateInfo,
}

impl SendUpdatableMessage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        activity_id: impl Into<String>,
        target_state: i64,
        template_info: SendUpdatableMessageTemplateInfo,
    ) -> Self {
        Self { activity_id: activity_id.into(), target_state, template_info }
    }
}

impl Endpoint for SendUpdatableMessage {
    const ID: &'static str = "send_updatable_message";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/wxopen/updatablemsg/send";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendUpdatableMessageTemplateInfo {
    /// Values.
    pub parameter_list: Vec<SendUpdatableMessageTemplateInfoParameterList>,
}

/// Values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendUpdatableMessageTemplateInfoParameterList {
    /// `member_count`, `room_limit`, path or `version_type`.
    pub name: String,
    /// Value.
    pub value: String,
}
