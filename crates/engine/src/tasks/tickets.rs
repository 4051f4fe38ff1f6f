//! Asking WeChat to push tickets again when none has come for half an hour.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use wxfleet_model::clock::Clock;
use wxfleet_model::component::Component;
use wxfleet_model::permission::Actor;
use wxfleet_store::Store;
use wxfleet_wechat::id::ComponentAppid;

use super::{Progress, Task};
use crate::components::Components;
use crate::error::Error;
use crate::health::TICKET_STALE_AFTER;

/// Asked once, WeChat needs a while before the next push.
const ASK_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);

pub(crate) struct Tickets {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    asked: Mutex<HashMap<ComponentAppid, Timestamp>>,
}

impl Tickets {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, components: Components) -> Self {
        Self { store, clock, components, asked: Mutex::default() }
    }

    /// Whether pushes seem to have stopped. A component that is new gets the time to be set up at WeChat first.
    fn is_silent(&self, component: &Component) -> bool {
        let now = self.clock.now();
        let heard = component.ticket_received_at.unwrap_or(component.created_at);
        let asked = self.asked.lock().expect("no holder of this lock can panic");
        let lately = asked.get(&component.component_appid).is_some_and(|at| *at + ASK_AGAIN_AFTER > now);
        heard + TICKET_STALE_AFTER <= now && !lately
    }
}

impl Task for Tickets {
    fn name(&self) -> &'static str {
        "tickets"
    }

    fn period(&self) -> Duration {
        Duration::from_mins(1)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            for component in self.store.components().await? {
                if !self.is_silent(&component) {
                    continue;
                }
                let appid = component.component_appid;
                tracing::warn!(component.appid = %appid, "no ticket has come for half an hour; asking WeChat to push again");
                self.asked.lock().expect("no holder of this lock can panic").insert(appid.clone(), self.clock.now());
                match self.components.restart_ticket(&Actor::System, &appid).await {
                    Ok(()) => progress.moved += 1,
                    Err(error) => {
                        tracing::error!(component.appid = %appid, %error, "WeChat was not asked to push tickets again");
                        progress.waiting += 1;
                    }
                }
            }
            Ok(progress)
        })
    }
}
