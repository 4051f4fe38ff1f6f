//! Renewing tokens that have come due, before anybody has to wait for one.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::{Progress, Task};
use crate::error::Error;
use crate::tokens::Tokens;

const AT_ONCE: usize = 8;
const BATCH: u32 = 500;

pub(crate) struct Keep {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) tokens: Tokens,
}

impl Task for Keep {
    fn name(&self) -> &'static str {
        "keep"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(20)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            for component in self.store.components().await? {
                let appid = component.component_appid;
                match self.tokens.keep_component(&appid).await {
                    Ok(true) => progress.moved += 1,
                    Ok(false) => {}
                    Err(error) => {
                        tracing::warn!(component.appid = %appid, %error, "a component token could not be renewed");
                        progress.waiting += 1;
                    }
                }
            }
            let due = self.store.authorizers_due(self.clock.now(), BATCH).await?;
            progress.more = due.len() == BATCH as usize;
            let renewed: Vec<bool> = stream::iter(due)
                .map(|(component, appid)| async move { self.renew(&component, &appid).await })
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            progress.moved += renewed.iter().filter(|renewed| **renewed).count();
            progress.waiting += renewed.iter().filter(|renewed| !**renewed).count();
            Ok(progress)
        })
    }
}

impl Keep {
    async fn renew(&self, component: &ComponentAppid, appid: &Appid) -> bool {
        match self.tokens.keep_authorizer(component, appid).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(authorizer.appid = %appid, %error, "an authorizer token could not be renewed");
                false
            }
        }
    }
}
