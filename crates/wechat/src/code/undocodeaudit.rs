//! `GET /wxa/undocodeaudit` (`undoAudit`): withdraw the version that is in review.
//!
//! A `GET` that changes state: never prefetched, never repeated blindly. Five a day and ten a month per account (older
//! pages and a server message of 2021 say one a day): 87013 beyond that. 87012 when the review has already ended: read the
//! status first. Whether a delayed review can be withdrawn is not documented.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Withdraws the submission.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Undocodeaudit {}

impl Undocodeaudit {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Undocodeaudit {
    const ID: &'static str = "undo_audit";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/undocodeaudit";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
