//! `POST /wxa/changewxasearchstatus` (`setSearchStatus`, 设置搜索状态): set search status.
//!
//! 1 means NOT searchable.
//!
//! Permission set: 30.
//!
//! Errcodes of its own: 85083 the search flag is blocked and cannot be changed; 85084 status must be 0 or 1.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set search status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChangeSearchStatus {
    /// 1 hide, 0 show.
    #[serde(with = "crate::wire::int")]
    pub status: i64,
}

impl ChangeSearchStatus {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(status: i64) -> Self {
        Self { status }
    }
}

impl Endpoint for ChangeSearchStatus {
    const ID: &'static str = "change_search_status";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/changewxasearchstatus";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(matches!(self.status, 0 | 1), "status", "must be 0 or 1", "必须是 0 或 1")
    }
}
