//! `POST /wxa/get_webviewdomain_confirmfile` (`getJumpDomainConfirmFile`): the file for an account's business domains.
//!
//! For the direct way, and for that account alone: it must be served at the root of each host before
//! `setwebviewdomain_directly` takes it.

use http::Method;
use serde::{Deserialize, Serialize};

use super::ConfirmFile;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetWebviewdomainConfirmfile {}

impl GetWebviewdomainConfirmfile {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetWebviewdomainConfirmfile {
    const ID: &'static str = "get_webview_domain_confirm_file";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/get_webviewdomain_confirmfile";
    type Token = AuthorizerAccessToken;
    type Reply = ConfirmFile;
}
