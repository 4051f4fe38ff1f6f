//! Forgetting digests of codes that can never come again: pages that nobody returned from, exchanges long done.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::error::Error;

/// A visit's code is over within the hour; a day more leaves room for clocks that disagree.
const VISITS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// An authorization code is over within the hour; WeChat's retries and our own end long before this.
const EXCHANGES_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(crate) struct Prune {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Task for Prune {
    fn name(&self) -> &'static str {
        "prune"
    }

    fn period(&self) -> Duration {
        Duration::from_hours(1)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let now = self.clock.now();
            let visits = self.store.commit(async |w| w.pre_auth_codes_prune(now - VISITS_KEPT).await).await?;
            let exchanges =
                self.store.commit(async |w| w.authorization_codes_prune(now - EXCHANGES_KEPT).await).await?;
            Ok(Progress { moved: usize::try_from(visits + exchanges).unwrap_or(usize::MAX), waiting: 0 })
        })
    }
}
