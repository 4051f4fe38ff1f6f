//! `GET /wxa/revertcoderelease` (`revertCodeRelease`): put an earlier version live again.
//!
//! A `GET` that changes state. The last five versions at most; a version that was reverted leaves the list. The same
//! path with `action=get_history_version` lists them: [`GetHistoryVersion`](super::GetHistoryVersion).
//!
//! Errcodes of its own: 87011 a gray release is running, 87012 nothing to go back to, 40097 wrong parameter.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Rolls the online version back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Revertcoderelease {
    /// `app_version` of the list; the version before when left out.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub app_version: Option<i64>,
}

impl Revertcoderelease {
    /// Rolls back to the version before.
    pub fn new() -> Self {
        Self { app_version: None }
    }
}

impl Endpoint for Revertcoderelease {
    const ID: &'static str = "revert_code_release";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/revertcoderelease";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
