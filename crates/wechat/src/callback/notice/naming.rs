//! How the review of a name or of a category ended.

use super::Field;

/// `wxa_nickname_audit`: comes only when `setnickname` had answered an `audit_id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaNicknameAudit {
    /// 2 failed, 3 passed.
    pub ret: Option<i64>,
    /// The name that was asked for.
    pub nickname: String,
    /// Why it failed.
    pub reason: String,
}

impl WxaNicknameAudit {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { ret: root.int("ret"), nickname: root.string("nickname"), reason: root.string("reason") }
    }
}

/// `wxa_category_audit`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaCategoryAudit {
    /// 2 rejected, 3 passed.
    pub ret: Option<i64>,
    /// The id of the first-level category.
    pub first: Option<i64>,
    /// The id of the second-level category.
    pub second: Option<i64>,
    /// Why it was rejected.
    pub reason: String,
}

impl WxaCategoryAudit {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            ret: root.int("ret"),
            first: root.int("first"),
            second: root.int("second"),
            reason: root.string("reason"),
        }
    }
}
