//! `POST /wxa/modify_domain` (`modifyServerDomain`): an account's server domains, by way of the platform.
//!
//! Each host must be registered with the platform first (`/cgi-bin/component/modify_wxa_server_domain`); one that is not
//! is dropped without a word, and dropped again at each release. Entries carry their scheme; at most 200 in each list,
//! and 50 changes a month. `set` replaces everything, so a list that is meant to stay has to be sent along. Hosts need
//! an ICP filing; no IP addresses, and not api.weixin.qq.com; a port that is given is binding.
//!
//! Errcodes of its own: 85015 no Mini Program, 85016 too many, 85017 nothing left to change (it is so already, or nothing
//! of it is registered with the platform), 85018 not registered with the platform.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{DomainAction, ServerDomains};
use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Reads or changes the server domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifyDomain {
    /// What to do.
    pub action: DomainAction,
    /// The lists; not needed for a reading.
    #[serde(flatten)]
    pub domains: ServerDomains,
}

impl ModifyDomain {
    /// Does that with these lists.
    pub fn new(action: DomainAction, domains: ServerDomains) -> Self {
        Self { action, domains }
    }
}

impl Endpoint for ModifyDomain {
    const ID: &'static str = "modify_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/modify_domain";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = ModifiedDomains;

    fn check(&self) -> Result<(), FieldError> {
        self.domains.check()
    }
}

/// The lists as WeChat shows them, of either way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModifiedDomains {
    /// What is set.
    #[serde(flatten)]
    pub domains: ServerDomains,
    /// What was refused as not valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_requestdomain: Option<Vec<String>>,
    /// The same for sockets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_wsrequestdomain: Option<Vec<String>>,
    /// The same for uploads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_uploaddomain: Option<Vec<String>>,
    /// The same for downloads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_downloaddomain: Option<Vec<String>>,
    /// The same for UDP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_udpdomain: Option<Vec<String>>,
    /// The same for TCP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_tcpdomain: Option<Vec<String>>,
}
