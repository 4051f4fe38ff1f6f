//! `POST /wxa/get_auditstatus` (`getAuditStatus`): how one submission stands.
//!
//! Errcodes of its own: 85012 no such `auditid`, 86000, 86001.

use http::Method;
use serde::{Deserialize, Serialize};

use super::AuditStatus;
use crate::endpoint::Endpoint;
use crate::id::Auditid;
use crate::secret::AuthorizerAccessToken;

/// Asks how one submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAuditstatus {
    /// The submission.
    pub auditid: Auditid,
}

impl GetAuditstatus {
    /// Asks about that submission.
    pub fn new(auditid: Auditid) -> Self {
        Self { auditid }
    }
}

impl Endpoint for GetAuditstatus {
    const ID: &'static str = "get_audit_status";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/get_auditstatus";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = AuditResult;
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire")]
pub struct AuditResult {
    /// Where the review is.
    pub status: AuditStatus,
    /// Why it was rejected or delayed, with WeChat's HTML line breaks; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Media ids of screenshots joined by `|`, permanent material of the authorizer; empty if there are none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub screenshot: String,
}

impl AuditResult {
    /// The screenshots' media ids, one by one.
    pub fn screenshots(&self) -> Vec<&str> {
        super::media_ids(&self.screenshot)
    }
}

/// As it arrives: WeChat spells the screenshots in two ways.
#[derive(Deserialize)]
struct Wire {
    status: AuditStatus,
    #[serde(default, with = "crate::wire::text")]
    reason: String,
    #[serde(default, with = "crate::wire::text")]
    screenshot: String,
    #[serde(default, rename = "ScreenShot", with = "crate::wire::text")]
    screen_shot: String,
}

impl From<Wire> for AuditResult {
    fn from(wire: Wire) -> Self {
        let screenshot = if wire.screenshot.is_empty() { wire.screen_shot } else { wire.screenshot };
        Self { status: wire.status, reason: wire.reason, screenshot }
    }
}
