//! How often an API may still be called, and what WeChat saw of a call.
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod clear_api_quota;
mod clear_quota;
mod clear_quota_v2;
mod component_clear_quota_v2;
mod get_api_quota;
mod get_rid_info;

pub use clear_api_quota::ClearApiQuota;
pub use clear_quota::ClearQuota;
pub use clear_quota_v2::ClearQuotaV2;
pub use component_clear_quota_v2::ComponentClearQuotaV2;
pub use get_api_quota::{GetApiQuota, GetApiQuotaReply, GetApiQuotaReplyQuota};
pub use get_rid_info::{GetRidInfo, GetRidInfoReply, GetRidInfoReplyRequest};

use serde::{Deserialize, Serialize};

/// How many calls in how many seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    /// Calls per period.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub call_count: Option<i64>,
    /// Period.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub refresh_second: Option<i64>,
}
