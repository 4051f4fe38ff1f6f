//! The code of one authorizer: commit, trial, audit, release, and the ways back.
//!
//! Trial, audit and online version are three independent slots:
//!
//! ```text
//! none --Commit--> trial --SubmitAudit--> in review --+--> approved --Release--> online
//!                    |  GetQrcode, GetPage            +--> rejected: mend, Commit, SubmitAudit
//!                    +--Commit again replaces it      +--> delayed, then approved or rejected
//!                                                     +--Undocodeaudit--> withdrawn
//! online --Revertcoderelease--> the version before;  approved --Grayrelease--> a part of the users
//! ```
//!
//! A commit starts WeChat's privacy scan; until it ends, [`SubmitAudit`] answers 61039 and [`GetCodePrivacyInfo`] too.
//! Commit and submission must never share a retry: each commit starts the scan anew. Audit events name neither
//! `auditid` nor version, so what [`GetLatestAuditstatus`] says decides. All speak with the authorizer's token and need
//! permission set 18.

mod change_visitstatus;
mod commit;
mod get_auditstatus;
mod get_category;
mod get_code_privacy_info;
mod get_history_version;
mod get_latest_auditstatus;
mod get_page;
mod get_qrcode;
mod get_support_version;
mod getgrayreleaseplan;
mod getversioninfo;
mod getvisitstatus;
mod grayrelease;
mod queryquota;
mod release;
mod revertcoderelease;
mod revertgrayrelease;
mod set_support_version;
mod speedupaudit;
mod submit_audit;
mod undocodeaudit;
mod upload_audit_media;

pub use change_visitstatus::{ChangeVisitstatus, VisitAction};
pub use commit::Commit;
pub use get_auditstatus::{AuditResult, GetAuditstatus};
pub use get_category::{Category, CategoryList, GetCategory};
pub use get_code_privacy_info::{CodePrivacyInfo, GetCodePrivacyInfo};
pub use get_history_version::{GetHistoryVersion, HistoryAction, HistoryVersion, HistoryVersionList};
pub use get_latest_auditstatus::{GetLatestAuditstatus, LatestAudit};
pub use get_page::{GetPage, PageList};
pub use get_qrcode::GetQrcode;
pub use get_support_version::{
    GetSupportVersion, GetSupportVersionReply, GetSupportVersionReplyUvInfo, GetSupportVersionReplyUvInfoItems,
};
pub use getgrayreleaseplan::{Getgrayreleaseplan, GrayReleasePlan, GrayReleasePlanReply};
pub use getversioninfo::{ExpInfo, Getversioninfo, ReleaseInfo, VersionInfo};
pub use getvisitstatus::{Getvisitstatus, VisitStatus};
pub use grayrelease::Grayrelease;
pub use queryquota::{AuditQuota, Queryquota};
pub use release::Release;
pub use revertcoderelease::Revertcoderelease;
pub use revertgrayrelease::Revertgrayrelease;
pub use set_support_version::SetSupportVersion;
pub use speedupaudit::Speedupaudit;
pub use submit_audit::{AuditItem, PreviewInfo, SubmitAudit, SubmittedAudit, UgcDeclare};
pub use undocodeaudit::Undocodeaudit;
pub use upload_audit_media::{UploadAuditMedia, UploadAuditMediaReply};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How WeChat's review of a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditStatus {
    /// 0: approved, may be released.
    Approved,
    /// 1: rejected; the reason is told.
    Rejected,
    /// 2: in review.
    InReview,
    /// 3: withdrawn by us.
    Withdrawn,
    /// 4: WeChat takes longer; an approval or a rejection follows.
    Delayed,
    /// A number that WeChat does not document.
    Other(i64),
}

impl AuditStatus {
    /// WeChat's number.
    pub fn number(self) -> i64 {
        match self {
            Self::Approved => 0,
            Self::Rejected => 1,
            Self::InReview => 2,
            Self::Withdrawn => 3,
            Self::Delayed => 4,
            Self::Other(number) => number,
        }
    }

    /// One word for it: `approved`, `rejected`, `in_review`, `withdrawn`, `delayed`, or `other`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::InReview => "in_review",
            Self::Withdrawn => "withdrawn",
            Self::Delayed => "delayed",
            Self::Other(_) => "other",
        }
    }

    /// Whether no further change of this submission is to come.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected | Self::Withdrawn)
    }
}

impl From<i64> for AuditStatus {
    fn from(number: i64) -> Self {
        match number {
            0 => Self::Approved,
            1 => Self::Rejected,
            2 => Self::InReview,
            3 => Self::Withdrawn,
            4 => Self::Delayed,
            other => Self::Other(other),
        }
    }
}

impl Serialize for AuditStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number())
    }
}

impl<'de> Deserialize<'de> for AuditStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::wire::int::deserialize(deserializer).map(Self::from)
    }
}

/// The media ids in a `screenshot`, which WeChat joins with `|`.
fn media_ids(joined: &str) -> Vec<&str> {
    joined.split('|').map(str::trim).filter(|id| !id.is_empty()).collect()
}
