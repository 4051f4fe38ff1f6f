//! `POST /wxa/submit_audit` (`submitAudit`): hand the committed code of one authorizer to WeChat's reviewers.
//!
//! The account needs name, avatar, introduction, category and privacy guideline first; categories come from
//! `get_category`, paths from `get_page`. Submissions count against a monthly number that all authorizers of the
//! platform share (`queryquota`; 85085 when used up). WeChat's page marks `item_list` as required and calls it optional
//! in the same row; we always send it. After a time-out read `get_latest_auditstatus` before repeating.
//!
//! Errcodes of its own: 61039 the privacy scan still runs, 61040 a private API undeclared or not permitted, 85006 tag,
//! 85007 path, 85008 no approved category, 85009 a version is in review, 85010 empty item, 85011 title, 85023 not one
//! to five items, 85051 description or preview too large, 85077 category withdrawn, 85085 quota, 85086 commit first,
//! 85087 navigate list, 85092 and 85093 preview, 85094 user-made content undeclared, 86000 wrong kind of token, 86001
//! nothing committed, 86002 profile incomplete, 86007 to 86010 not allowed to submit, 87006 games, 9400001 live
//! streaming, 9402202 busy.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Category;
use crate::endpoint::{Endpoint, FieldError};
use crate::id::Auditid;
use crate::secret::AuthorizerAccessToken;

/// Submits the trial version for review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SubmitAudit {
    /// One to five pages with their categories.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub item_list: Vec<AuditItem>,
    /// Pictures and videos for the reviewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_info: Option<PreviewInfo>,
    /// What this version does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_desc: Option<String>,
    /// Words to the reviewer, at most 200 characters; read only if the last version was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_info: Option<String>,
    /// At most five media ids joined by `|`; read only if the last version was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_stuff: Option<String>,
    /// Declaration about content that users make; needed for the first submission in social categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ugc_declare: Option<UgcDeclare>,
    /// Declares that privacy APIs which the scan found are not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_api_not_use: Option<bool>,
    /// The order centre's page; reported to have no effect here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_path: Option<String>,
}

impl SubmitAudit {
    /// The most entries of `item_list`.
    pub const MAX_ITEMS: usize = 5;
    /// The most characters of `feedback_info`.
    pub const MAX_FEEDBACK_INFO: usize = 200;
    /// The most media ids in `feedback_stuff`.
    pub const MAX_FEEDBACK_STUFF: usize = 5;

    /// Submits with those pages and categories.
    pub fn new(item_list: Vec<AuditItem>) -> Self {
        Self { item_list, ..Self::default() }
    }
}

impl Endpoint for SubmitAudit {
    const ID: &'static str = "submit_audit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/submit_audit";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = SubmittedAudit;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(
            (1..=Self::MAX_ITEMS).contains(&self.item_list.len()),
            "item_list",
            "must hold one to five entries",
            "须有 1 到 5 项",
        )?;
        for (index, item) in self.item_list.iter().enumerate() {
            item.check().map_err(|error| error.within(&format!("item_list[{index}]")))?;
        }
        self.check_beside_items()
    }
}

impl SubmitAudit {
    /// The same check without `item_list`, for a caller who has yet to ask WeChat what to put there.
    pub fn check_beside_items(&self) -> Result<(), FieldError> {
        FieldError::unless(
            self.feedback_info.as_deref().is_none_or(|text| text.chars().count() <= Self::MAX_FEEDBACK_INFO),
            "feedback_info",
            "must have at most 200 characters",
            "最多 200 个字符",
        )?;
        FieldError::unless(
            self.feedback_stuff.as_deref().is_none_or(|text| text.split('|').count() <= Self::MAX_FEEDBACK_STUFF),
            "feedback_stuff",
            "must hold at most five media ids joined by `|`",
            "最多 5 个 media_id，用 `|` 连接",
        )?;
        self.ugc_declare.as_ref().map_or(Ok(()), |ugc| ugc.check().map_err(|error| error.within("ugc_declare")))
    }
}

/// One page with the category under which it is reviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditItem {
    /// Page path from `get_page`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// At most ten tags separated by blanks, each of at most 20 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// First level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub first_class: String,
    /// Second level, by name.
    #[serde(default, with = "crate::wire::text")]
    pub second_class: String,
    /// Third level, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_class: Option<String>,
    /// Page title, at most 32 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// First level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub first_id: i64,
    /// Second level, by id.
    #[serde(default, with = "crate::wire::int")]
    pub second_id: i64,
    /// Third level, by id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub third_id: Option<i64>,
}

impl AuditItem {
    /// The most tags of one entry.
    pub const MAX_TAGS: usize = 10;
    /// The most characters of one tag.
    pub const MAX_TAG: usize = 20;
    /// The most characters of a title.
    pub const MAX_TITLE: usize = 32;

    /// An entry under that category, with no page named yet.
    pub fn new(category: &Category) -> Self {
        Self {
            first_class: category.first_class.clone(),
            second_class: category.second_class.clone(),
            third_class: Some(category.third_class.clone()).filter(|name| !name.is_empty()),
            first_id: category.first_id,
            second_id: category.second_id,
            third_id: category.third_id,
            ..Self::default()
        }
    }

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.first_class.is_empty(), "first_class", "must not be empty", "不能为空")?;
        FieldError::unless(!self.second_class.is_empty(), "second_class", "must not be empty", "不能为空")?;
        FieldError::unless(self.first_id > 0, "first_id", "must be an id from `get_category`", "须取自 get_category")?;
        FieldError::unless(
            self.second_id > 0,
            "second_id",
            "must be an id from `get_category`",
            "须取自 get_category",
        )?;
        FieldError::unless(
            self.title.as_deref().is_none_or(|title| title.chars().count() <= Self::MAX_TITLE),
            "title",
            "must have at most 32 characters",
            "最多 32 个字符",
        )?;
        let tags: Vec<&str> = self.tag.as_deref().unwrap_or_default().split_whitespace().collect();
        FieldError::unless(
            tags.len() <= Self::MAX_TAGS && tags.iter().all(|tag| tag.chars().count() <= Self::MAX_TAG),
            "tag",
            "must be at most ten tags separated by blanks, each of at most 20 characters",
            "最多 10 个标签，用空格分开，每个最多 20 个字符",
        )
    }
}

/// Material for the reviewer, by the `mediaid` of `uploadmedia`; an id lives three days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewInfo {
    /// Videos.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub video_id_list: Vec<String>,
    /// Pictures.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub pic_id_list: Vec<String>,
}

/// Declaration about content that users make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UgcDeclare {
    /// Where: 0 nowhere, 1 profile, 2 picture, 3 video, 4 text, 5 audio (older pages: other).
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub scene: Vec<i64>,
    /// Other scenes, at most 256 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_scene_desc: Option<String>,
    /// How it is kept clean: 1 WeChat's content check, 2 another product, 3 people, 4 not at all.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub method: Vec<i64>,
    /// Whether a team of reviewers exists: 0 or 1.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub has_audit_team: Option<i64>,
    /// How content is reviewed, at most 256 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_desc: Option<String>,
}

impl UgcDeclare {
    fn check(&self) -> Result<(), FieldError> {
        let within = |text: &Option<String>| text.as_deref().is_none_or(|text| text.chars().count() <= 256);
        FieldError::unless(
            self.scene.iter().all(|scene| (0..=5).contains(scene)),
            "scene",
            "must hold numbers from 0 to 5",
            "取值须在 0 到 5 之间",
        )?;
        FieldError::unless(
            self.method.iter().all(|method| (1..=4).contains(method)),
            "method",
            "must hold numbers from 1 to 4",
            "取值须在 1 到 4 之间",
        )?;
        FieldError::unless(
            self.has_audit_team.is_none_or(|team| (0..=1).contains(&team)),
            "has_audit_team",
            "must be 0 or 1",
            "须为 0 或 1",
        )?;
        FieldError::unless(
            within(&self.other_scene_desc),
            "other_scene_desc",
            "must have at most 256 characters",
            "最多 256 个字符",
        )?;
        FieldError::unless(
            within(&self.audit_desc),
            "audit_desc",
            "must have at most 256 characters",
            "最多 256 个字符",
        )
    }
}

/// The submission's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedAudit {
    /// A number in WeChat's current page, a string in the old one; both are read.
    pub auditid: Auditid,
}
