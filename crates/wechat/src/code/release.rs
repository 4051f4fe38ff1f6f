//! `POST /wxa/release` (`release`): put the last approved version live for everybody.
//!
//! The body is `{}` exactly; an empty one gives 44002. It also fixes domains and the privacy guideline: domains that the
//! merchant set before and that the platform does not hold are dropped. After a time-out read `getversioninfo` before
//! repeating.
//!
//! Errcodes of its own: 85019 nothing in review or approved, 85020 the state does not allow it, 85052 released already.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Releases the approved version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Release {}

impl Release {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Release {
    const ID: &'static str = "release";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/release";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
