//! How the review of a Mini Program's code ended. These events name neither `auditid` nor version: each is a hint to
//! ask WeChat how things stand.

use super::Field;

/// `weapp_audit_success`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeappAuditSuccess {
    /// `SuccTime`, in epoch seconds.
    pub succ_time: Option<i64>,
}

impl WeappAuditSuccess {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { succ_time: root.int("SuccTime") }
    }
}

/// `weapp_audit_fail`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeappAuditFail {
    /// Why, in WeChat's words, byte for byte; holds `<br>` for line breaks. Not to be shown unescaped.
    pub reason: String,
    /// `FailTime`, in epoch seconds.
    pub fail_time: Option<i64>,
    /// Media ids of screenshots.
    pub screen_shots: Vec<String>,
}

impl WeappAuditFail {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            reason: root.string("Reason"),
            fail_time: root.int("FailTime"),
            screen_shots: media_ids(&root.string("ScreenShot")),
        }
    }
}

/// `ScreenShot` joins media ids by `|`.
fn media_ids(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// `weapp_audit_delay`: the review takes longer; a success or a failure follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeappAuditDelay {
    /// Why, in WeChat's words.
    pub reason: String,
    /// `DelayTime`, in epoch seconds.
    pub delay_time: Option<i64>,
}

impl WeappAuditDelay {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { reason: root.string("Reason"), delay_time: root.int("DelayTime") }
    }
}
