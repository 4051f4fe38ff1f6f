//! `POST /tcb/getqcloudtoken` (`getCloudToken`, 获取腾讯云API调用凭证): get Tencent Cloud credential.
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

/// Get Tencent Cloud credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudGetQcloudToken {
    /// Seconds wanted.
    #[serde(with = "crate::wire::int")]
    pub lifespan: i64,
}

impl CloudGetQcloudToken {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(lifespan: i64) -> Self {
        Self { lifespan }
    }
}

impl Endpoint for CloudGetQcloudToken {
    const ID: &'static str = "cloud_get_qcloud_token";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/getqcloudtoken";
    type Token = AuthorizerAccessToken;
    type Reply = CloudGetQcloudTokenReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetQcloudTokenReply {
    /// Secret id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub secretid: Option<String>,
    /// Secret key.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub secretkey: Option<String>,
    /// Token.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expired_time: Option<i64>,
}
