//! Checking what users post.

mod get_user_risk_rank;
mod img_sec_check;
mod media_check_async;
mod msg_sec_check;

pub use get_user_risk_rank::{GetUserRiskRank, GetUserRiskRankReply};
pub use img_sec_check::ImgSecCheck;
pub use media_check_async::{MediaCheckAsync, MediaCheckAsyncReply};
pub use msg_sec_check::{MsgSecCheck, MsgSecCheckReply, MsgSecCheckReplyDetail, MsgSecCheckReplyResult};
