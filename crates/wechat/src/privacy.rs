//! The privacy guideline, and the permission to use private APIs.
//!
//! The order that passes: commit, wait for the scan, [`GetPrivacySetting`], [`SetPrivacySetting`], submit, release. Mind
//! that these speak with the account's token although their path says component.

mod apply_privacy_interface;
mod get_privacy_interface;
mod get_privacy_setting;
mod set_privacy_setting;
mod upload_privacy_ext_file;

pub use apply_privacy_interface::{ApplyPrivacyInterface, ApplyPrivacyInterfaceReply};
pub use get_privacy_interface::{GetPrivacyInterface, GetPrivacyInterfaceReply, GetPrivacyInterfaceReplyInterfaceList};
pub use get_privacy_setting::{
    GetPrivacySetting, GetPrivacySettingReply, GetPrivacySettingReplyOwnerSetting, GetPrivacySettingReplyPrivacyDesc,
    GetPrivacySettingReplyPrivacyDescPrivacyDescList, GetPrivacySettingReplySettingList,
};
pub use set_privacy_setting::{
    SetPrivacySetting, SetPrivacySettingOwnerSetting, SetPrivacySettingSdkPrivacyInfoList, SetPrivacySettingSettingList,
};
pub use upload_privacy_ext_file::{UploadPrivacyExtFile, UploadPrivacyExtFileReply};
