//! `POST /componenttcb/batchshareenv` (`shareCloudbaseEnv`, 环境共享): share environments.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Fields from SDKs, not confirmed by a document.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Share environments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudComponentBatchShareEnv {
    /// Fields as `{"name1":{"value":"..."}}`.
    pub data: Vec<CloudComponentBatchShareEnvData>,
}

impl CloudComponentBatchShareEnv {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(data: Vec<CloudComponentBatchShareEnvData>) -> Self {
        Self { data }
    }
}

impl Endpoint for CloudComponentBatchShareEnv {
    const ID: &'static str = "cloud_component_batch_share_env";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/componenttcb/batchshareenv";
    type Token = ComponentAccessToken;
    type Reply = CloudComponentBatchShareEnvReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchShareEnvReply {
    /// Failures.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub err_list: Vec<CloudComponentBatchShareEnvReplyErrList>,
}

/// Failures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchShareEnvReplyErrList {
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

/// Fields as `{"name1":{"value":"..."}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentBatchShareEnvData {
    /// Environment id.
    pub env: String,
    /// Appids.
    pub appids: Vec<String>,
}
