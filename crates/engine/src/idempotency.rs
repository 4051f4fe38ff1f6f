//! Requests that are made once, however often they are sent: the first answer is kept under the caller's
//! `Idempotency-Key` and given again.
//!
//! The key is taken in a commit of its own before the request is carried out, so of two that race one is the first, on
//! every replica. A request never runs twice under one key while that is remembered, whatever became of it: one that
//! broke off is answered with a conflict that says so, since nobody can tell from here whether it did its work. The
//! one exception is a request that was turned away before anything was done and for a reason that passes by itself;
//! it gives its key back (`docs/decisions/0014`).

use std::sync::Arc;

use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wxfleet_model::clock::Clock;
pub use wxfleet_model::idempotency::Answer;
use wxfleet_model::idempotency::{AnswerState, UsedKey};
use wxfleet_model::permission::Actor;
use wxfleet_store::Store;

use crate::error::{Conflict, Error, Repeated};

/// How long a key and its answer are remembered.
pub(crate) const REMEMBERED_FOR: SignedDuration = SignedDuration::from_hours(24);
/// A request is over by then, whatever became of it: longer than any chain of calls to WeChat takes.
const RUNS_AT_MOST: SignedDuration = SignedDuration::from_mins(10);
/// The largest answer that is kept.
const LARGEST_ANSWER: usize = 1 << 20;

/// All that makes a request what it is.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// HTTP's method.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The query as it was sent.
    pub query: &'a str,
    /// The body as it was sent.
    pub body: &'a [u8],
}

/// What is to be done about a request under a key.
#[derive(Debug)]
pub enum Claimed {
    /// It is the first: carry it out, then say how it ended.
    First(Claim),
    /// It was answered before, with this.
    Again(Answer),
}

/// A key that is taken for a request under way.
#[derive(Debug)]
#[must_use = "the key stays taken until it is said how the request ended"]
pub struct Claim {
    digest: [u8; 32],
}

/// How the first request under a key ended.
#[derive(Debug)]
pub enum Ending {
    /// With an answer that may be given again.
    Answered(Answer),
    /// With an answer that holds a secret that is shown once.
    Secret,
    /// Nothing was done, and the reason passes by itself: the same request may be made again.
    NothingDone,
    /// It broke off; it may have done its work.
    Unknown,
}

/// The service.
#[derive(Clone)]
pub struct Idempotency {
    store: Store,
    clock: Arc<dyn Clock>,
    instance: Uuid,
}

impl Idempotency {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, instance: Uuid) -> Self {
        Self { store, clock, instance }
    }

    /// Takes the key for a request, or says what became of the one that took it before.
    pub async fn begin(&self, actor: &Actor, key: &str, asked: Asked<'_>) -> Result<Claimed, Error> {
        let (digest, request_digest) = (key_digest(actor, key), request_digest(asked));
        let now = self.clock.now();
        let forgotten_before = now - REMEMBERED_FOR;
        let instance = self.instance;
        let first = self
            .store
            .commit(async |w| w.idempotency_claim(&digest, &request_digest, instance, now, forgotten_before).await)
            .await?;
        if first {
            return Ok(Claimed::First(Claim { digest }));
        }
        // It may be forgotten in this very moment.
        let used = self.store.idempotency_by_digest(&digest).await?.ok_or(Conflict::Raced)?;
        if used.request_digest != request_digest {
            return Err(Repeated::KeyReused.into());
        }
        match (used.state, used.answer.clone()) {
            (AnswerState::Answered, Some(answer)) => Ok(Claimed::Again(answer)),
            (AnswerState::Running, _) if !self.is_over(&used) => Err(Repeated::StillRunning.into()),
            (AnswerState::Secret, _) => Err(Repeated::Secret.into()),
            (AnswerState::TooLarge, _) => Err(Repeated::TooLarge.into()),
            (AnswerState::Running | AnswerState::Unknown | AnswerState::Answered, _) => Err(Repeated::BrokeOff.into()),
        }
    }

    /// Whether a request without an answer will never get one. On SQLite no other process can be alive.
    fn is_over(&self, used: &UsedKey) -> bool {
        let abandoned = used.instance != self.instance && self.store.is_exclusive();
        abandoned || used.created_at.duration_until(self.clock.now()) > RUNS_AT_MOST
    }

    /// Says how the first request under a key ended. When the database is away the key stays taken, and the request
    /// counts as one that broke off.
    pub async fn end(&self, claim: Claim, ending: Ending) {
        let Claim { digest } = claim;
        let (state, answer) = match ending {
            Ending::NothingDone => (None, None),
            Ending::Answered(answer) if answer.body.len() > LARGEST_ANSWER => (Some(AnswerState::TooLarge), None),
            Ending::Answered(answer) => (Some(AnswerState::Answered), Some(answer)),
            Ending::Secret => (Some(AnswerState::Secret), None),
            Ending::Unknown => (Some(AnswerState::Unknown), None),
        };
        let at = self.clock.now();
        let noted = self
            .store
            .commit(async |w| match state {
                Some(state) => w.idempotency_close(&digest, state, answer.as_ref(), at).await,
                None => w.idempotency_release(&digest).await,
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "an answer could not be remembered; its Idempotency-Key counts as broken off");
        }
    }
}

/// Keys of different callers have nothing to do with each other.
fn key_digest(actor: &Actor, key: &str) -> [u8; 32] {
    let caller = match actor {
        Actor::Key { id, .. } => id.0.to_string(),
        other => other.label(),
    };
    crate::digest::digest("idempotency_key", &format!("{caller} {key}"))
}

fn request_digest(asked: Asked<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [asked.method.as_bytes(), asked.path.as_bytes(), asked.query.as_bytes(), asked.body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
