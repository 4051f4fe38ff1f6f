//! `GET /wxa/queryquota` (`setCodeAuditQuota`): how many submissions and speed-ups the platform has left this month.
//!
//! Asked with any authorizer's token, yet the numbers are the platform's and shared by all its authorizers.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the quota.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Queryquota {}

impl Queryquota {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Queryquota {
    const ID: &'static str = "query_audit_quota";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/queryquota";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = AuditQuota;
}

/// The platform's numbers for this month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuota {
    /// Submissions left.
    #[serde(default, with = "crate::wire::int")]
    pub rest: i64,
    /// Submissions in all.
    #[serde(default, with = "crate::wire::int")]
    pub limit: i64,
    /// Speed-ups left.
    #[serde(default, with = "crate::wire::int")]
    pub speedup_rest: i64,
    /// Speed-ups in all.
    #[serde(default, with = "crate::wire::int")]
    pub speedup_limit: i64,
}
