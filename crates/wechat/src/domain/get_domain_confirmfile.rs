//! `POST /cgi-bin/component/get_domain_confirmfile` (`getThirdpartyJumpDomainConfirmFile`): the file for the platform's business domains.
//!
//! It must be served at the root of each host before `modify_wxa_jump_domain` takes it.

use http::Method;
use serde::{Deserialize, Serialize};

use super::ConfirmFile;
use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Asks for the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetDomainConfirmfile {}

impl GetDomainConfirmfile {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetDomainConfirmfile {
    const ID: &'static str = "get_domain_confirm_file";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/get_domain_confirmfile";
    type Token = ComponentAccessToken;
    type Reply = ConfirmFile;
}
