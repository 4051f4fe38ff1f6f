//! `POST /wxa/speedupaudit` (`speedupCodeAudit`): ask for a quicker review, two to twelve hours as a rule.
//!
//! The number a month belongs to the platform (`queryquota`). Errcodes of its own: 89401 the system is unstable, later;
//! 89402 not in the queue; 89403 this kind is not eligible; 89404 done already; 89405 no quota left.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Auditid;
use crate::secret::AuthorizerAccessToken;

/// Speeds one review up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Speedupaudit {
    /// The submission.
    pub auditid: Auditid,
}

impl Speedupaudit {
    /// Speeds that submission up.
    pub fn new(auditid: Auditid) -> Self {
        Self { auditid }
    }
}

impl Endpoint for Speedupaudit {
    const ID: &'static str = "speedup_audit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/speedupaudit";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
