//! Lists as the API gives them: a portion of rows and where to go on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A portion of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Hand it back as `?cursor=` for the next portion; `null` at the end.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A list that has no further portion.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}
