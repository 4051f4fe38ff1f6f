//! Reading the profiles of accounts that were found in WeChat's list, or whose profile could not be read when they were
//! authorized. One call for each, so a large fleet takes a while; a few at once, so that WeChat's limits hold.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use jiff::SignedDuration;
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::{Progress, Task};
use crate::authorizers::Authorizers;
use crate::error::Error;

const AT_ONCE: usize = 8;
const BATCH: u32 = 200;
/// A profile that could not be read waits so long.
const AGAIN_IN: SignedDuration = SignedDuration::from_mins(10);

pub(crate) struct Profiles {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) authorizers: Authorizers,
}

impl Task for Profiles {
    fn name(&self) -> &'static str {
        "profiles"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(30)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let due = self.store.authorizers_profile_due(self.clock.now(), BATCH).await?;
            let more = due.len() == BATCH as usize;
            let read: Vec<bool> = stream::iter(due)
                .map(|(component, appid)| async move { self.read(&component, &appid).await })
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            let moved = read.iter().filter(|read| **read).count();
            Ok(Progress { moved, waiting: read.len() - moved, more })
        })
    }
}

impl Profiles {
    async fn read(&self, component: &ComponentAppid, appid: &Appid) -> bool {
        let Err(error) = self.authorizers.read_profile(component, appid).await else { return true };
        tracing::warn!(authorizer.appid = %appid, %error, "the profile of an account could not be read yet");
        let due_at = self.clock.now() + AGAIN_IN;
        if let Err(error) =
            self.store.commit(async |w| w.authorizer_profile_put_off(component, appid, due_at).await).await
        {
            tracing::warn!(authorizer.appid = %appid, %error, "the reading of a profile could not be put off");
        }
        false
    }
}
