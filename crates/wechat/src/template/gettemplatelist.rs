//! `GET /wxa/gettemplatelist` (`getTemplateList`): the templates of the library.
//!
//! `GET` only: a `POST` is refused with 43001. `audit_scene`, `audit_status`, `reason` and `category_list` mean
//! something for standard templates alone.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::{DraftId, TemplateId};
use crate::secret::ComponentAccessToken;

/// Asks for the templates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Gettemplatelist {
    /// 0 normal, 1 standard; all when left out.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub template_type: Option<i64>,
}

impl Gettemplatelist {
    /// Asks for templates of every type.
    pub fn new() -> Self {
        Self { template_type: None }
    }
}

impl Endpoint for Gettemplatelist {
    const ID: &'static str = "get_template_list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/gettemplatelist";
    const REPEATABLE: bool = true;
    type Token = ComponentAccessToken;
    type Reply = TemplateList;
}

/// The templates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateList {
    /// In no promised order.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub template_list: Vec<Template>,
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// When it was added, in seconds since 1970.
    #[serde(default, with = "crate::wire::int")]
    pub create_time: i64,
    /// Its version as the developer wrote it.
    #[serde(default, with = "crate::wire::text")]
    pub user_version: String,
    /// What the developer wrote about it.
    #[serde(default, with = "crate::wire::text")]
    pub user_desc: String,
    /// Its id, for [`Commit`](crate::code::Commit).
    pub template_id: TemplateId,
    /// The draft it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_id: Option<DraftId>,
    /// 0 normal, 1 standard.
    #[serde(default, with = "crate::wire::int")]
    pub template_type: i64,
    /// The development Mini Program's appid, as it came.
    #[serde(default, with = "crate::wire::text")]
    pub source_miniprogram_appid: String,
    /// The development Mini Program's name.
    #[serde(default, with = "crate::wire::text")]
    pub source_miniprogram: String,
    /// WeChat name of who uploaded it; older answers have it.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub developer: String,
    /// Standard templates only.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_scene: Option<i64>,
    /// Standard templates only: 0 not submitted, 1 in review, 2 rejected, 3 passed, 4 submitting, 5 submission failed.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_status: Option<i64>,
    /// Standard templates only: why it was rejected.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Standard templates only; empty for normal ones.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub category_list: Vec<TemplateCategory>,
}

/// A category under which a standard template was reviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateCategory {
    /// Page path.
    #[serde(default, with = "crate::wire::text")]
    pub address: String,
    /// Tags, separated by blanks.
    #[serde(default, with = "crate::wire::text")]
    pub tag: String,
    /// First level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub first_class: String,
    /// Second level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub second_class: String,
    /// Third level, by name; empty if there is none.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub third_class: String,
    /// Page title.
    #[serde(default, with = "crate::wire::text")]
    pub title: String,
    /// First level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub first_id: i64,
    /// Second level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub second_id: i64,
    /// Third level, by id, if there is one.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub third_id: Option<i64>,
}
