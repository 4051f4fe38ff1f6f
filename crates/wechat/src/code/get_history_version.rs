//! `GET /wxa/revertcoderelease?action=get_history_version` (`revertCodeRelease`): the versions one can go back to.
//!
//! Without the `action` the same path rolls back; so it is a type of its own, whose `action` cannot be left out.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks which versions one can go back to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetHistoryVersion {
    /// The one word that makes this a question.
    pub action: HistoryAction,
}

/// The `action` of [`GetHistoryVersion`]; there is just one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryAction {
    /// `get_history_version`.
    #[default]
    #[serde(rename = "get_history_version")]
    GetHistoryVersion,
}

impl GetHistoryVersion {
    /// The request.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Endpoint for GetHistoryVersion {
    const ID: &'static str = "get_history_version";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/revertcoderelease";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = HistoryVersionList;
}

/// At most five versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryVersionList {
    /// The versions.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub version_list: Vec<HistoryVersion>,
}

/// One version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryVersion {
    /// Its number, for [`Revertcoderelease`](super::Revertcoderelease).
    #[serde(default, with = "crate::wire::int")]
    pub app_version: i64,
    /// Its version as it was committed.
    #[serde(default, with = "crate::wire::text")]
    pub user_version: String,
    /// What was written about it.
    #[serde(default, with = "crate::wire::text")]
    pub user_desc: String,
    /// When it was committed, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub commit_time: i64,
}
