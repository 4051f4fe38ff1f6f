//! `POST /cgi-bin/message/wxopen/activityid/create` (`createActivityId`, 创建 `activity_id`): create activity id.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 45009 the daily call limit of this API is used
//! up.
//!
//! Not certain: GET with query in older pages, POST in one SDK.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Create activity id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreateActivityId {
    /// Either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
    /// Or.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
}

impl Endpoint for CreateActivityId {
    const ID: &'static str = "create_activity_id";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/wxopen/activityid/create";
    type Token = AuthorizerAccessToken;
    type Reply = CreateActivityIdReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateActivityIdReply {
    /// Id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub activity_id: Option<String>,
    /// Unix time, 24 hours.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expiration_time: Option<i64>,
}
