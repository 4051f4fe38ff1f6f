//! `POST /tcb/getenvinfo` (`getEnvInfo`, 查询云环境信息): get environment.
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

/// Get environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudGetEnvInfo {
    /// Environment id.
    pub env: String,
}

impl CloudGetEnvInfo {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(env: impl Into<String>) -> Self {
        Self { env: env.into() }
    }
}

impl Endpoint for CloudGetEnvInfo {
    const ID: &'static str = "cloud_get_env_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/tcb/getenvinfo";
    type Token = AuthorizerAccessToken;
    type Reply = CloudGetEnvInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetEnvInfoReply {
    /// Environments.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub info_list: Vec<CloudGetEnvInfoReplyInfoList>,
}

/// Environments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudGetEnvInfoReplyInfoList {
    /// Environment id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Alias.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// State.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Plan.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub package_id: Option<String>,
    /// Plan name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub package_name: Option<String>,
    /// Time.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub update_time: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
}
