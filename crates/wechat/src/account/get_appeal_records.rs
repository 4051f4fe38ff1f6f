//! `POST /wxa/getappealrecords` (`getAppealRecords`, 获取小程序申诉记录): list appeals.
//!
//! Permission sets: 18 or 76.
//!
//! Not certain: Enumerations come from SDK comments.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List appeals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAppealRecords {
    /// From `get_illegal_records`.
    pub illegal_record_id: String,
}

impl GetAppealRecords {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(illegal_record_id: impl Into<String>) -> Self {
        Self { illegal_record_id: illegal_record_id.into() }
    }
}

impl Endpoint for GetAppealRecords {
    const ID: &'static str = "get_appeal_records";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getappealrecords";
    type Token = AuthorizerAccessToken;
    type Reply = GetAppealRecordsReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAppealRecordsReply {
    /// Appeals.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<GetAppealRecordsReplyRecords>,
}

/// Appeals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAppealRecordsReplyRecords {
    /// Id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub appeal_record_id: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub appeal_time: Option<i64>,
    /// Number of appeals.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub appeal_count: Option<i64>,
    /// 0 user, 1 provider.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub appeal_from: Option<i64>,
    /// 1 in review, 2 refused, 3 passed, 4 withdrawn.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub appeal_status: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_time: Option<i64>,
    /// Result reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub audit_reason: Option<String>,
    /// Penalty.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub punish_description: Option<String>,
    /// Evidence.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<GetAppealRecordsReplyRecordsMaterials>,
}

/// Evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAppealRecordsReplyRecordsMaterials {
    /// Content, `content_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illegal_material: Option<serde_json::Value>,
    /// Reason, `proof_material_id_list`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_material: Option<serde_json::Value>,
}
