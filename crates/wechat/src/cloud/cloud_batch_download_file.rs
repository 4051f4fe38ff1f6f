//! `POST /tcb/batchdownloadfile` (`getDownloadTcbFileLink`, 获取文件下载链接): get download links.
//!
//! Permission set: 49.
//!
//! Not certain: Permission set 49 is named for cloud calls in general.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get download links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudBatchDownloadFile {
    /// Environment id.
    pub env: String,
    /// Files.
    pub file_list: Vec<CloudBatchDownloadFileFileList>,
}

impl CloudBatchDownloadFile {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(env: impl Into<String>, file_list: Vec<CloudBatchDownloadFileFileList>) -> Self {
        Self { env: env.into(), file_list }
    }
}

impl Endpoint for CloudBatchDownloadFile {
    const ID: &'static str = "cloud_batch_download_file";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/batchdownloadfile";
    type Token = AuthorizerAccessToken;
    type Reply = CloudBatchDownloadFileReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudBatchDownloadFileReply {
    /// Files.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub file_list: Vec<CloudBatchDownloadFileReplyFileList>,
}

/// Files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudBatchDownloadFileReplyFileList {
    /// File id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub fileid: Option<String>,
    /// Link.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub download_url: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
}

/// Files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudBatchDownloadFileFileList {
    /// File id.
    pub fileid: String,
    /// Seconds the link lives.
    #[serde(with = "crate::wire::int")]
    pub max_age: i64,
}
