//! `POST /wxa/set_prefetchdnsdomain` (`setPrefetchDomain`): the names that phones resolve ahead of time.
//!
//! The list replaces the one before. How many it may hold, `get_prefetchdnsdomain` tells.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Sets the names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetPrefetchdnsdomain {
    /// All of them.
    pub prefetch_dns_domain: Vec<PrefetchUrl>,
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrefetchUrl {
    /// The name.
    pub url: String,
}

impl SetPrefetchdnsdomain {
    /// Sets these names in the place of all others.
    pub fn new(urls: impl IntoIterator<Item = String>) -> Self {
        Self { prefetch_dns_domain: urls.into_iter().map(|url| PrefetchUrl { url }).collect() }
    }
}

impl Endpoint for SetPrefetchdnsdomain {
    const ID: &'static str = "set_prefetch_dns_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/set_prefetchdnsdomain";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
