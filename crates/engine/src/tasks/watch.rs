//! Asking about audits by the clock, so that the outcome is found even if no event ever comes.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use wxfleet_model::audit::Audit;
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::code::{Account, Code};
use crate::error::Error;

const BATCH: u32 = 200;
/// After a failure, so that one account that cannot be asked does not hold up the others.
const PUT_OFF: SignedDuration = SignedDuration::from_mins(5);

pub(crate) struct Watch {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) code: Code,
}

impl Task for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(30)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            for audit in self.store.audits_watch_due(self.clock.now(), BATCH).await? {
                if self.ask(audit).await? {
                    progress.moved += 1;
                } else {
                    progress.waiting += 1;
                }
            }
            Ok(progress)
        })
    }
}

impl Watch {
    /// Gives whether the submission was decided.
    async fn ask(&self, mut audit: Audit) -> Result<bool, Error> {
        let account = Account { component_appid: audit.component_appid.clone(), appid: audit.appid.clone() };
        match self.code.watch(&account, audit.auditid).await {
            Ok(status) => Ok(!status.is_pending()),
            Err(error) => {
                tracing::warn!(authorizer.appid = %account.appid, %error, "an audit could not be asked about");
                audit.watch_at = Some(self.clock.now() + PUT_OFF);
                self.store.commit(async |w| w.audit_upsert(&audit).await).await?;
                Ok(false)
            }
        }
    }
}
