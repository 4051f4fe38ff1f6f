//! `POST /wxa/security/applysetorderpathinfo` (`applySetOrderPathInfo`, 申请设置订单页path信息): apply for order page path.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::ComponentAccessToken;

/// Apply for order page path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApplySetOrderPath {
    /// Batch.
    pub batch_req: ApplySetOrderPathBatchReq,
}

impl ApplySetOrderPath {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(batch_req: ApplySetOrderPathBatchReq) -> Self {
        Self { batch_req }
    }
}

impl Endpoint for ApplySetOrderPath {
    const ID: &'static str = "apply_set_order_path";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/security/applysetorderpathinfo";
    type Token = ComponentAccessToken;
    type Reply = Done;
}

/// Batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplySetOrderPathBatchReq {
    /// Page path.
    pub path: String,
    /// Pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub img_list: Option<Vec<String>>,
    /// Video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// Test account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_account: Option<String>,
    /// Test password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_pwd: Option<String>,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_remark: Option<String>,
    /// At most 100.
    pub appid_list: Vec<String>,
}
