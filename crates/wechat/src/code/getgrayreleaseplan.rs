//! `GET /wxa/getgrayreleaseplan` (`getGrayReleasePlan`): how the gray release stands.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks how the gray release stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Getgrayreleaseplan {}

impl Getgrayreleaseplan {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Getgrayreleaseplan {
    const ID: &'static str = "get_gray_release_plan";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getgrayreleaseplan";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GrayReleasePlanReply;
}

/// The plan, if there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrayReleasePlanReply {
    /// `None` where WeChat leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gray_release_plan: Option<GrayReleasePlan>,
}

/// A gray release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrayReleasePlan {
    /// 0 new, 1 running, 2 paused, 3 finished, 4 deleted.
    #[serde(default, with = "crate::wire::int")]
    pub status: i64,
    /// When it was made, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub create_timestamp: i64,
    /// How many users in a hundred have it.
    #[serde(default, with = "crate::wire::int")]
    pub gray_percentage: i64,
    /// Members of the project first.
    #[serde(default)]
    pub support_debuger_first: bool,
    /// Testers first.
    #[serde(default)]
    pub support_experiencer_first: bool,
}
