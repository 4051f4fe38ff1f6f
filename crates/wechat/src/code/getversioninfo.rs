//! `POST /wxa/getversioninfo` (`getVersionInfo`): the trial and the online version.
//!
//! The body is `{}`; an empty one gives 44002. The version in review is told by `get_latest_auditstatus`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the versions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Getversioninfo {}

impl Getversioninfo {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Getversioninfo {
    const ID: &'static str = "get_version_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getversioninfo";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = VersionInfo;
}

/// Trial and online version; each is absent if there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionInfo {
    /// The trial version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp_info: Option<ExpInfo>,
    /// The online version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_info: Option<ReleaseInfo>,
}

/// The trial version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpInfo {
    /// When it was committed, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub exp_time: i64,
    /// Its version.
    #[serde(default, with = "crate::wire::text")]
    pub exp_version: String,
    /// What was written about it.
    #[serde(default, with = "crate::wire::text")]
    pub exp_desc: String,
}

/// The online version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseInfo {
    /// When it was released, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub release_time: i64,
    /// Its version.
    #[serde(default, with = "crate::wire::text")]
    pub release_version: String,
    /// What was written about it.
    #[serde(default, with = "crate::wire::text")]
    pub release_desc: String,
}
