//! `GET /wxa/getwxadevinfo` (`getDomainInfo`): the domains that are configured, server and business domains at once.
//!
//! One page shows it as a `POST` with the `action` in its body; SDKs send a `GET` with a query, and so do we.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the domains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Getwxadevinfo {
    /// Which of the two; both when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<DevInfoAction>,
}

/// Which domains are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DevInfoAction {
    /// Server domains.
    GetServerDomain,
    /// Business domains.
    GetBizDomain,
}

impl Getwxadevinfo {
    /// Asks for both.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Endpoint for Getwxadevinfo {
    const ID: &'static str = "get_wxa_dev_info";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getwxadevinfo";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = DevInfo;
}

/// The domains; lists that were not asked for may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevInfo {
    /// For `wx.request`.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub requestdomain: Vec<String>,
    /// For sockets.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub wsrequestdomain: Vec<String>,
    /// For uploads.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub uploaddomain: Vec<String>,
    /// For downloads.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub downloaddomain: Vec<String>,
    /// For UDP.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub udpdomain: Vec<String>,
    /// Business domains.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub bizdomain: Vec<String>,
}
