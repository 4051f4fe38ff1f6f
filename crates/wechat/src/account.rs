//! The account itself: name, avatar, introduction, search, records of violations and appeals.
//!
//! A change of the name may go into review: then [`SetNickname`] answers with an `audit_id`, and the push
//! `wxa_nickname_audit` or [`QueryNickname`] tells how it ended.

mod apply_live_info;
mod apply_set_order_path;
mod change_search_status;
mod check_nickname;
mod component_rebind_admin;
mod fetch_data_setting;
mod get_account_basic_info;
mod get_appeal_records;
mod get_illegal_records;
mod get_order_path_info;
mod get_search_status;
mod get_show_wxa_item;
mod get_wxa_mp_link_for_show;
mod modify_head_image;
mod modify_signature;
mod query_nickname;
mod set_nickname;
mod update_show_wxa_item;

pub use apply_live_info::{ApplyLiveInfo, ApplyLiveInfoReply};
pub use apply_set_order_path::{ApplySetOrderPath, ApplySetOrderPathBatchReq};
pub use change_search_status::ChangeSearchStatus;
pub use check_nickname::{CheckNickname, CheckNicknameReply};
pub use component_rebind_admin::ComponentRebindAdmin;
pub use fetch_data_setting::{FetchDataSetting, FetchDataSettingReply};
pub use get_account_basic_info::{
    GetAccountBasicInfo, GetAccountBasicInfoReply, GetAccountBasicInfoReplyHeadImageInfo,
    GetAccountBasicInfoReplyNicknameInfo, GetAccountBasicInfoReplySignatureInfo, GetAccountBasicInfoReplyWxVerifyInfo,
};
pub use get_appeal_records::{
    GetAppealRecords, GetAppealRecordsReply, GetAppealRecordsReplyRecords, GetAppealRecordsReplyRecordsMaterials,
};
pub use get_illegal_records::{GetIllegalRecords, GetIllegalRecordsReply, GetIllegalRecordsReplyRecords};
pub use get_order_path_info::{GetOrderPathInfo, GetOrderPathInfoReply, GetOrderPathInfoReplyMsg};
pub use get_search_status::{GetSearchStatus, GetSearchStatusReply};
pub use get_show_wxa_item::{GetShowWxaItem, GetShowWxaItemReply};
pub use get_wxa_mp_link_for_show::{
    GetWxaMpLinkForShow, GetWxaMpLinkForShowReply, GetWxaMpLinkForShowReplyBizInfoList,
};
pub use modify_head_image::ModifyHeadImage;
pub use modify_signature::ModifySignature;
pub use query_nickname::{QueryNickname, QueryNicknameReply};
pub use set_nickname::{SetNickname, SetNicknameReply};
pub use update_show_wxa_item::UpdateShowWxaItem;

use crate::endpoint::FieldError;

/// A name that WeChat would look at.
fn check_name(nick_name: &str) -> Result<(), FieldError> {
    FieldError::unless(!nick_name.trim().is_empty(), "nick_name", "must not be empty", "不能为空")?;
    let plain = !nick_name.contains("小程序");
    FieldError::unless(plain, "nick_name", "must not contain the word 小程序", "不能包含“小程序”三个字")
}
