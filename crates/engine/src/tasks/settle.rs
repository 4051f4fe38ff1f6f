//! Finding out how actions ended whose answer we never saw: WeChat is asked, nothing is repeated.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_store::Store;

use super::{Progress, Task};
use crate::account::AccountSettings;
use crate::code::{Account, Code};
use crate::domains::Domains;
use crate::error::Error;
use crate::journal::Journal;
use crate::registrations::Registrations;
use crate::templates::Templates;
use crate::testers::Testers;

const BATCH: u32 = 200;

pub(crate) struct Settle {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) journal: Journal,
    pub(crate) code: Code,
    pub(crate) templates: Templates,
    pub(crate) domains: Domains,
    pub(crate) testers: Testers,
    pub(crate) account: AccountSettings,
    pub(crate) registrations: Registrations,
}

impl Task for Settle {
    fn name(&self) -> &'static str {
        "settle"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(30)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let mut progress = Progress::default();
            let (mut accounts, mut domains, mut testers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            let mut settings = BTreeSet::new();
            for entry in self.left_behind().await? {
                let deed = entry.intent.deed;
                match (&entry.intent.component_appid, &entry.intent.appid) {
                    (Some(component), Some(appid)) if crate::code::concerns(deed) => {
                        accounts.insert((component.clone(), appid.clone()));
                    }
                    (Some(component), Some(appid)) if crate::testers::concerns(deed) => {
                        testers.insert((component.clone(), appid.clone()));
                    }
                    (Some(component), Some(appid)) if crate::account::concerns(deed) => {
                        settings.insert((component.clone(), appid.clone()));
                    }
                    (Some(component), appid) if crate::domains::concerns(deed) => {
                        domains.insert((component.clone(), appid.clone()));
                    }
                    _ => count(&mut progress, Box::pin(self.settle_here(entry)).await),
                }
            }
            for (component_appid, appid) in accounts {
                let account = Account { component_appid, appid };
                let settled = Box::pin(self.code.settle_account(&account)).await;
                count(&mut progress, settled.map(|settled| settled > 0));
            }
            for (component, appid) in domains {
                let settled = Box::pin(self.domains.settle_left_open(&component, appid.as_ref())).await;
                count(&mut progress, settled.map(|settled| settled > 0));
            }
            for (component_appid, appid) in testers {
                let account = Account { component_appid, appid };
                let settled = Box::pin(self.testers.settle_left_open(&account)).await;
                count(&mut progress, settled.map(|settled| settled > 0));
            }
            for (component_appid, appid) in settings {
                let account = Account { component_appid, appid };
                let settled = Box::pin(self.account.settle_left_open(&account)).await;
                count(&mut progress, settled.map(|settled| settled > 0));
            }
            Ok(progress)
        })
    }
}

impl Settle {
    /// Entries of processes that are gone, and ones of our own whose call ended without an answer.
    async fn left_behind(&self) -> Result<Vec<JournalEntry>, Error> {
        let over = crate::journal::CALL_OVER_AFTER;
        // On the embedded database no other process can be alive, so what it left need not grow old first.
        let before = (!self.store.is_exclusive()).then(|| self.clock.now() - over);
        let entries = self.store.journal_open_entries(before, None, BATCH).await?;
        let ours = self.journal.instance();
        Ok(entries.into_iter().filter(|entry| entry.outcome.is_some() || entry.intent.instance != ours).collect())
    }

    /// Settles what touches no account: the template library, registrations, and what needs no finding out.
    async fn settle_here(&self, entry: JournalEntry) -> Result<bool, Error> {
        let found = match &entry.intent.component_appid {
            Some(component) => match self.templates.find_out(component, &entry.intent).await? {
                Some(outcome) => Some(outcome),
                None => self.registrations.find_out(component, &entry.intent).await?,
            },
            None => None,
        };
        let outcome = found.unwrap_or_else(|| Outcome::Failed { reason: cut_off(entry.intent.deed).to_owned() });
        let (id, at) = (entry.intent.id, self.clock.now());
        self.store.commit(async |w| w.journal_close(id, &outcome, at).await).await?;
        Ok(true)
    }
}

/// What is known of an action that was cut off and cannot be asked about.
const fn cut_off(deed: Deed) -> &'static str {
    match deed {
        Deed::Register | Deed::RegistrationConvert => {
            "interrupted; WeChat tells by its push whether it was asked, and asking twice is refused or does no harm"
        }
        Deed::MessageSend => "interrupted; WeChat does not tell whether the user got the message",
        _ => "interrupted; it does no harm to do it again",
    }
}

fn count(progress: &mut Progress, settled: Result<bool, Error>) {
    match settled {
        Ok(true) => progress.moved += 1,
        Ok(false) => {}
        Err(error) => {
            tracing::warn!(%error, "an unsettled action could not be settled yet");
            progress.waiting += 1;
        }
    }
}
