//! `POST /wxa/get_effective_webviewdomain` (`getEffectiveJumpDomain`): the business domains in force, and who set them.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetEffectiveWebviewdomain {}

impl GetEffectiveWebviewdomain {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetEffectiveWebviewdomain {
    const ID: &'static str = "get_effective_webview_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/get_effective_webviewdomain";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = EffectiveWebviewdomains;
}

/// The business domains by who set them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectiveWebviewdomains {
    /// Set in the account's own console.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub mp_webviewdomain: Vec<String>,
    /// Set by way of the platform.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub third_webviewdomain: Vec<String>,
    /// Set directly.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub direct_webviewdomain: Vec<String>,
    /// In force.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub effective_webviewdomain: Vec<String>,
}
