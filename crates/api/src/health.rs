//! Whether the server is in order.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What `/readyz` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Readiness {
    /// Whether requests are served.
    pub ready: bool,
    /// `ok`, or what is wrong with the database.
    pub database: String,
    /// The version of wxfleet that answers.
    pub version: String,
    /// How each component stands.
    pub components: Vec<ComponentReadiness>,
}

/// How one component stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComponentReadiness {
    /// The component.
    pub component_appid: String,
    /// `fresh`, `stale` (none for 30 minutes), `expired` (older than 12 hours) or `missing`.
    pub ticket: String,
    /// When the newest ticket arrived.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ticket_received_at: Option<Timestamp>,
    /// `good`, `expired` or `missing`.
    pub access_token: String,
    /// When the component access token in hand ends.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub access_token_expires_at: Option<Timestamp>,
}
