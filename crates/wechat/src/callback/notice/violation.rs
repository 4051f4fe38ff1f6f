//! Breaches of WeChat's rules that were found, and appeals against them (permission set 76).

use super::Field;
use crate::id::Appid;

/// `wxa_illegal_record`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaIllegalRecord {
    /// The record.
    pub illegal_record_id: String,
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// `create_time`: when it was recorded, in epoch seconds.
    pub recorded_at: Option<i64>,
    /// Why.
    pub illegal_reason: String,
    /// What was found.
    pub illegal_content: String,
    /// Where the rule is written.
    pub rule_url: String,
    /// What the rule is called.
    pub rule_name: String,
}

impl WxaIllegalRecord {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            illegal_record_id: root.string("illegal_record_id"),
            appid: root.parse("appid"),
            recorded_at: root.int("create_time"),
            illegal_reason: root.string("illegal_reason"),
            illegal_content: root.string("illegal_content"),
            rule_url: root.string("rule_url"),
            rule_name: root.string("rule_name"),
        }
    }
}

/// `wxa_appeal_record`. The material handed in is in the notice's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaAppealRecord {
    /// The appeal.
    pub appeal_record_id: String,
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// When it was made, in epoch seconds.
    pub appeal_time: Option<i64>,
    /// How many were made.
    pub appeal_count: Option<i64>,
    /// Who made it, in WeChat's numbers.
    pub appeal_from: Option<i64>,
    /// How it stands, in WeChat's numbers.
    pub appeal_status: Option<i64>,
    /// Why it was decided so.
    pub audit_reason: String,
    /// The punishment it is about.
    pub punish_description: String,
}

impl WxaAppealRecord {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self {
            appeal_record_id: root.string("appeal_record_id"),
            appid: root.parse("appid"),
            appeal_time: root.int("appeal_time"),
            appeal_count: root.int("appeal_count"),
            appeal_from: root.int("appeal_from"),
            appeal_status: root.int("appeal_status"),
            audit_reason: root.string("audit_reason"),
            punish_description: root.string("punish_description"),
        }
    }
}
