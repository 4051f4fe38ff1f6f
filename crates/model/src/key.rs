//! API keys: how a program proves who it is. Only a digest of a key is kept.

use jiff::Timestamp;
use uuid::Uuid;

use crate::permission::{Grant, Limits, Role};

/// Name of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub Uuid);

/// An API key as we keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its name inside.
    pub id: KeyId,
    /// What its maker called it; stands in the journal.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// What it may do beyond its role.
    pub grants: Vec<Grant>,
    /// What it is limited to.
    pub limits: Limits,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last shown to us, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}
