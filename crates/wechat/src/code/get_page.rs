//! `GET /wxa/get_page` (`getCodePage`): the pages of the trial version.
//!
//! It knows only code that a platform committed: 86000 and 86001 otherwise.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPage {}

impl GetPage {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetPage {
    const ID: &'static str = "get_code_pages";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/get_page";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = PageList;
}

/// The pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageList {
    /// Paths such as `pages/index/index`.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub page_list: Vec<String>,
}
