//! `POST /cgi-bin/component/getprivacysetting` (`getPrivacySetting`, 获取小程序用户隐私保护指引): get privacy guide.
//!
//! Send at least `{}`.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 44002 `pOST` body is empty; send at least `{}`; 86071 `privacy_ver` is invalid.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get privacy guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPrivacySetting {
    /// 1 online, 2 development (default).
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub privacy_ver: Option<i64>,
}

impl Endpoint for GetPrivacySetting {
    const ID: &'static str = "get_privacy_setting";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/getprivacysetting";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetPrivacySettingReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacySettingReply {
    /// 0 or 1.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub code_exist: Option<i64>,
    /// Kinds found in the code.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub privacy_list: Vec<String>,
    /// Declared kinds.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub setting_list: Vec<GetPrivacySettingReplySettingList>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub update_time: Option<i64>,
    /// Collector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_setting: Option<GetPrivacySettingReplyOwnerSetting>,
    /// Dictionary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_desc: Option<GetPrivacySettingReplyPrivacyDesc>,
    /// Third-party SDKs; not certain.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub sdk_privacy_info_list: Vec<serde_json::Value>,
}

/// Declared kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacySettingReplySettingList {
    /// Kind.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub privacy_key: Option<String>,
    /// Purpose.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub privacy_text: Option<String>,
    /// Chinese name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub privacy_label: Option<String>,
}

/// Collector.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacySettingReplyOwnerSetting {
    /// One of the four contacts is needed.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// One of the four.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub contact_phone: Option<String>,
    /// One of the four.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub contact_qq: Option<String>,
    /// One of the four.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub contact_weixin: Option<String>,
    /// Id from `upload_privacy_ext_file`, for an own text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ext_file_media_id: Option<String>,
    /// How users are told of changes.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub notice_method: Option<String>,
    /// Number and 天, e.g. "30天".
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub store_expire_timestamp: Option<String>,
    /// Place of storage, needed for overseas entities; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub store_region: Option<i64>,
}

/// Dictionary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacySettingReplyPrivacyDesc {
    /// Kinds.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub privacy_desc_list: Vec<GetPrivacySettingReplyPrivacyDescPrivacyDescList>,
}

/// Kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacySettingReplyPrivacyDescPrivacyDescList {
    /// Kind.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub privacy_key: Option<String>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub privacy_desc: Option<String>,
}
