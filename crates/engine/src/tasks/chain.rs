//! Takes journal entries that are over into the chain by which a change made by hand is found.

use std::time::Duration;

use futures_util::future::BoxFuture;
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::error::Error;

/// How many entries are taken in by one commit, some milliseconds of the writer's time.
const BATCH: u32 = 200;

pub(crate) struct Chain {
    pub(crate) store: Store,
}

impl Task for Chain {
    fn name(&self) -> &'static str {
        "chain"
    }

    /// For as long, at the most, a change to an entry that is over may go unseen.
    fn period(&self) -> Duration {
        Duration::from_secs(5)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            match self.store.commit(async |w| w.journal_link(BATCH).await).await {
                Ok(linked) => {
                    let moved = usize::try_from(linked).unwrap_or(usize::MAX);
                    Ok(Progress { moved, more: linked == u64::from(BATCH), ..Progress::default() })
                }
                // Another replica was quicker: they are in.
                Err(wxfleet_store::Error::Taken | wxfleet_store::Error::Stale) => Ok(Progress::default()),
                Err(error) => Err(error.into()),
            }
        })
    }
}
