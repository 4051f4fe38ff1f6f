//! `POST /wxa/icp/create_icp_verifytask` (发起小程序管理员人脸核身): start face check.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Start face check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpCreateVerifyTask {}

impl IcpCreateVerifyTask {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpCreateVerifyTask {
    const ID: &'static str = "icp_create_verify_task";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/create_icp_verifytask";
    type Token = AuthorizerAccessToken;
    type Reply = IcpCreateVerifyTaskReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpCreateVerifyTaskReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
}
