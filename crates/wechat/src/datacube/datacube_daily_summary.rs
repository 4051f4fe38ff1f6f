//! `POST /datacube/getweanalysisappiddailysummarytrend` (获取访问概况): daily summary.
//!
//! One day per call (begin `=` end); data of yesterday is ready in the morning.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61501 date range is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Daily summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DatacubeDailySummary {
    /// Yyyymmdd.
    pub begin_date: String,
    /// Yyyymmdd.
    pub end_date: String,
}

impl DatacubeDailySummary {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(begin_date: impl Into<String>, end_date: impl Into<String>) -> Self {
        Self { begin_date: begin_date.into(), end_date: end_date.into() }
    }
}

impl Endpoint for DatacubeDailySummary {
    const ID: &'static str = "datacube_daily_summary";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/datacube/getweanalysisappiddailysummarytrend";
    type Token = AuthorizerAccessToken;
    type Reply = DatacubeDailySummaryReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailySummaryReply {
    /// Days.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<DatacubeDailySummaryReplyList>,
}

/// Days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailySummaryReplyList {
    /// Date.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ref_date: Option<String>,
    /// Users so far.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub visit_total: Option<i64>,
    /// Shares.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub share_pv: Option<i64>,
    /// Sharers.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub share_uv: Option<i64>,
}
