//! `GET /wxa/revertgrayrelease` (`revertGrayRelease`): cancel the gray release.
//!
//! A `GET` that changes state: users who have the new version go back to the old one.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Cancels the gray release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Revertgrayrelease {}

impl Revertgrayrelease {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Revertgrayrelease {
    const ID: &'static str = "revert_gray_release";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/revertgrayrelease";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
