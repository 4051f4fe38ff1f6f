//! `POST /datacube/getweanalysisappidvisitpage` (获取访问页面): visited pages.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61501 date range is wrong.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Visited pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DatacubeVisitPage {
    /// Yyyymmdd.
    pub begin_date: String,
    /// Yyyymmdd.
    pub end_date: String,
}

impl DatacubeVisitPage {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(begin_date: impl Into<String>, end_date: impl Into<String>) -> Self {
        Self { begin_date: begin_date.into(), end_date: end_date.into() }
    }
}

impl Endpoint for DatacubeVisitPage {
    const ID: &'static str = "datacube_visit_page";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/datacube/getweanalysisappidvisitpage";
    type Token = AuthorizerAccessToken;
    type Reply = DatacubeVisitPageReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeVisitPageReply {
    /// Date.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ref_date: Option<String>,
    /// Pages, at most 200.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<DatacubeVisitPageReplyList>,
}

/// Pages, at most 200.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacubeVisitPageReplyList {
    /// Page.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub page_path: Option<String>,
    /// Views.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_visit_pv: Option<i64>,
    /// Visitors.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_visit_uv: Option<i64>,
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_staytime_pv: Option<serde_json::Number>,
    /// Entries.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub entrypage_pv: Option<i64>,
    /// Exits.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub exitpage_pv: Option<i64>,
    /// Shares.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_share_pv: Option<i64>,
    /// Sharers.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_share_uv: Option<i64>,
}
