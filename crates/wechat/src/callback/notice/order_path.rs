//! The order page path of Mini Programs: `list` stands once for each of them. WeChat's page writes the names in
//! another case and without the underscore, what arrives is as here; both are read.

use super::Field;
use crate::id::{Appid, Auditid};

/// One item of `order_path_apply_result_notify`: whether a path was taken for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPathApplied {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// The review.
    pub audit_id: Option<Auditid>,
    /// 0 taken, 1 was already submitted, -1 busy, -2 bad appid.
    pub ret_code: Option<i64>,
}

pub(super) fn applied(root: Field<'_>) -> Vec<OrderPathApplied> {
    let item = |item: Field<'_>| OrderPathApplied {
        appid: item.parse("appid"),
        audit_id: item.parse("audit_id").or_else(|| item.parse("AuditId")),
        ret_code: item.int("ret_code").or_else(|| item.int("RetCode")),
    };
    items(root).map(item).collect()
}

/// One item of `order_path_audit_result_notify`: how the review of a path stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPathAudited {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// The review.
    pub audit_id: Option<Auditid>,
    /// 2 reviewing, 3 failed, 4 passed.
    pub status: Option<i64>,
    /// When it was asked for, in epoch seconds.
    pub apply_time: Option<i64>,
    /// When it was decided, in epoch seconds.
    pub audit_time: Option<i64>,
    /// Why it failed.
    pub reason: String,
}

pub(super) fn audited(root: Field<'_>) -> Vec<OrderPathAudited> {
    let item = |item: Field<'_>| OrderPathAudited {
        appid: item.parse("appid"),
        audit_id: item.parse("audit_id").or_else(|| item.parse("AuditId")),
        status: item.int("status"),
        apply_time: item.int("apply_time").or_else(|| item.int("ApplyTime")),
        audit_time: item.int("audit_time").or_else(|| item.int("AuditTime")),
        reason: item.string("reason"),
    };
    items(root).map(item).collect()
}

fn items(root: Field<'_>) -> impl Iterator<Item = Field<'_>> {
    root.children().filter(|child| child.name().eq_ignore_ascii_case("list"))
}
