//! What a test or a person does to the simulated WeChat: the typed methods of [`Simulator`], and the control API under
//! `/_sim/…` that mirrors them ([`routes`]).
//!
//! * [`platforms`]: components, their tickets and tokens, switches.
//! * [`merchants`]: accounts, what they grant and take back.
//! * [`audits`]: decisions of the reviewers.
//! * [`traffic`]: pushes, faults, the request log.
//! * [`logins`]: users who log in. [`messages`]: users who write to an account.
//! * [`release_check`]: the check before a full-network release. [`reviews`]: reviews beside those of code.

pub(crate) mod audits;
pub(crate) mod logins;
pub(crate) mod merchants;
pub(crate) mod messages;
pub(crate) mod platforms;
pub(crate) mod release_check;
pub(crate) mod reviews;
mod routes;
pub(crate) mod traffic;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

pub(crate) use self::routes::routes;

/// Why a control call was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// There is no such component, merchant, audit, draft or push.
    #[error("there is no {0}")]
    NotFound(String),
    /// What was asked for makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// The authorization page would refuse; its result code and words.
    #[error("the authorization page says {code}: {words}")]
    Page {
        /// The result code, for instance -28.
        code: i32,
        /// What it means.
        words: String,
    },
}

impl ControlError {
    fn no(what: &str, id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!("{what} {id}"))
    }
}

impl From<crate::pages::codes::PageCode> for ControlError {
    fn from(code: crate::pages::codes::PageCode) -> Self {
        Self::Page { code: code.0, words: code.words().1.to_owned() }
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Page { .. } => StatusCode::CONFLICT,
        };
        (status, Json(json!({"error": self.to_string()}))).into_response()
    }
}
