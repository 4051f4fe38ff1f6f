//! `POST /wxa/addtotemplate` (`addToTemplate`): turn a draft into a template.
//!
//! The answer carries no template id: read `gettemplatelist` afterwards and match the `draft_id`. Standard templates
//! (`template_type` 1) depended on a trade component that WeChat has withdrawn; use normal ones.
//!
//! Errcodes of its own: 85064 no such draft, 85065 the library is full (200).

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::DraftId;
use crate::secret::ComponentAccessToken;

/// Adds one draft to the template library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Addtotemplate {
    /// The draft.
    pub draft_id: DraftId,
    /// 0 normal (WeChat's default), 1 standard.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub template_type: Option<i64>,
}

impl Addtotemplate {
    /// Adds the draft as a normal template.
    pub fn new(draft_id: DraftId) -> Self {
        Self { draft_id, template_type: None }
    }
}

impl Endpoint for Addtotemplate {
    const ID: &'static str = "add_to_template";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/addtotemplate";
    type Token = ComponentAccessToken;
    type Reply = Done;
}
