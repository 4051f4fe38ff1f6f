//! `POST /cgi-bin/component/setprivacysetting` (`setPrivacySetting`, 设置小程序用户隐私保护指引): set privacy guide.
//!
//! The path says component but it is called with the authorizer token. Version 2 takes effect after review and
//! release; version 1 changes `owner_setting` (not the file) at once and needs an online guide (86074). Send raw
//! UTF-8: u escapes show up as garbage.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 47001 body could not be parsed or lacks a field; 86069 `owner_setting` lacks a required field
//! (one contact way, `notice_method`); 86071 `privacy_ver` is invalid; 86072 `store_expire_timestamp` must be a
//! number followed by 天; 86074 there is no online privacy guide yet, so `privacy_ver` 1 cannot be used.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Set privacy guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetPrivacySetting {
    /// 1 online version, 2 development version (default).
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub privacy_ver: Option<i64>,
    /// Collector.
    pub owner_setting: SetPrivacySettingOwnerSetting,
    /// Needed for version 2, forbidden for 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting_list: Option<Vec<SetPrivacySettingSettingList>>,
    /// Third-party SDKs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_privacy_info_list: Option<Vec<SetPrivacySettingSdkPrivacyInfoList>>,
}

impl SetPrivacySetting {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(owner_setting: SetPrivacySettingOwnerSetting) -> Self {
        Self { privacy_ver: None, owner_setting, setting_list: None, sdk_privacy_info_list: None }
    }
}

impl Endpoint for SetPrivacySetting {
    const ID: &'static str = "set_privacy_setting";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/setprivacysetting";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        let version = self.privacy_ver.unwrap_or(2);
        FieldError::unless(matches!(version, 1 | 2), "privacy_ver", "must be 1 or 2", "必须是 1 或 2")?;
        self.owner_setting.check().map_err(|error| error.within("owner_setting"))?;
        let declared = self.setting_list.as_deref().unwrap_or_default();
        if version == 1 {
            return FieldError::unless(
                self.setting_list.is_none(),
                "setting_list",
                "must be left out for the online version",
                "修改线上版本时不能填写",
            );
        }
        FieldError::unless(
            !declared.is_empty(),
            "setting_list",
            "must name at least one kind of data",
            "至少要声明一类信息",
        )?;
        for (at, one) in declared.iter().enumerate() {
            let filled = |text: &str, field: &str| {
                FieldError::unless(!text.trim().is_empty(), field, "must not be empty", "不能为空")
            };
            filled(&one.privacy_key, &format!("setting_list[{at}].privacy_key"))?;
            filled(&one.privacy_text, &format!("setting_list[{at}].privacy_text"))?;
        }
        Ok(())
    }
}

/// Collector.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrivacySettingOwnerSetting {
    /// One of the four contacts is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// One of the four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_phone: Option<String>,
    /// One of the four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_qq: Option<String>,
    /// One of the four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_weixin: Option<String>,
    /// Id from `upload_privacy_ext_file`, for an own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext_file_media_id: Option<String>,
    /// How users are told of changes.
    pub notice_method: String,
    /// Number and 天, e.g. "30天".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_expire_timestamp: Option<String>,
    /// Place of storage, needed for overseas entities; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub store_region: Option<i64>,
}

/// Needed for version 2, forbidden for 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrivacySettingSettingList {
    /// `UserInfo`, Location, Address, Invoice, `RunData`, Record, Album, Camera, `PhoneNumber`, Contact,
    /// `DeviceInfo`, `EXIDNumber`, `EXOrderInfo`, `EXUserPublishContent`, `EXUserFollowAcct`, `EXUserOpLog`,
    /// `AlbumWriteOnly`, `LicensePlate`, `BlueTooth`, `CalendarWriteOnly`, Email, `MessageFile` ... or a custom name.
    pub privacy_key: String,
    /// Purpose only, the page adds "in order to".
    pub privacy_text: String,
}

/// Third-party SDKs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrivacySettingSdkPrivacyInfoList {
    /// SDK; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_name: Option<String>,
    /// Provider; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_biz_name: Option<String>,
    /// `privacy_key/privacy_text` pairs; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_list: Option<Vec<serde_json::Value>>,
}

impl SetPrivacySettingOwnerSetting {
    /// With how users are told of changes; one of the four contacts has to be set on the value.
    pub fn new(notice_method: impl Into<String>) -> Self {
        Self { notice_method: notice_method.into(), ..Self::default() }
    }

    fn check(&self) -> Result<(), FieldError> {
        let contacts = [&self.contact_email, &self.contact_phone, &self.contact_qq, &self.contact_weixin];
        let reachable = contacts.into_iter().flatten().any(|contact| !contact.trim().is_empty());
        FieldError::unless(
            reachable,
            "contact_phone",
            "or contact_email, contact_qq or contact_weixin must be filled in",
            "与 contact_email、contact_qq、contact_weixin 至少填写一项",
        )?;
        let told = !self.notice_method.trim().is_empty();
        FieldError::unless(told, "notice_method", "must not be empty", "不能为空")?;
        let days = self.store_expire_timestamp.as_deref().is_none_or(|text| {
            let number = text.strip_suffix('天').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        FieldError::unless(
            days,
            "store_expire_timestamp",
            "must be a number followed by 天, as 30天",
            "必须是数字加“天”，例如 30天",
        )
    }
}
