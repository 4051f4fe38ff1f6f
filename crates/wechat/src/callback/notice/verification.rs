//! WeChat verification (认证) of a Mini Program, alone or together with its ICP filing.

use super::Field;
use crate::id::Appid;

/// `notify_3rd_wxa_auth`: a verification moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaAuth {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// The verification task.
    pub taskid: String,
    /// 0 new, 1 a day passed, 2 refused, 3 agreed, 4 to 10 checks of the person, 11 and 12 the order, 14 failed,
    /// 15 waiting for payment.
    pub task_status: Option<i64>,
    /// 0 none, 1 to pay, 2 reviewing, 3 returned, 4 passed, 5 finally failed.
    pub apply_status: Option<i64>,
    /// WeChat's words.
    pub message: String,
    /// Who reviews, once that is known.
    pub dispatch_info: Option<DispatchInfo>,
}

/// The agency that reviews a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchInfo {
    /// Its name.
    pub provider: String,
    /// How to reach it.
    pub contact: String,
    /// Since when, as sent: epoch seconds or a text.
    pub dispatch_time: String,
}

impl WxaAuth {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            appid: root.parse("appid"),
            taskid: root.string("taskid"),
            task_status: root.int("task_status"),
            apply_status: root.int("apply_status"),
            message: root.string("message"),
            dispatch_info: root.child("dispatch_info").map(DispatchInfo::read),
        }
    }
}

impl DispatchInfo {
    fn read(info: Field<'_>) -> Self {
        Self {
            provider: info.string("provider"),
            contact: info.string("contact"),
            dispatch_time: info.string("dispatch_time"),
        }
    }
}

/// `notify_3rd_wxa_wxverify`: a verification expires. Sent 60 and 30 days before, and on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaWxverify {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// `expired`, in epoch seconds.
    pub expired: Option<i64>,
    /// WeChat's words.
    pub message: String,
}

impl WxaWxverify {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { appid: root.parse("appid"), expired: root.int("expired"), message: root.string("message") }
    }
}

/// `notify_3rd_wxa_auth_and_icp`: verification and ICP filing in one go moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaAuthAndIcp {
    /// The Mini Program, if it was named.
    pub appid: Option<Appid>,
    /// The procedure.
    pub procedure_id: String,
    /// 15 waiting for payment, 16 paid, 17 to 20 verification, 21 to 25 filing, 26 done, 27 to 29 ended.
    pub procedure_status: Option<i64>,
}

impl WxaAuthAndIcp {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            appid: root.parse("appid"),
            procedure_id: root.string("procedure_id"),
            procedure_status: root.int("procedure_status"),
        }
    }
}
