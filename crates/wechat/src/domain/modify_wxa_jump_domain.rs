//! `POST /cgi-bin/component/modify_wxa_jump_domain` (`modifyThirdpartyJumpDomain`): the platform's own business domains.
//!
//! Only hosts that stand here, and hosts below them, can be assigned to accounts by `/wxa/setwebviewdomain`. One text
//! joined by `;`, without a scheme. Each host must serve the file of `get_domain_confirmfile` at its root before.
//!
//! Two editions: the platform's test edition, which every change reaches, and the published one, which it reaches only
//! with `is_modify_published_together`; without it the change waits for the platform's next full-network release.
//! WeChat leaves the published list out when the platform was never published, and the invalid one when all were good.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{DomainAction, check_hosts, joined};
use crate::endpoint::{Endpoint, FieldError};
use crate::secret::ComponentAccessToken;

/// Reads or changes the platform's business domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifyWxaJumpDomain {
    /// What to do.
    pub action: DomainAction,
    /// Hosts without a scheme; not needed for a reading.
    #[serde(default, with = "joined", skip_serializing_if = "Option::is_none")]
    pub wxa_jump_h5_domain: Option<Vec<String>>,
    /// Whether the published edition changes, too; WeChat's default is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_modify_published_together: Option<bool>,
}

impl ModifyWxaJumpDomain {
    /// The most hosts that the list may hold.
    pub const MAX: usize = 1_000;

    /// Shows the lists.
    pub fn get() -> Self {
        Self { action: DomainAction::Get, wxa_jump_h5_domain: None, is_modify_published_together: None }
    }

    /// Does that with these hosts.
    pub fn new(action: DomainAction, hosts: Vec<String>, published_too: bool) -> Self {
        Self { action, wxa_jump_h5_domain: Some(hosts), is_modify_published_together: Some(published_too) }
    }
}

impl Endpoint for ModifyWxaJumpDomain {
    const ID: &'static str = "modify_wxa_jump_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/modify_wxa_jump_domain";
    const CHECKS: bool = true;
    type Token = ComponentAccessToken;
    type Reply = PlatformJumpDomains;

    fn check(&self) -> Result<(), FieldError> {
        let hosts = self.wxa_jump_h5_domain.as_deref().unwrap_or_default();
        FieldError::unless(hosts.len() <= Self::MAX, "domains", "holds more than 1000 hosts", "最多 1000 个域名")?;
        check_hosts("domains", hosts)
    }
}

/// The platform's lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformJumpDomains {
    /// Of the published edition; `None` when nothing is published, or the change failed.
    #[serde(default, with = "joined", skip_serializing_if = "Option::is_none")]
    pub published_wxa_jump_h5_domain: Option<Vec<String>>,
    /// Of the test edition.
    #[serde(default, with = "joined", skip_serializing_if = "Option::is_none")]
    pub testing_wxa_jump_h5_domain: Option<Vec<String>>,
    /// What could not be taken.
    #[serde(default, with = "joined", skip_serializing_if = "Option::is_none")]
    pub invalid_wxa_jump_h5_domain: Option<Vec<String>>,
}
