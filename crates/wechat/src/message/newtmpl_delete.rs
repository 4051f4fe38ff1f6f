//! `POST /wxaapi/newtmpl/deltemplate` (`deleteMessageTemplate`, 删除模板): delete template.
//!
//! Permission sets: 18 or 89.
//!
//! Errcodes of its own: 40037 `template_id` is invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Delete template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplDelete {
    /// Template id.
    #[serde(rename = "priTmplId")]
    pub pri_tmpl_id: String,
}

impl NewtmplDelete {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(pri_tmpl_id: impl Into<String>) -> Self {
        Self { pri_tmpl_id: pri_tmpl_id.into() }
    }
}

impl Endpoint for NewtmplDelete {
    const ID: &'static str = "newtmpl_delete";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/newtmpl/deltemplate";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
