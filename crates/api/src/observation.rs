//! What the field taught this server about WeChat's uncertain facts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How often one answer to one question was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Observation {
    /// The question, for instance `refresh_token_rotates`.
    pub fact: String,
    /// The answer that was met, for instance `same`.
    pub value: String,
    /// How often.
    pub count: i64,
    /// When first.
    #[schema(value_type = String, format = DateTime)]
    pub first_at: Timestamp,
    /// When last.
    #[schema(value_type = String, format = DateTime)]
    pub last_at: Timestamp,
}
