//! `GET /wxa/gettemplatedraftlist` (`getTemplatedRaftList`): what lies in the platform's draft box.
//!
//! Each development Mini Program keeps only its newest draft there, so a `draft_id` may be gone a minute later: the next
//! upload replaces it (85064 then).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::DraftId;
use crate::secret::ComponentAccessToken;

/// Asks for the drafts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Gettemplatedraftlist {}

impl Gettemplatedraftlist {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for Gettemplatedraftlist {
    const ID: &'static str = "get_template_draft_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/gettemplatedraftlist";
    const REPEATABLE: bool = true;
    type Token = ComponentAccessToken;
    type Reply = DraftList;
}

/// The drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftList {
    /// In no promised order.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub draft_list: Vec<Draft>,
}

/// One draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was uploaded, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub create_time: i64,
    /// Its version as the developer wrote it.
    #[serde(default, with = "crate::wire::text")]
    pub user_version: String,
    /// What the developer wrote about it.
    #[serde(default, with = "crate::wire::text")]
    pub user_desc: String,
    /// Its id; 0 is possible.
    pub draft_id: DraftId,
    /// The development Mini Program's appid, as it came.
    #[serde(default, with = "crate::wire::text")]
    pub source_miniprogram_appid: String,
    /// The development Mini Program's name.
    #[serde(default, with = "crate::wire::text")]
    pub source_miniprogram: String,
    /// WeChat name of who uploaded it.
    #[serde(default, with = "crate::wire::text")]
    pub developer: String,
}
