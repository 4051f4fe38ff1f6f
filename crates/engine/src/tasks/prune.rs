//! Forgetting what has had its time: digests of codes that can never come again, answers remembered for repeated
//! requests, sessions that have ended, jobs that were over long ago, and events and journal entries older than the settings
//! keep them.
//!
//! Events and journal go in portions, each a commit of its own, so that pushes and actions get their turn in between.
//! What still owes something, or has an end that is not known, stays whatever its age. An event younger than a day is
//! never forgotten, so that a push that WeChat sends twice is known for a duplicate.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::error::Error;
use crate::idempotency::REMEMBERED_FOR;
use crate::operators::sign_in::{BROWSER_KNOWN_FOR, IDLE};

/// A visit's code is over within the hour; a day more leaves room for clocks that disagree.
const VISITS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// An authorization code is over within the hour; WeChat's retries and our own end long before this.
const EXCHANGES_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What a job came to is looked up for a while; what was done to an account stays in the journal.
const JOBS_KEPT_DAYS: u32 = 90;
/// How many rows are forgotten in one commit.
const PORTION: u32 = 500;
/// How many commits one pass makes for a table; the next pass goes on.
const PORTIONS: u32 = 200;

/// For how many days what happened is kept; 0 keeps it for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Events.
    pub events_days: u32,
    /// Journal entries.
    pub journal_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { events_days: 90, journal_days: 730 }
    }
}

pub(crate) struct Prune {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retention: Retention,
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
            let answers = self.store.commit(async |w| w.idempotency_prune(now - REMEMBERED_FOR).await).await?;
            let sessions = self.store.commit(async |w| w.sessions_prune(now, now - IDLE).await).await?;
            let browsers = self.store.commit(async |w| w.known_browsers_prune(now - BROWSER_KNOWN_FOR).await).await?;
            let events = self.forget(Kept::Events, self.retention.events_days).await?;
            let journal = self.forget(Kept::Journal, self.retention.journal_days).await?;
            let jobs = self.forget(Kept::Jobs, JOBS_KEPT_DAYS).await?;
            let moved = visits + exchanges + answers + sessions + browsers + events + journal + jobs;
            Ok(Progress { moved: usize::try_from(moved).unwrap_or(usize::MAX), ..Progress::default() })
        })
    }
}

/// What is kept for so many days.
#[derive(Clone, Copy)]
enum Kept {
    Events,
    Journal,
    Jobs,
}

impl Prune {
    /// Forgets portion after portion until nothing is left to forget. 0 days are for ever.
    async fn forget(&self, what: Kept, days: u32) -> Result<u64, Error> {
        if days == 0 {
            return Ok(0);
        }
        let before = self.clock.now() - SignedDuration::from_hours(24 * i64::from(days));
        let mut forgotten = 0;
        for _ in 0..PORTIONS {
            let now = match what {
                Kept::Jobs => self.store.jobs_prune(before, PORTION).await?,
                Kept::Events => self.store.events_prune(before, PORTION).await?,
                Kept::Journal => self.store.commit(async |w| w.journal_prune(before, PORTION).await).await?,
            };
            if now == 0 {
                break;
            }
            forgotten += now;
        }
        Ok(forgotten)
    }
}
