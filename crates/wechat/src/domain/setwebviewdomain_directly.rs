//! `POST /wxa/setwebviewdomain_directly` (`modifyJumpDomainDirectly`): an account's business domains, directly.
//!
//! Each host must serve the account's confirm file (`get_webviewdomain_confirmfile`) at its root before. A change takes
//! effect with the next release. WeChat's page names no list in the answer; `direct_webviewdomain` of
//! `/wxa/get_effective_webviewdomain` tells it where it is missing.
//!
//! Errcodes of its own: 89019 unchanged, 89021 not one of the platform's, 89029 too many, 89231 a personal Mini Program.

use http::Method;
use serde::{Deserialize, Serialize};

use super::setwebviewdomain::check_list;
use super::{DomainAction, Webviewdomains};
use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Reads or changes the business domains that were set directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetwebviewdomainDirectly {
    /// What to do.
    pub action: DomainAction,
    /// Hosts with `https://`; not needed for a reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webviewdomain: Option<Vec<String>>,
}

impl SetwebviewdomainDirectly {
    /// Does that with this list.
    pub fn new(action: DomainAction, webviewdomain: Option<Vec<String>>) -> Self {
        Self { action, webviewdomain }
    }
}

impl Endpoint for SetwebviewdomainDirectly {
    const ID: &'static str = "set_webview_domain_directly";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/setwebviewdomain_directly";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Webviewdomains;

    fn check(&self) -> Result<(), FieldError> {
        check_list(self.webviewdomain.as_deref())
    }
}
