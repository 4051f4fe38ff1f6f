//! `POST /wxaapi/newtmpl/addtemplate` (`addTemplate`, 组合模板并添加至个人模板库): add template.
//!
//! Limits: 25 private templates (200012).
//!
//! Permission sets: 18 or 89.
//!
//! Errcodes of its own: 200011 the account is banned and may not do this; 200012 private template limit reached (25);
//! 200013 the template is banned; 200014 tid is wrong; 200020 `kidList` is wrong; 200021 `sceneDesc` is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Add template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewtmplAdd {
    /// Title id.
    pub tid: String,
    /// 2 to 5 keyword ids in order.
    #[serde(rename = "kidList")]
    pub kid_list: Vec<i64>,
    /// Use, at most 15 characters.
    #[serde(rename = "sceneDesc")]
    pub scene_desc: String,
}

impl NewtmplAdd {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(tid: impl Into<String>, kid_list: Vec<i64>, scene_desc: impl Into<String>) -> Self {
        Self { tid: tid.into(), kid_list, scene_desc: scene_desc.into() }
    }
}

impl Endpoint for NewtmplAdd {
    const ID: &'static str = "newtmpl_add";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxaapi/newtmpl/addtemplate";
    type Token = AuthorizerAccessToken;
    type Reply = NewtmplAddReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewtmplAddReply {
    /// Template id.
    #[serde(rename = "priTmplId", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub pri_tmpl_id: Option<String>,
}
