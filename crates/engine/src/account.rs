//! What an account has set for itself: name, avatar, introduction, search, categories, privacy guideline, links in QR
//! codes, open platform account, plug-ins, the least base library, and the switches of Official Accounts.
//!
//! WeChat holds all of it; kept here are nothing but the reviews of names, since WeChat tells of them by number alone.
//! A change goes the way of every outside effect: under a lock, what an earlier change left open is settled first, then
//! the intent is stored, the call made and the outcome stored. The intent is the call itself, so that a change that is
//! asked for again after its answer was lost can be known again.
//!
//! One file for each subject. `settle`: how a change ended whose answer we never saw.

mod category;
mod links;
mod name;
mod open_account;
mod options;
mod plugins;
mod privacy;
mod profile;
mod settle;

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::OwnedMutexGuard;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::endpoint::{Binary, Endpoint, Reply};
use wxfleet_wechat::secret::AuthorizerAccessToken;

use crate::authorizers::Authorizers;
use crate::code::Account;
use crate::error::Error;
use crate::gate;
use crate::journal::{Journal, Opened, after};
use crate::locks::Locks;
use crate::tokens::Tokens;

pub use self::links::Wxacode;
pub use self::name::NameChange;
pub(crate) use self::settle::concerns;

/// The service. A clone is the same one.
#[derive(Clone)]
pub struct AccountSettings {
    parts: Arc<Parts>,
}

/// What the service is made of.
struct Parts {
    store: Store,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
    authorizers: Authorizers,
    journal: Journal,
    acting: Locks<Account>,
}

/// Where a change stands before its call.
enum Intended {
    /// It is on disk as an intent.
    Open(Opened),
    /// It was made before, with an end that we did not know, and WeChat shows that it was done.
    Before(Value),
}

impl AccountSettings {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
        authorizers: Authorizers,
        journal: Journal,
    ) -> Self {
        Self { parts: Arc::new(Parts { store, clock, tokens, authorizers, journal, acting: Locks::new() }) }
    }

    /// Whether the actor may do this to the account.
    async fn may(&self, actor: &Actor, action: Action, account: &Account) -> Result<(), Error> {
        gate::on_account(&self.parts.store, actor, action, &account.component_appid, &account.appid).await
    }

    /// The account, if it is still authorized.
    async fn authorized(&self, account: &Account) -> Result<Authorizer, Error> {
        self.parts.authorizers.authorized(&account.component_appid, &account.appid).await
    }

    /// A call in the account's name.
    async fn call<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.parts.tokens.call_authorizer(&account.component_appid, &account.appid, endpoint).await
    }

    /// A reading, for whoever may read.
    async fn read<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        actor: &Actor,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.may(actor, Action::AccountRead, account).await?;
        endpoint.check()?;
        self.authorized(account).await?;
        self.call(account, endpoint).await
    }

    /// A change from beginning to end.
    async fn change<E>(&self, actor: &Actor, account: &Account, deed: Deed, endpoint: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint<Token = AuthorizerAccessToken>,
        E::Reply: Default + Sync,
    {
        let _alone = self.begin(actor, account, endpoint).await?;
        let entry = match self.intend(actor, account, deed, wish(endpoint)).await? {
            Intended::Open(entry) => entry,
            Intended::Before(result) => return Ok(reply_from(&result)),
        };
        let reply = self.call(account, endpoint).await;
        let result = reply.as_ref().map(value_of).unwrap_or_default();
        self.parts.journal.close(entry, &reply, result).await;
        reply
    }

    /// A change that brings a picture and cannot be known again afterwards.
    async fn picture<E: Endpoint<Token = AuthorizerAccessToken, Reply = Binary>>(
        &self,
        actor: &Actor,
        account: &Account,
        deed: Deed,
        endpoint: &E,
    ) -> Result<Binary, Error> {
        let _alone = self.begin(actor, account, endpoint).await?;
        Box::pin(self.settle(account)).await?;
        let Account { component_appid, appid } = account;
        let entry = self.parts.journal.open(actor, deed, component_appid, Some(appid), wish(endpoint)).await?;
        let picture = self.call(account, endpoint).await;
        self.parts.journal.close(entry, &picture, json!({})).await;
        picture
    }

    /// Checks who, what and where, and takes the account's lock.
    async fn begin<E: Endpoint>(
        &self,
        actor: &Actor,
        account: &Account,
        endpoint: &E,
    ) -> Result<OwnedMutexGuard<()>, Error> {
        self.may(actor, Action::AccountWrite, account).await?;
        endpoint.check()?;
        self.authorized(account).await?;
        Ok(self.parts.acting.hold(account).await)
    }

    /// Settles what was left open and stores the intent. The caller holds the lock.
    async fn intend(&self, actor: &Actor, account: &Account, deed: Deed, wish: Value) -> Result<Intended, Error> {
        for settled in Box::pin(self.settle(account)).await? {
            let same = settled.intent.deed == deed && settled.intent.is_same_wish(&wish);
            if let (true, Some((Outcome::Done { result }, _))) = (same, settled.outcome) {
                return Ok(Intended::Before(result));
            }
        }
        let wish = after(self.before(account, deed, &wish).await?, wish);
        let Account { component_appid, appid } = account;
        Ok(Intended::Open(self.parts.journal.open(actor, deed, component_appid, Some(appid), wish).await?))
    }
}

/// What the journal shows of a call: all of it.
fn wish<E: Endpoint>(endpoint: &E) -> Value {
    serde_json::to_value(endpoint).unwrap_or_default()
}

/// What the journal keeps of an answer: all of it.
fn value_of<R: Reply>(reply: &R) -> Value {
    serde_json::from_slice(&reply.encode().1).unwrap_or_default()
}

/// The answer to a change that was found out to be done; what WeChat does not show of it is left out.
fn reply_from<R: Reply + Default>(result: &Value) -> R {
    R::decode("application/json", &result.to_string().into()).unwrap_or_default()
}
