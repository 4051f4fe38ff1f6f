//! `POST /tcb/batchdeletefile` (`deleteTcbCloudFile`, 删除云存储文件): delete files.
//!
//! Permission set: 49.
//!
//! Not certain: Permission set 49 is named for cloud calls in general.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Delete files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudBatchDeleteFile {
    /// Environment id.
    pub env: String,
    /// File ids.
    pub fileid_list: Vec<String>,
}

impl CloudBatchDeleteFile {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(env: impl Into<String>, fileid_list: Vec<String>) -> Self {
        Self { env: env.into(), fileid_list }
    }
}

impl Endpoint for CloudBatchDeleteFile {
    const ID: &'static str = "cloud_batch_delete_file";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/batchdeletefile";
    type Token = AuthorizerAccessToken;
    type Reply = CloudBatchDeleteFileReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudBatchDeleteFileReply {
    /// Files.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub delete_list: Vec<CloudBatchDeleteFileReplyDeleteList>,
}

/// Files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudBatchDeleteFileReplyDeleteList {
    /// File id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub fileid: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
}
