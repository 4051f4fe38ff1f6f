//! `POST /datacube/getweanalysisappiddailyretaininfo` (获取访问日留存): daily retention.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61501 date range is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Daily retention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DatacubeDailyRetain {
    /// Yyyymmdd.
    pub begin_date: String,
    /// Yyyymmdd.
    pub end_date: String,
}

impl DatacubeDailyRetain {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(begin_date: impl Into<String>, end_date: impl Into<String>) -> Self {
        Self { begin_date: begin_date.into(), end_date: end_date.into() }
    }
}

impl Endpoint for DatacubeDailyRetain {
    const ID: &'static str = "datacube_daily_retain";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/datacube/getweanalysisappiddailyretaininfo";
    type Token = AuthorizerAccessToken;
    type Reply = DatacubeDailyRetainReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailyRetainReply {
    /// Date.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ref_date: Option<String>,
    /// New users.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub visit_uv_new: Vec<DatacubeDailyRetainReplyVisitUvNew>,
    /// Active users.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub visit_uv: Vec<DatacubeDailyRetainReplyVisitUv>,
}

/// New users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailyRetainReplyVisitUvNew {
    /// Days later.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub key: Option<i64>,
    /// Users.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

/// Active users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailyRetainReplyVisitUv {
    /// Days later.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub key: Option<i64>,
    /// Users.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}
