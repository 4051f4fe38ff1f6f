//! Reviews for "Mini Programs nearby".

use super::Field;

/// `add_nearby_poi_audit_info`, `nearby_category_audit_info` and `create_map_poi_audit_info`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearbyAudit {
    /// The review.
    pub audit_id: String,
    /// How it ended, in WeChat's numbers.
    pub status: Option<i64>,
    /// Why it failed.
    pub reason: String,
    /// The place, where it is about one.
    pub poi_id: String,
}

impl NearbyAudit {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            audit_id: root.string("audit_id"),
            status: root.int("status"),
            reason: root.string("reason"),
            poi_id: root.string("poi_id"),
        }
    }
}
