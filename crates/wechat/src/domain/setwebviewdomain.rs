//! `POST /wxa/setwebviewdomain` (`modifyJumpDomain`): an account's business domains, by way of the platform.
//!
//! Each host must be one of the platform's business domains, or below one (`modify_wxa_jump_domain`). Without an `action`
//! WeChat adds everything that the platform has, so one is always sent. Entries begin with `https://` and have no port;
//! at most 300 by the present page, 100 by older lists.
//!
//! Errcodes of its own: 89019 unchanged, 89020 the platform has none yet, 89021 not one of the platform's, 89029 too
//! many, 89231 a personal Mini Program.

use http::Method;
use serde::{Deserialize, Serialize};

use super::{DomainAction, host};
use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Reads or changes the business domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Setwebviewdomain {
    /// What to do.
    pub action: DomainAction,
    /// Hosts with `https://`; not needed for a reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webviewdomain: Option<Vec<String>>,
}

impl Setwebviewdomain {
    /// The most entries that the list may hold.
    pub const MAX: usize = 300;

    /// Does that with this list.
    pub fn new(action: DomainAction, webviewdomain: Option<Vec<String>>) -> Self {
        Self { action, webviewdomain }
    }
}

impl Endpoint for Setwebviewdomain {
    const ID: &'static str = "set_webview_domain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/setwebviewdomain";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Webviewdomains;

    fn check(&self) -> Result<(), FieldError> {
        check_list(self.webviewdomain.as_deref())
    }
}

/// The list as WeChat shows it, of either way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webviewdomains {
    /// What is set; told for a reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webviewdomain: Option<Vec<String>>,
}

/// Refuses an entry that WeChat is known to refuse, and a list that is too long.
pub(super) fn check_list(list: Option<&[String]>) -> Result<(), FieldError> {
    let (field, list) = ("webviewdomain", list.unwrap_or_default());
    let fits = list.len() <= Setwebviewdomain::MAX;
    FieldError::unless(fits, field, "holds more than 300 entries", "最多 300 个域名")?;
    host::each(field, list, host::check_webview)
}
