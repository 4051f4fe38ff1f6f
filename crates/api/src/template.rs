//! Templates and drafts of a component's code library.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A draft: code that was uploaded from the developer tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// WeChat's number for it.
    pub draft_id: i64,
    /// Its version.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was uploaded.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
    /// Name of the development Mini Program it came from.
    pub source_miniprogram: String,
    /// Its appid.
    pub source_miniprogram_appid: String,
    /// Who uploaded it.
    pub developer: String,
}

/// A template: code that can be committed to any authorized Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// WeChat's number for it.
    pub template_id: i64,
    /// The draft it was made from.
    pub draft_id: Option<i64>,
    /// Its version.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was made.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
    /// 0 normal, 1 standard.
    pub template_type: i64,
    /// Name of the development Mini Program it came from.
    pub source_miniprogram: String,
    /// Its appid.
    pub source_miniprogram_appid: String,
    /// Who uploaded it.
    pub developer: String,
}

/// A draft to make a template of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// The draft.
    pub draft_id: i64,
}
