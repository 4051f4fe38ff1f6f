//! Writing the journal: an intent before anything leaves the house, the outcome after. Attempts that ended before an
//! intent are written in `attempts`.

mod attempts;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use wxfleet_model::clock::Clock;
pub(crate) use wxfleet_model::journal::BEFORE;
use wxfleet_model::journal::{Deed, Intent, JournalEntry, JournalId, Outcome, Verification};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
pub use wxfleet_store::JournalFilter;
use wxfleet_store::{Store, Writer};
use wxfleet_wechat::client;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use self::attempts::Budget;
pub use self::attempts::{Attempt, watch};
use crate::error::{Conflict, Error};
use crate::gate;

/// A call is over by then, whatever became of it: longer than the client waits for any answer.
pub(crate) const CALL_OVER_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// The service.
#[derive(Clone)]
pub struct Journal {
    store: Store,
    clock: Arc<dyn Clock>,
    /// This process; an open entry of another one is looked after by the reconciler.
    instance: Uuid,
    /// What each actor may add without anything having been begun.
    budget: Arc<Budget>,
}

/// An entry that is on disk as an intent and waits for its outcome.
#[derive(Debug, Clone, Copy)]
#[must_use = "an entry that is not closed is taken for an action whose end is unknown"]
pub(crate) struct Opened {
    pub(crate) id: JournalId,
}

/// An entry for something that happens in our own database alone: intent and outcome are written together with it.
#[derive(Debug)]
pub(crate) struct Local {
    intent: Intent,
}

impl Journal {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, instance: Uuid::now_v7(), budget: Arc::default() }
    }

    /// What was done, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        mut filter: JournalFilter,
        page: PageRequest,
    ) -> Result<Page<JournalEntry>, Error> {
        filter.limits = gate::for_list(actor, Action::JournalRead)?;
        Ok(self.store.journal(&filter, &page).await?)
    }

    /// Holds the whole journal against its chain. It concerns the whole server, so a key that is limited to some accounts
    /// may not ask.
    pub async fn verify(&self, actor: &Actor) -> Result<Verification, Error> {
        actor.may(Action::JournalRead)?;
        Ok(self.store.journal_verify().await?)
    }

    pub(crate) fn instance(&self) -> Uuid {
        self.instance
    }

    fn intent(
        &self,
        actor: &Actor,
        deed: Deed,
        component: Option<&ComponentAppid>,
        appid: Option<&Appid>,
        request: serde_json::Value,
    ) -> Intent {
        Intent {
            id: JournalId(Uuid::now_v7()),
            actor: actor.label(),
            deed,
            component_appid: component.cloned(),
            appid: appid.cloned(),
            request,
            instance: self.instance,
            opened_at: self.clock.now(),
        }
    }

    /// Stores the intent; nothing may leave the house before this has returned.
    pub(crate) async fn open(
        &self,
        actor: &Actor,
        deed: Deed,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        request: serde_json::Value,
    ) -> Result<Opened, Error> {
        let intent = self.intent(actor, deed, Some(component), appid, request);
        let id = intent.id;
        self.store.commit(async |w| w.journal_open(&intent).await).await?;
        attempts::note_entry();
        Ok(Opened { id })
    }

    /// An entry to be written in the same unit of work as the change it tells of.
    pub(crate) fn local(
        &self,
        actor: &Actor,
        deed: Deed,
        component: &ComponentAppid,
        request: serde_json::Value,
    ) -> Local {
        Local { intent: self.intent(actor, deed, Some(component), None, request) }
    }

    /// The same about one account.
    pub(crate) fn local_on(
        &self,
        actor: &Actor,
        deed: Deed,
        component: &ComponentAppid,
        appid: &Appid,
        request: serde_json::Value,
    ) -> Local {
        Local { intent: self.intent(actor, deed, Some(component), Some(appid), request) }
    }

    /// The same about nothing but ourselves.
    pub(crate) fn local_here(&self, actor: &Actor, deed: Deed, request: serde_json::Value) -> Local {
        Local { intent: self.intent(actor, deed, None, None, request) }
    }

    /// Closes an entry by what the action came to. When the database is away the entry stays open, and the reconciler
    /// finds out later; the caller's own answer does not depend on it.
    pub(crate) async fn close<T: Sync>(&self, entry: Opened, outcome: &Result<T, Error>, result: serde_json::Value) {
        let closed = match outcome {
            Ok(_) => self.close_with(entry, Outcome::Done { result }).await,
            Err(error) => self.close_with(entry, outcome_of(error)).await,
        };
        warn_unclosed(closed);
    }

    /// Closes the entry of an action that succeeded and is not done before this is stored.
    pub(crate) async fn close_done(&self, entry: Opened, result: serde_json::Value) -> Result<(), Error> {
        Ok(self.close_with(entry, Outcome::Done { result }).await?)
    }

    /// Closes the entry of an action that failed.
    pub(crate) async fn close_failed(&self, entry: Opened, error: &Error) {
        warn_unclosed(self.close_with(entry, outcome_of(error)).await);
    }

    /// What earlier actions on an account, or on the component itself, left open. Fails while another replica may be at
    /// one of them at this moment. The caller holds the lock under which such actions are taken, so our own are over.
    pub(crate) async fn left_open(
        &self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        deeds: &[Deed],
    ) -> Result<Vec<JournalEntry>, Error> {
        let open = self.store.journal_open_for(component, appid, deeds).await?;
        match open.iter().find(|entry| self.may_be_running(entry)) {
            Some(entry) => Err(Conflict::Unsettled(entry.intent.deed.as_str()).into()),
            None => Ok(open),
        }
    }

    fn may_be_running(&self, entry: &JournalEntry) -> bool {
        let ours = entry.intent.instance == self.instance;
        let finished = entry.outcome.is_some();
        let old = entry.intent.opened_at.duration_until(self.clock.now()) > CALL_OVER_AFTER;
        !(ours || finished || old || self.store.is_exclusive())
    }

    /// Closes what was left open with what WeChat shows.
    pub(crate) async fn settled(&self, mut entry: JournalEntry, outcome: Outcome) -> Result<JournalEntry, Error> {
        tracing::info!(journal.id = %entry.intent.id.0, deed = %entry.intent.deed, outcome = outcome.as_str(), "an unsettled action was settled by asking WeChat");
        let at = self.clock.now();
        self.store.commit(async |w| w.journal_close(entry.intent.id, &outcome, at).await).await?;
        entry.outcome = Some((outcome, at));
        Ok(entry)
    }

    async fn close_with(&self, entry: Opened, outcome: Outcome) -> Result<(), wxfleet_store::Error> {
        let at = self.clock.now();
        self.store.commit(async |w| w.journal_close(entry.id, &outcome, at).await).await
    }
}

fn warn_unclosed(closed: Result<(), wxfleet_store::Error>) {
    if let Err(error) = closed {
        tracing::warn!(%error, "a journal entry could not be closed; it will be settled by asking WeChat");
    }
}

impl Local {
    /// Writes intent and outcome.
    pub(crate) async fn write_done(self, w: &mut Writer) -> Result<(), wxfleet_store::Error> {
        self.write_with(w, serde_json::json!({})).await
    }

    /// Writes intent and outcome with what came of it.
    pub(crate) async fn write_with(
        self,
        w: &mut Writer,
        result: serde_json::Value,
    ) -> Result<(), wxfleet_store::Error> {
        let at: Timestamp = self.intent.opened_at;
        w.journal_open(&self.intent).await?;
        w.journal_close(self.intent.id, &Outcome::Done { result }, at).await
    }
}

/// A wish with how things stood before it, unless it tells that already; nothing is noted of what was empty.
pub(crate) fn after(before: serde_json::Value, mut wish: serde_json::Value) -> serde_json::Value {
    let is_empty = before.is_null() || before.as_object().is_some_and(serde_json::Map::is_empty);
    if let Some(fields) = wish.as_object_mut().filter(|_| !is_empty) {
        fields.entry(BEFORE).or_insert(before);
    }
    wish
}

/// What an error says about whether the thing happened.
fn outcome_of(error: &Error) -> Outcome {
    match error {
        Error::WeChat { cause: client::Error::Api { errcode, errmsg, rid, .. }, .. }
        | Error::NotRegistered { cause: client::Error::Api { errcode, errmsg, rid, .. }, .. } => {
            Outcome::Refused { errcode: *errcode, errmsg: errmsg.clone(), rid: rid.clone() }
        }
        Error::WeChat { cause, .. } if cause.unknown_outcome() => Outcome::Unknown { reason: cause.to_string() },
        other => Outcome::Failed { reason: other.to_string() },
    }
}
