//! Holding our list of accounts against WeChat's once a day: a lost push or a lost refresh token is found here. A reading
//! that broke off, whoever asked for it, goes on here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use wxfleet_model::clock::Clock;
use wxfleet_model::permission::Actor;
use wxfleet_store::Store;
use wxfleet_wechat::id::ComponentAppid;

use super::{Progress, Task};
use crate::authorizers::Authorizers;
use crate::error::{Conflict, Error};

const ONCE_PER: SignedDuration = SignedDuration::from_hours(24);

pub(crate) struct Reconcile {
    store: Store,
    clock: Arc<dyn Clock>,
    authorizers: Authorizers,
    next: Mutex<HashMap<ComponentAppid, Timestamp>>,
}

impl Reconcile {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, authorizers: Authorizers) -> Self {
        Self { store, clock, authorizers, next: Mutex::default() }
    }

    /// Whether the component's day is over. A process that has just started waits a day first: what was lost while it
    /// was down is pushed again or found then, and a restart does not read a hundred thousand rows.
    fn is_due(&self, component: &ComponentAppid) -> bool {
        let now = self.clock.now();
        let mut next = self.next.lock().expect("no holder of this lock can panic");
        let due = *next.entry(component.clone()).or_insert(now + ONCE_PER) <= now;
        if due {
            next.insert(component.clone(), now + ONCE_PER);
        }
        due
    }
}

impl Task for Reconcile {
    fn name(&self) -> &'static str {
        "reconcile"
    }

    fn period(&self) -> Duration {
        Duration::from_mins(10)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            for component in self.store.components().await? {
                let appid = component.component_appid;
                if !self.is_due(&appid) && !self.authorizers.sync_broke_off(&appid).await? {
                    continue;
                }
                match self.authorizers.sync(&Actor::System, &appid).await {
                    Ok(_) => progress.moved += 1,
                    // Somebody has it read at this moment.
                    Err(Error::Conflict(Conflict::SyncUnderWay)) => {}
                    Err(error) => {
                        tracing::warn!(component.appid = %appid, %error, "WeChat's list of accounts could not be read");
                        progress.waiting += 1;
                    }
                }
            }
            Ok(progress)
        })
    }
}
