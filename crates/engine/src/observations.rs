//! Noting what the field teaches about WeChat's uncertain facts (`docs/wechat-facts.md`).

use std::sync::Arc;

use wxfleet_model::clock::Clock;
use wxfleet_model::observation::{Fact, Observation};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;

use crate::error::Error;

/// The service.
#[derive(Clone)]
pub struct Observations {
    store: Store,
    clock: Arc<dyn Clock>,
}

impl Observations {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Counts one answer to one question. Never stands in the way of what was being done.
    pub(crate) async fn note(&self, fact: Fact, value: &str) {
        let (value, at) = (value.to_owned(), self.clock.now());
        let noted = self.store.commit(async |w| w.observation_note(fact, &value, at).await).await;
        if let Err(error) = noted {
            tracing::debug!(%fact, %error, "an observation could not be noted");
        }
    }

    /// All that was met so far.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Observation>, Error> {
        actor.may(Action::ComponentRead)?;
        Ok(self.store.observations().await?)
    }
}
