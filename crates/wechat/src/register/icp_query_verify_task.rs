//! `POST /wxa/icp/query_icp_verifytask` (查询人脸核身任务状态): query face check.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Query face check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpQueryVerifyTask {
    /// Task.
    pub task_id: String,
}

impl IcpQueryVerifyTask {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(task_id: impl Into<String>) -> Self {
        Self { task_id: task_id.into() }
    }
}

impl Endpoint for IcpQueryVerifyTask {
    const ID: &'static str = "icp_query_verify_task";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/query_icp_verifytask";
    type Token = AuthorizerAccessToken;
    type Reply = IcpQueryVerifyTaskReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpQueryVerifyTaskReply {
    /// Done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_finish: Option<bool>,
    /// State of the face check.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub face_status: Option<i64>,
}
