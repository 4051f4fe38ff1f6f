//! `POST /componenttcb/createenv` (`createTcbEnv`, 创建环境): create environment.
//!
//! Errcodes of its own: 85088 cloud development is not opened for the app.
//!
//! Not certain: Fields from SDKs, not confirmed by a document.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Create environment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CloudComponentCreateEnv {
    /// Alias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
}

impl Endpoint for CloudComponentCreateEnv {
    const ID: &'static str = "cloud_component_create_env";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/componenttcb/createenv";
    type Token = ComponentAccessToken;
    type Reply = CloudComponentCreateEnvReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudComponentCreateEnvReply {
    /// Environment id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Pay-later order.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub tranid: Option<String>,
}
