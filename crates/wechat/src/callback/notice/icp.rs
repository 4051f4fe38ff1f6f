//! ICP filing (备案) of a Mini Program.

use super::Field;
use crate::id::Appid;

/// `notify_icpfiling_verify_result`: the check of the responsible person ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcpfilingVerifyResult {
    /// The check.
    pub task_id: String,
    /// The Mini Program that was checked.
    pub verify_appid: Option<Appid>,
    /// 2 failed, 3 passed.
    pub result: Option<i64>,
    /// The result of the verification made along with it.
    pub along_with_auth_result: Option<i64>,
}

impl IcpfilingVerifyResult {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            task_id: root.string("task_id"),
            verify_appid: root.parse("verify_appid"),
            result: root.int("result"),
            along_with_auth_result: root.int("along_with_auth_result"),
        }
    }
}

/// `notify_apply_icpfiling_result`: the authority decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyIcpfilingResult {
    /// The Mini Program.
    pub authorizer_appid: Option<Appid>,
    /// What was decided, in WeChat's numbers.
    pub beian_status: Option<i64>,
}

impl ApplyIcpfilingResult {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { authorizer_appid: root.parse("authorizer_appid"), beian_status: root.int("beian_status") }
    }
}
