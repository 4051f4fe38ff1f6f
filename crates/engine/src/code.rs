//! The code of one Mini Program: committed, audited, released, one action at a time per account.
//!
//! Every action with an effect goes the same way, in `Code::act`: under the account's lock, anything left unsettled
//! by an earlier action is settled first by asking WeChat (`settle`); then the intent is stored, the call made, and
//! the outcome stored together with the new state. Nothing is repeated here: commit and submit in particular never
//! share a retry, since each commit starts WeChat's privacy scan anew (61039).
//!
//! * `commit`: from a template to the trial version. `audit`: handing in, following, withdrawing.
//! * `release`: going live, going back, gray releases, visibility. `read`: what WeChat shows of it.

mod audit;
mod commit;
mod read;
mod release;
mod settle;

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::OwnedMutexGuard;
use wxfleet_model::audit::Audit;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::clock::Clock;
use wxfleet_model::code::{AuditSlot, CodeState};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::AuthorizerAccessToken;

use crate::authorizers::Authorizers;
use crate::error::{Conflict, Error};
use crate::gate;
use crate::journal::{Journal, Opened, after};
use crate::locks::Locks;
use crate::observations::Observations;
use crate::tokens::Tokens;

pub use self::commit::NewCommit;
pub use self::read::PrivacyScan;
pub use self::release::GrayPlan;
pub(crate) use self::settle::concerns;

/// How often a change of the stored state is tried again when somebody else changed it in between.
const ATTEMPTS: usize = 5;

/// The service.
#[derive(Clone)]
pub struct Code {
    store: Store,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
    authorizers: Authorizers,
    journal: Journal,
    observations: Observations,
    acting: Arc<Locks<Account>>,
}

/// One account of one component.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Account {
    /// To whom it is authorized.
    pub component_appid: ComponentAppid,
    /// Its appid.
    pub appid: Appid,
}

/// What an action came to.
enum Acted<T> {
    /// It was done now; the entry waits for the outcome.
    Now(T, Opened),
    /// The same action had been taken before with an end we did not know, and WeChat shows that it was done.
    Before(Value),
}

impl Code {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
        authorizers: Authorizers,
        journal: Journal,
        observations: Observations,
    ) -> Self {
        Self { store, clock, tokens, authorizers, journal, observations, acting: Arc::new(Locks::new()) }
    }

    /// Whether the actor may do this to the account's code.
    async fn may(&self, actor: &Actor, action: Action, account: &Account) -> Result<(), Error> {
        gate::on_account(&self.store, actor, action, &account.component_appid, &account.appid).await
    }

    /// Checks who and where, and takes the account's lock.
    async fn begin(&self, actor: &Actor, account: &Account) -> Result<OwnedMutexGuard<()>, Error> {
        self.mini_program(actor, account).await?;
        Ok(self.acting.hold(account).await)
    }

    /// The account, if the actor may change its code and it can have any.
    async fn mini_program(&self, actor: &Actor, account: &Account) -> Result<Authorizer, Error> {
        self.may(actor, Action::CodeWrite, account).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await
    }

    /// Stores the intent and makes the call. `request` is what the journal shows; it also tells whether an unsettled
    /// action was this very one.
    async fn act<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        actor: &Actor,
        account: &Account,
        deed: Deed,
        request: Value,
        endpoint: &E,
    ) -> Result<Acted<E::Reply>, Error> {
        for settled in self.settle(account).await? {
            let same = settled.intent.deed == deed && settled.intent.is_same_wish(&request);
            if let (true, Some((Outcome::Done { result }, _))) = (same, settled.outcome) {
                return Ok(Acted::Before(result));
            }
        }
        let Account { component_appid, appid } = account;
        let (state, _) = self.store.code_state(component_appid, appid).await?;
        let request = after(slots(&state), request);
        let entry = self.journal.open(actor, deed, component_appid, Some(appid), request).await?;
        match self.tokens.call_authorizer(component_appid, appid, endpoint).await {
            Ok(reply) => Ok(Acted::Now(reply, entry)),
            Err(error) => {
                self.journal.close_failed(entry, &error).await;
                Err(error)
            }
        }
    }

    /// An action without a change of the slots.
    async fn act_plainly<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        actor: &Actor,
        account: &Account,
        deed: Deed,
        request: Value,
        endpoint: &E,
    ) -> Result<(), Error> {
        let _alone = self.begin(actor, account).await?;
        if let Acted::Now(_, entry) = self.act(actor, account, deed, request, endpoint).await? {
            self.journal.close_done(entry, json!({})).await?;
        }
        Ok(())
    }

    /// Stores the outcome and the new state together. `change` may run more than once.
    async fn record(
        &self,
        account: &Account,
        closing: Option<(Opened, Value)>,
        audit: Option<Audit>,
        change: impl Fn(CodeState) -> CodeState + Send + Sync,
    ) -> Result<CodeState, Error> {
        let Account { component_appid, appid } = account;
        for _ in 0..ATTEMPTS {
            let (state, version) = self.store.code_state(component_appid, appid).await?;
            let next = change(state);
            let at = self.clock.now();
            let stored = self
                .store
                .commit(async |w| {
                    w.code_state_store(component_appid, appid, version, &next).await?;
                    if let Some(audit) = &audit {
                        w.audit_upsert(audit).await?;
                    }
                    if let Some((entry, result)) = closing.clone() {
                        w.journal_close(entry.id, &Outcome::Done { result }, at).await?;
                    }
                    Ok(())
                })
                .await;
            match stored {
                Ok(()) => return Ok(next),
                Err(wxfleet_store::Error::Stale) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(Conflict::Raced.into())
    }
}

/// What is in the slots, as an intent remembers it; empty ones are left out.
fn slots(state: &CodeState) -> Value {
    let mut slots = Map::new();
    if let Some(trial) = &state.trial {
        slots.insert("trial".to_owned(), json!(trial.user_version));
    }
    if let Some(AuditSlot { auditid, version, status, .. }) = &state.audit {
        let audit = json!({"auditid": auditid, "user_version": version.user_version, "status": status});
        slots.insert("audit".to_owned(), audit);
    }
    if let Some(online) = &state.online {
        slots.insert("online".to_owned(), json!(online.user_version));
    }
    Value::Object(slots)
}
