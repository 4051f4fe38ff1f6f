//! What an account has set for itself. Names and words of the fields are WeChat's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who an account is. WeChat tells all of it only for accounts that were made through its registration API; of others
/// name, introduction, avatar and owner are told, and the rest is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BasicInfo {
    /// The account.
    pub appid: Option<String>,
    /// 1 subscription account, 2 service account, 3 Mini Program.
    pub account_type: Option<i64>,
    /// The kind of its owner, by WeChat's number.
    pub principal_type: Option<i64>,
    /// Its owner.
    pub principal_name: Option<String>,
    /// 1 verified, 2 in progress, 3 failed: until 1 little else works.
    pub realname_status: Option<i64>,
    /// The name.
    pub nickname: Option<String>,
    /// Changes of the name.
    pub nickname_changes: Changes,
    /// The introduction.
    pub signature: Option<String>,
    /// Changes of the introduction.
    pub signature_changes: Changes,
    /// Where the avatar is.
    pub head_image_url: Option<String>,
    /// Changes of the avatar.
    pub head_image_changes: Changes,
    /// Whether the owner is verified by WeChat.
    pub qualification_verify: Option<bool>,
    /// Whether the name is verified by WeChat.
    pub naming_verify: Option<bool>,
}

/// How often something was changed in WeChat's present period, and how often it can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changes {
    /// Changes made.
    pub used: Option<i64>,
    /// Changes in all.
    pub quota: Option<i64>,
}

/// A name to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameCheck {
    /// The name.
    pub nick_name: String,
}

/// Whether WeChat would take a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NameChecked {
    /// It holds a word for which material must be handed in.
    pub hit_condition: bool,
    /// Which material.
    pub wording: Option<String>,
}

/// A new name, with what proves the right to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewName {
    /// The name.
    pub nick_name: String,
    /// `media_id` of a person's identity card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_card: Option<String>,
    /// `media_id` of an organisation's licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// `media_id`s of other proof, at most five: WeChat's `naming_other_stuff_1` to `_5`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub naming_other_stuff: Vec<String>,
}

/// What came of a new name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NameChanged {
    /// The number of WeChat's review; `null` when the name is in force at once.
    pub audit_id: Option<i64>,
    /// Which material WeChat asks for.
    pub wording: Option<String>,
}

/// WeChat's review of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NameAudit {
    /// Its number.
    pub audit_id: i64,
    /// The name.
    pub nick_name: String,
    /// `in_review`, `rejected` or `approved`.
    pub status: String,
    /// Why the name was refused.
    pub reason: String,
    /// When it was handed in.
    #[schema(value_type = String, format = DateTime)]
    pub submitted_at: Timestamp,
    /// When we learnt how it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
}

/// A part of a picture as the avatar. The edges are shares of the picture's width and height; without them it is the
/// whole picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAvatar {
    /// What WeChat called the picture when it was uploaded for this account (`media_upload`).
    pub head_img_media_id: String,
    /// Left edge, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x1: Option<f64>,
    /// Upper edge, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y1: Option<f64>,
    /// Right edge, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x2: Option<f64>,
    /// Lower edge, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y2: Option<f64>,
}

/// An introduction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// 4 to 120 characters.
    pub signature: String,
}

/// Whether search shows the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchStatus {
    /// Whether it does.
    pub searchable: bool,
}

/// The categories that are set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetCategories {
    /// Them.
    pub categories: Vec<SetCategory>,
    /// How many may be added in a month.
    pub limit: Option<i64>,
    /// How many may still be added this month.
    pub quota: Option<i64>,
    /// How many there may be at once.
    pub category_limit: Option<i64>,
}

/// A category that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetCategory {
    /// Number of the first level.
    pub first: i64,
    /// Its name.
    pub first_name: String,
    /// Number of the second level.
    pub second: i64,
    /// Its name.
    pub second_name: String,
    /// `in_review`, `rejected` or `approved`; `null` when WeChat says something else.
    pub status: Option<String>,
    /// Why it was refused.
    pub audit_reason: String,
}

/// A category that the account could have: a node of WeChat's tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryNode {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// 0 the root, 1 first level, 2 second level.
    pub level: i64,
    /// The number of what it is below.
    pub father: i64,
    /// Whether papers are needed.
    pub needs_papers: bool,
    /// The papers: one of these groups, and of it all.
    pub papers: Vec<Vec<String>>,
}

/// Categories to add.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCategories {
    /// Them.
    pub categories: Vec<NewCategory>,
}

/// A category to add.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCategory {
    /// Number of the first level.
    pub first: i64,
    /// Number of the second level.
    pub second: i64,
    /// Papers; spelled as WeChat does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certicates: Vec<Paper>,
}

/// Other papers for a category that was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryPapers {
    /// Papers; spelled as WeChat does.
    pub certicates: Vec<Paper>,
}

/// A paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its name, as the tree of categories has it.
    pub key: String,
    /// `media_id` of its picture, uploaded for this account.
    pub value: String,
}

/// Which guideline is meant: the query of these rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyVersion {
    /// 1 that of the version online, 2 that of the code in hand (the default).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_ver: Option<i64>,
}

/// A privacy guideline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivacySetting {
    /// Whether there is code.
    pub code_exist: bool,
    /// Kinds of data that WeChat found in the code: each has to be declared.
    pub privacy_list: Vec<String>,
    /// What is declared.
    pub setting_list: Vec<DeclaredData>,
    /// Who is responsible.
    pub owner_setting: Option<PrivacyOwner>,
    /// When it was changed last, in seconds since 1970.
    pub update_time: Option<i64>,
}

/// A kind of data and what it is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredData {
    /// The kind, for instance `PhoneNumber`.
    pub privacy_key: String,
    /// What it is for.
    pub privacy_text: String,
    /// WeChat's name of the kind; of no use in a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_label: Option<String>,
}

/// Who is responsible for the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivacyOwner {
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
    /// A text of one's own, uploaded with `upload_privacy_ext_file`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext_file_media_id: Option<String>,
    /// How users are told of changes.
    pub notice_method: String,
    /// For how long data is kept, for instance `30天`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_expire_timestamp: Option<String>,
    /// Where data is kept; owners abroad have to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_region: Option<i64>,
}

/// A privacy guideline to set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrivacySetting {
    /// 1 that of the version online, of which only `owner_setting` can be changed; 2 that of the code in hand (the
    /// default).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_ver: Option<i64>,
    /// Who is responsible.
    pub owner_setting: PrivacyOwner,
    /// Every kind of data, and what it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting_list: Option<Vec<DeclaredData>>,
}

/// A private API, and whether the account may use it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivateApi {
    /// Its name, for instance `wx.choosePoi`.
    pub api_name: String,
    /// Its name in Chinese.
    pub api_ch_name: String,
    /// `to_apply`, `not_permitted`, `in_review`, `rejected` or `permitted`; `null` when WeChat says something else.
    pub status: Option<String>,
    /// Number of the application.
    pub audit_id: Option<i64>,
    /// Why the application was refused.
    pub fail_reason: String,
}

/// An application for a private API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrivateApi {
    /// Its name; case matters.
    pub api_name: String,
    /// What it is needed for, at most 300 characters.
    pub content: String,
    /// Pages that show the use; one of the three lists is needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub url_list: Vec<String>,
    /// Addresses of at most ten pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pic_list: Vec<String>,
    /// The address of one video.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub video_list: Vec<String>,
}

/// A guideline of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivacyText {
    /// It, at most 100 KB.
    pub text: String,
}

/// A guideline that was uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivacyTextUploaded {
    /// What goes into `owner_setting.ext_file_media_id` of the guideline.
    pub ext_file_media_id: String,
}

/// An application that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivateApiApplied {
    /// Its number.
    pub audit_id: Option<i64>,
}

/// Rules for links in ordinary QR codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrRules {
    /// Them.
    pub rules: Vec<QrRule>,
    /// Whether they are in force at all.
    pub open: bool,
    /// How many may still be published this month.
    pub publications_left: Option<i64>,
}

/// A rule: links that begin like this open that page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrRule {
    /// How the links begin.
    pub prefix: String,
    /// The page.
    pub path: String,
    /// 1 does not claim longer prefixes, 2 claims them.
    pub permit_sub_rule: Option<i64>,
    /// Which version the test links open: 1 that of the developers, 2 the trial version, 3 the one online.
    pub open_version: Option<i64>,
    /// Links for testing.
    pub debug_url: Vec<String>,
    /// Whether it is published.
    pub published: bool,
}

/// A rule to add, or to change as long as it is not published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQrRule {
    /// How the links begin, with `https://`.
    pub prefix: String,
    /// The page.
    pub path: String,
    /// 1 does not claim longer prefixes, 2 claims them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit_sub_rule: Option<i64>,
    /// Which version the test links open: 1 that of the developers, 2 the trial version, 3 the one online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_version: Option<i64>,
    /// At most five links for testing, each beginning with the prefix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debug_url: Option<Vec<String>>,
    /// Whether a rule that is there is changed.
    #[serde(default)]
    pub is_edit: bool,
}

/// The rule that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QrRulePrefix {
    /// How its links begin.
    pub prefix: String,
}

/// A code to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWxacode {
    /// `unlimited` (the default; told apart by `scene`), `limited` or `qrcode`, of which two an account has 100 000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// For `unlimited`: what the page is told, at most 32 signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
    /// The page; for the limited kinds with its query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// For `unlimited`: whether the page must exist online. WeChat's default is that it must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_path: Option<bool>,
    /// `release` (the default), `trial` or `develop`; not for `qrcode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
    /// 280 to 1280; 430 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    /// Whether the ground is transparent; not for `qrcode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_hyaline: Option<bool>,
}

/// The least base library.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SupportVersion {
    /// It.
    pub now_version: Option<String>,
    /// Which versions the users have.
    pub items: Vec<VersionShare>,
}

/// A version of the base library, and how many have it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VersionShare {
    /// The version.
    pub version: String,
    /// Percent of the users.
    pub percentage: Option<f64>,
}

/// The least base library to set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupportVersion {
    /// For instance `2.30.0`.
    pub version: String,
}

/// The open platform account that an account is bound to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenAccount {
    /// It; `null` when the account is bound to none.
    pub open_appid: Option<String>,
}

/// The open platform account to bind to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenAppid {
    /// It.
    pub open_appid: String,
}

/// A plug-in that the account uses or asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Plugin {
    /// It.
    pub appid: String,
    /// Its name.
    pub nickname: String,
    /// `applying`, `accepted`, `refused` or `timed_out`; `null` when WeChat says something else.
    pub status: Option<String>,
    /// Where its picture is.
    pub headimgurl: String,
}

/// A plug-in to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlugin {
    /// It.
    pub plugin_appid: String,
    /// What to tell its maker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The version that a plug-in is brought to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PluginVersion {
    /// One that its maker opened for this.
    pub user_version: String,
}

/// How a switch of an Official Account stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountOption {
    /// `location_report`, `voice_recognize` or `customer_service`.
    pub option_name: String,
    /// `0` off, `1` on; for `location_report` `1` when a chat is entered, `2` every five seconds.
    pub option_value: String,
}

/// How a switch is to stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionValue {
    /// `0` off, `1` on; for `location_report` `1` when a chat is entered, `2` every five seconds.
    pub option_value: String,
}
