//! API keys: made, listed and revoked. The text of a key is in one answer alone.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A key to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What to call it; stands in the journal.
    pub name: String,
    /// `admin`, `operator` or `viewer`.
    pub role: String,
    /// What it may do beyond its role: `token:read`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<String>,
    /// Only these components.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// Only accounts that bear one of these labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
}

/// A key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Key {
    /// Its name inside.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// What it may do beyond its role.
    pub grants: Vec<String>,
    /// To which components it is limited; empty for all.
    #[serde(default)]
    pub components: Vec<String>,
    /// To accounts with which labels it is limited; empty for all.
    #[serde(default)]
    pub labels: Vec<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
}

/// A key that was just made. The key itself is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreatedKey {
    /// Its name inside.
    pub id: String,
    /// The key: the text for `Authorization: Bearer …`.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// What it may do beyond its role.
    pub grants: Vec<String>,
    /// To which components it is limited; empty for all.
    #[serde(default)]
    pub components: Vec<String>,
    /// To accounts with which labels it is limited; empty for all.
    #[serde(default)]
    pub labels: Vec<String>,
}

impl fmt::Debug for CreatedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatedKey").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}
