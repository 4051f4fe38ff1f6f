//! `POST /wxa/change_visitstatus` (`setVisitStatus`): close the Mini Program to visitors, or open it again.
//!
//! The same switch as "suspend service" in WeChat's console. Errcodes of its own: 85021 the state cannot be changed,
//! 85022 wrong action.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Opens or closes the Mini Program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChangeVisitstatus {
    /// Which of the two.
    pub action: VisitAction,
}

/// What to do with the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitAction {
    /// Visitors may come in.
    Open,
    /// Service is suspended.
    Close,
}

impl ChangeVisitstatus {
    /// Opens or closes.
    pub fn new(action: VisitAction) -> Self {
        Self { action }
    }
}

impl Endpoint for ChangeVisitstatus {
    const ID: &'static str = "change_visit_status";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/change_visitstatus";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
