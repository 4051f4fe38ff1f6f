//! `POST /wxa/modify_domain_directly` (`modifyServerDomainDirectly`): an account's server domains, directly.
//!
//! Nothing has to be registered with the platform. A host serves at most 100 principals. A change takes effect with the
//! next release and need not be repeated for later ones; what is online already must not be `set` again, so changes are
//! made by `add` and `delete`. WeChat's page names no lists in the answer, not even for `get`; SDKs read them. Where
//! they are missing, `direct_domain` of `/wxa/get_effective_domain` tells.
//!
//! Errcodes of its own: 85015 no Mini Program, 85016 too many, 85017 nothing left to change.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{DomainAction, ModifiedDomains, ServerDomains};
use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Reads or changes the server domains that were set directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModifyDomainDirectly {
    /// What to do.
    pub action: DomainAction,
    /// The lists; not needed for a reading.
    #[serde(flatten)]
    pub domains: ServerDomains,
}

impl ModifyDomainDirectly {
    /// Does that with these lists.
    pub fn new(action: DomainAction, domains: ServerDomains) -> Self {
        Self { action, domains }
    }
}

impl Endpoint for ModifyDomainDirectly {
    const ID: &'static str = "modify_domain_directly";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/modify_domain_directly";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = ModifiedDomains;

    fn check(&self) -> Result<(), FieldError> {
        self.domains.check()
    }
}
