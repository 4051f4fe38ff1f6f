//! Reviews of names: asked about by the clock, for the day on which WeChat's push does not come.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::BoxFuture;
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::account::AccountSettings;
use crate::code::Account;
use crate::error::Error;

/// How many reviews are looked at in a pass.
const BATCH: u64 = 200;

pub(crate) struct Names {
    pub(crate) store: Store,
    pub(crate) account: AccountSettings,
}

impl Task for Names {
    fn name(&self) -> &'static str {
        "names"
    }

    fn period(&self) -> Duration {
        Duration::from_hours(1)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            let open = self.store.name_audits_open(BATCH).await?;
            let accounts: BTreeSet<_> = open.into_iter().map(|audit| (audit.component_appid, audit.appid)).collect();
            for (component_appid, appid) in accounts {
                let account = Account { component_appid, appid };
                match self.account.look_at_names(&account).await {
                    Ok(0) => progress.moved += 1,
                    Ok(still) => progress.waiting += still,
                    Err(error) => {
                        tracing::warn!(authorizer.appid = %account.appid, %error, "the review of a name could not be asked about");
                        progress.waiting += 1;
                    }
                }
            }
            Ok(progress)
        })
    }
}
