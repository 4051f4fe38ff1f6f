//! How often an API may still be called, and what WeChat saw of a call.

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
pub use get_api_quota::{
    GetApiQuota, GetApiQuotaReply, GetApiQuotaReplyComponentRateLimit, GetApiQuotaReplyQuota, GetApiQuotaReplyRateLimit,
};
pub use get_rid_info::{GetRidInfo, GetRidInfoReply, GetRidInfoReplyRequest};
