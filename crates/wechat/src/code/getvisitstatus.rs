//! `POST /wxa/getvisitstatus` (`getVisitStatus`): whether visitors may come in.
//!
//! The body is `{}`; an empty one gives 44002. Mind the polarity: 1 is open.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks whether the Mini Program is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Getvisitstatus {}

impl Getvisitstatus {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Getvisitstatus {
    const ID: &'static str = "get_visit_status";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getvisitstatus";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = VisitStatus;
}

/// Whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitStatus {
    /// 0 suspended, by its owner or for a violation; 1 in service.
    #[serde(with = "crate::wire::int")]
    pub status: i64,
}

impl VisitStatus {
    /// Whether visitors may come in.
    pub fn visible(self) -> bool {
        self.status == 1
    }
}
