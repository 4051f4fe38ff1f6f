//! The code of one Mini Program: versions, audits, release.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Code to upload from a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Commit {
    /// The template.
    pub template_id: i64,
    /// The version's name, 1 to 64 characters.
    pub user_version: String,
    /// What is new in it.
    pub user_desc: String,
    /// What differs for this account: an object, sent as `ext_json`. In its texts `{{appid}}`, `{{user_name}}`,
    /// `{{nick_name}}`, `{{alias}}`, `{{principal_name}}`, `{{signature}}` and, for a label `X=value`, `{{label.X}}` are
    /// filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext: Option<serde_json::Value>,
}

/// What is in the three slots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Code {
    /// 体验版: what testers see.
    pub trial: Option<Version>,
    /// 审核版: what WeChat's reviewers have or had.
    pub audit: Option<AuditSlot>,
    /// 线上版: what everybody sees.
    pub online: Option<Version>,
}

/// One version of the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Version {
    /// Its name.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// The template it was made from, where we know.
    pub template_id: Option<i64>,
    /// Since when it is in its slot.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// The submission in the audit slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditSlot {
    /// WeChat's number for the submission.
    pub auditid: i64,
    /// `approved`, `rejected`, `in_review`, `withdrawn` or `delayed`.
    pub status: String,
    /// The version that was handed in.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was handed in.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Whether it went live.
    pub released: bool,
}

/// What to hand in with the code: the fields of WeChat's `submit_audit`. All of it may be left out: `item_list` is then
/// filled from the account's first category and first page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitAudit {
    /// 1 to 5 pages with their categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_list: Option<Vec<AuditItem>>,
    /// Pictures and videos for the reviewers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_info: Option<PreviewInfo>,
    /// What is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_desc: Option<String>,
    /// An answer to the last rejection, at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_info: Option<String>,
    /// Media ids for it, at most five, joined by `|`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_stuff: Option<String>,
    /// What users can post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ugc_declare: Option<UgcDeclare>,
    /// Private APIs that were detected in the code are not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_api_not_use: Option<bool>,
    /// The order centre's page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_path: Option<String>,
}

/// One page with its category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditItem {
    /// Path of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// At most ten words of at most 20 characters, with a space between them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Title, at most 32 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Name of the first-level category.
    pub first_class: String,
    /// Name of the second-level category.
    pub second_class: String,
    /// Name of the third-level category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_class: Option<String>,
    /// Number of the first-level category.
    pub first_id: i64,
    /// Number of the second-level category.
    pub second_id: i64,
    /// Number of the third-level category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_id: Option<i64>,
}

/// Pictures and videos for the reviewers, as media ids of WeChat's upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewInfo {
    /// Videos.
    #[serde(default)]
    pub video_id_list: Vec<String>,
    /// Pictures.
    #[serde(default)]
    pub pic_id_list: Vec<String>,
}

/// What users can post, and how it is looked after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UgcDeclare {
    /// 0 nothing, 1 profile, 2 pictures, 3 videos, 4 texts, 5 audio.
    #[serde(default)]
    pub scene: Vec<i64>,
    /// Other scenes, at most 256 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_scene_desc: Option<String>,
    /// 1 WeChat's content check, 2 another product, 3 people, 4 nothing.
    #[serde(default)]
    pub method: Vec<i64>,
    /// 1 if people look after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_audit_team: Option<i64>,
    /// How it is looked after, at most 256 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_desc: Option<String>,
}

/// A submission that WeChat took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Submitted {
    /// WeChat's number for it.
    pub auditid: i64,
}

/// A submission and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Audit {
    /// WeChat's number for it.
    pub auditid: i64,
    /// `approved`, `rejected`, `in_review`, `withdrawn` or `delayed`.
    pub status: String,
    /// Why it was sent back or put off, as WeChat wrote it; may hold markup.
    pub reason: Option<String>,
    /// Media ids of WeChat's screenshots.
    pub screenshots: Vec<String>,
    /// The version that was handed in.
    pub user_version: Option<String>,
    /// Its description.
    pub user_desc: Option<String>,
    /// When it was handed in.
    #[schema(value_type = String, format = DateTime)]
    pub submitted_at: Timestamp,
    /// When we learnt of the decision.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
}

/// A category that a page can be handed in under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Category {
    /// Name of the first level.
    pub first_class: String,
    /// Name of the second level.
    pub second_class: String,
    /// Name of the third level.
    pub third_class: Option<String>,
    /// Number of the first level.
    pub first_id: i64,
    /// Number of the second level.
    pub second_id: i64,
    /// Number of the third level.
    pub third_id: Option<i64>,
}

/// A version that can be rolled back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryVersion {
    /// WeChat's number for it.
    pub app_version: i64,
    /// Its name.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was committed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub committed_at: Option<Timestamp>,
}

/// Which version to roll back to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// A version from the list of versions; the one before the present one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_version: Option<i64>,
}

/// A gray release to start or widen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrayRelease {
    /// Share of users, 0 to 100.
    pub percentage: i64,
    /// Give it to developers first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_debuger_first: Option<bool>,
    /// Give it to testers first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_experiencer_first: Option<bool>,
}

/// How a gray release stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrayReleasePlan {
    /// `initial`, `running`, `paused`, `finished`, `deleted` or `none`.
    pub status: String,
    /// Share of users, 0 to 100.
    pub percentage: i64,
    /// When it was started.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
}

/// Whether users can reach the Mini Program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitStatus {
    /// They can.
    pub visible: bool,
}

/// How far the scan of private APIs has come that each commit starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivacyScan {
    /// It has ended; before that a submission is refused (61039).
    pub finished: bool,
    /// APIs in the code that the account is not permitted to use.
    pub without_auth: Vec<String>,
    /// APIs in the code that the privacy guideline does not name.
    pub without_conf: Vec<String>,
}

/// What is left of the platform's monthly quota, shared by all its accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Quota {
    /// Submissions left.
    pub rest: i64,
    /// Submissions a month.
    pub limit: i64,
    /// Speed-ups left.
    pub speedup_rest: i64,
    /// Speed-ups a month.
    pub speedup_limit: i64,
}

/// An action was carried out, or had been before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Done {
    /// It was so already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub already: bool,
}
