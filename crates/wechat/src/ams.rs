//! The share of advertising income between platform and merchant.

mod ams_get_custom_share_ratio;
mod ams_get_share_ratio;
mod ams_set_custom_share_ratio;
mod ams_set_share_ratio;

pub use ams_get_custom_share_ratio::{AmsGetCustomShareRatio, AmsGetCustomShareRatioReply};
pub use ams_get_share_ratio::{AmsGetShareRatio, AmsGetShareRatioReply};
pub use ams_set_custom_share_ratio::{AmsSetCustomShareRatio, AmsSetCustomShareRatioReply};
pub use ams_set_share_ratio::{AmsSetShareRatio, AmsSetShareRatioReply};
