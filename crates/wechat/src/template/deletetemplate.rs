//! `POST /wxa/deletetemplate` (`deleteTemplate`): take a template out of the library.
//!
//! Versions that were committed from it stay as they are. Errcode of its own: 85064 no such template.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::TemplateId;
use crate::secret::ComponentAccessToken;

/// Deletes one template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Deletetemplate {
    /// The template.
    pub template_id: TemplateId,
}

impl Deletetemplate {
    /// Deletes that template.
    pub fn new(template_id: TemplateId) -> Self {
        Self { template_id }
    }
}

impl Endpoint for Deletetemplate {
    const ID: &'static str = "delete_template";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/deletetemplate";
    type Token = ComponentAccessToken;
    type Reply = Done;
}
