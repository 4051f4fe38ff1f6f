//! `POST /datacube/getweanalysisappiddailyvisittrend` (获取访问日趋势): daily visits.
//!
//! One day per call.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61501 date range is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Daily visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DatacubeDailyVisit {
    /// Yyyymmdd.
    pub begin_date: String,
    /// Yyyymmdd.
    pub end_date: String,
}

impl DatacubeDailyVisit {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(begin_date: impl Into<String>, end_date: impl Into<String>) -> Self {
        Self { begin_date: begin_date.into(), end_date: end_date.into() }
    }
}

impl Endpoint for DatacubeDailyVisit {
    const ID: &'static str = "datacube_daily_visit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/datacube/getweanalysisappiddailyvisittrend";
    type Token = AuthorizerAccessToken;
    type Reply = DatacubeDailyVisitReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailyVisitReply {
    /// Days.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<DatacubeDailyVisitReplyList>,
}

/// Days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeDailyVisitReplyList {
    /// Date.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ref_date: Option<String>,
    /// Opens.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub session_cnt: Option<i64>,
    /// Views.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub visit_pv: Option<i64>,
    /// Visitors.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub visit_uv: Option<i64>,
    /// New visitors.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub visit_uv_new: Option<i64>,
    /// Seconds per visitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay_time_uv: Option<serde_json::Number>,
    /// Seconds per open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay_time_session: Option<serde_json::Number>,
    /// Depth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_depth: Option<serde_json::Number>,
}
