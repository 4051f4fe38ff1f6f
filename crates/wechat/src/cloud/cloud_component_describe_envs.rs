//! `POST /componenttcb/describeenvs` (`getTcbEnvList`, 获取环境信息): list environments.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Fields from SDKs, not confirmed by a document.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// List environments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudComponentDescribeEnvs {}

impl CloudComponentDescribeEnvs {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for CloudComponentDescribeEnvs {
    const ID: &'static str = "cloud_component_describe_envs";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/componenttcb/describeenvs";
    type Token = ComponentAccessToken;
    type Reply = CloudComponentDescribeEnvsReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentDescribeEnvsReply {
    /// Environments.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub info_list: Vec<CloudComponentDescribeEnvsReplyInfoList>,
}

/// Environments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentDescribeEnvsReplyInfoList {
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
    /// Database.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub dbinstance_id: Option<String>,
    /// Storage.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub bucket_id: Option<String>,
    /// Time.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub update_time: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
}
