//! `POST /componenttcb/batchgetenvid` (`getShareCloudbaseEnv`, 批量查询小程序环境): environments of accounts.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Fields from SDKs, not confirmed by a document.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Environments of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudComponentBatchGetEnvid {
    /// Appids.
    pub appids: Vec<String>,
}

impl CloudComponentBatchGetEnvid {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appids: Vec<String>) -> Self {
        Self { appids }
    }
}

impl Endpoint for CloudComponentBatchGetEnvid {
    const ID: &'static str = "cloud_component_batch_get_envid";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/componenttcb/batchgetenvid";
    type Token = ComponentAccessToken;
    type Reply = CloudComponentBatchGetEnvidReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchGetEnvidReply {
    /// Relations.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub relation_data: Vec<CloudComponentBatchGetEnvidReplyRelationData>,
    /// Failures.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub err_list: Vec<CloudComponentBatchGetEnvidReplyErrList>,
}

/// Relations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchGetEnvidReplyRelationData {
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Environment ids.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub env_list: Vec<String>,
}

/// Failures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchGetEnvidReplyErrList {
    /// Environment id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
}
