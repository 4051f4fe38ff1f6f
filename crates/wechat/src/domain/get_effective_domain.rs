//! `POST /wxa/get_effective_domain` (`getEffectiveServerDomain`): the server domains in force, and who set them.
//!
//! What was set in the account's console, by way of the platform and directly; `effective_domain` is what users' phones
//! obey since the last upload or release.

use http::Method;
use serde::{Deserialize, Serialize};

use super::ServerDomains;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetEffectiveDomain {}

impl GetEffectiveDomain {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetEffectiveDomain {
    const ID: &'static str = "get_effective_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/get_effective_domain";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = EffectiveDomains;
}

/// The server domains by who set them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectiveDomains {
    /// Set in the account's own console.
    #[serde(default)]
    pub mp_domain: ServerDomains,
    /// Set by way of the platform.
    #[serde(default)]
    pub third_domain: ServerDomains,
    /// Set directly.
    #[serde(default)]
    pub direct_domain: ServerDomains,
    /// In force.
    #[serde(default)]
    pub effective_domain: ServerDomains,
}
