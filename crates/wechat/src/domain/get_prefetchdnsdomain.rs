//! `GET /wxa/get_prefetchdnsdomain` (`getPrefetchDomain`): the names that phones resolve ahead of time.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPrefetchdnsdomain {}

impl GetPrefetchdnsdomain {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetPrefetchdnsdomain {
    const ID: &'static str = "get_prefetch_dns_domain";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/get_prefetchdnsdomain";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = PrefetchDomains;
}

/// The names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrefetchDomains {
    /// Each with its state.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub prefetch_dns_domain: Vec<PrefetchDomain>,
    /// How many may be set.
    #[serde(default, with = "crate::wire::int")]
    pub size_limit: i64,
}

/// One name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrefetchDomain {
    /// The name.
    #[serde(default, with = "crate::wire::text")]
    pub url: String,
    /// WeChat's number for its state.
    #[serde(default, with = "crate::wire::int")]
    pub status: i64,
}
