//! `POST /wxa/memberauth` (`getTester`): the testers of an account.
//!
//! Only their `userstr` is told, never the WeChat id.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the testers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Memberauth {
    /// The one word that WeChat takes.
    pub action: MemberauthAction,
}

/// The `action` of [`Memberauth`]; there is just one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberauthAction {
    /// `get_experiencer`.
    #[default]
    #[serde(rename = "get_experiencer")]
    GetExperiencer,
}

impl Memberauth {
    /// The request.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Endpoint for Memberauth {
    const ID: &'static str = "list_testers";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/memberauth";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = TesterList;
}

/// The testers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TesterList {
    /// Each by WeChat's name for the person.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub members: Vec<Tester>,
}

/// One tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tester {
    /// WeChat's name for the person at this account.
    #[serde(default, with = "crate::wire::text")]
    pub userstr: String,
}
