//! `GET /wxa/get_latest_auditstatus` (`getLatestAuditStatus`): how the last submission of this account stands.
//!
//! The answer that decides: audit events name neither `auditid` nor version. 85058 means that nothing was ever
//! submitted. WeChat's table writes `screenshot`, its example `ScreenShot`; both are read.

use http::Method;
use serde::{Deserialize, Serialize};

use super::AuditStatus;
use crate::endpoint::Endpoint;
use crate::id::Auditid;
use crate::secret::AuthorizerAccessToken;

/// Asks how the last submission stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetLatestAuditstatus {}

impl GetLatestAuditstatus {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetLatestAuditstatus {
    const ID: &'static str = "get_latest_audit_status";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/get_latest_auditstatus";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = LatestAudit;
}

/// The last submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire")]
pub struct LatestAudit {
    /// Its number.
    pub auditid: Auditid,
    /// Where the review is.
    pub status: AuditStatus,
    /// Why it was rejected or delayed, with WeChat's HTML line breaks; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Media ids of screenshots joined by `|`; empty if there are none.
    #[serde(rename = "ScreenShot", skip_serializing_if = "String::is_empty")]
    pub screenshot: String,
    /// The version that was submitted.
    pub user_version: String,
    /// What was written about it.
    pub user_desc: String,
    /// When it was submitted, in seconds since 1970; older answers leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submit_audit_time: Option<i64>,
}

impl LatestAudit {
    /// The screenshots' media ids, one by one.
    pub fn screenshots(&self) -> Vec<&str> {
        super::media_ids(&self.screenshot)
    }
}

/// As it arrives: WeChat spells the screenshots in two ways.
#[derive(Deserialize)]
struct Wire {
    auditid: Auditid,
    status: AuditStatus,
    #[serde(default, with = "crate::wire::text")]
    reason: String,
    #[serde(default, with = "crate::wire::text")]
    screenshot: String,
    #[serde(default, rename = "ScreenShot", with = "crate::wire::text")]
    screen_shot: String,
    #[serde(default, with = "crate::wire::text")]
    user_version: String,
    #[serde(default, with = "crate::wire::text")]
    user_desc: String,
    #[serde(default, with = "crate::wire::opt_int")]
    submit_audit_time: Option<i64>,
}

impl From<Wire> for LatestAudit {
    fn from(wire: Wire) -> Self {
        Self {
            auditid: wire.auditid,
            status: wire.status,
            reason: wire.reason,
            screenshot: if wire.screenshot.is_empty() { wire.screen_shot } else { wire.screenshot },
            user_version: wire.user_version,
            user_desc: wire.user_desc,
            submit_audit_time: wire.submit_audit_time,
        }
    }
}
