//! `POST /wxa/getillegalrecords` (`getIllegalRecords`, 获取小程序违规处罚记录): list penalties.
//!
//! Needs both sets 18 and 76. Without times: the last 90 days by SDK comments.
//!
//! Permission sets: 18 or 76.
//!
//! Not certain: Time range used when no times are given.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List penalties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetIllegalRecords {
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
}

impl Endpoint for GetIllegalRecords {
    const ID: &'static str = "get_illegal_records";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getillegalrecords";
    type Token = AuthorizerAccessToken;
    type Reply = GetIllegalRecordsReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetIllegalRecordsReply {
    /// Penalties.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<GetIllegalRecordsReplyRecords>,
}

/// Penalties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetIllegalRecordsReplyRecords {
    /// Id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub illegal_record_id: Option<String>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
    /// Reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub illegal_reason: Option<String>,
    /// Content.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub illegal_content: Option<String>,
    /// Rule.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub rule_url: Option<String>,
    /// Rule name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub rule_name: Option<String>,
}
