//! Answers remembered under a caller's `Idempotency-Key`, so that the same request does its work once.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authorizer::words;

words! {
    /// How the first request under a key stands.
    AnswerState {
        /// It has not been answered yet.
        Running = "running",
        /// It was answered, and the answer is kept.
        Answered = "answered",
        /// Its answer held a secret that is shown once; it is not kept.
        Secret = "secret",
        /// Its answer was too large to keep.
        TooLarge = "too_large",
        /// It broke off; whether it did its work is not known here.
        Unknown = "unknown",
    }
}

/// An answer, to be given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP's number for it.
    pub status: u16,
    /// What sort of bytes, if any.
    pub content_type: Option<String>,
    /// When what was asked for may be tried again, where the answer said so.
    pub retry_at: Option<Timestamp>,
    /// The bytes.
    pub body: Vec<u8>,
}

/// A key that was used, and what became of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedKey {
    /// A digest over all that makes the request what it is.
    pub request_digest: [u8; 32],
    /// Which process took the request; one that is gone will not answer it.
    pub instance: Uuid,
    /// How it stands.
    pub state: AnswerState,
    /// When the request came.
    pub created_at: Timestamp,
    /// The answer, where it is kept.
    pub answer: Option<Answer>,
}
