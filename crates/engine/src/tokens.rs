//! The token keeper: every access token fresh, no refresh token lost, WeChat asked once however many want one.
//!
//! * **Single flight.** Each component and each authorizer has a slot with a lock. Whoever wants a token and finds none
//!   good takes the lock, looks again (in the slot, then in the store, where another replica may have put a newer
//!   one), and only then asks WeChat. A thousand who wait behind it take what it brought.
//! * **Persist, then use.** A new refresh token and its access token are committed together before anybody gets either.
//!   If the disk refuses, they stay in the slot as unsaved, and the next demand saves them before all else.
//! * **Compare and set.** A write names the version it read. When that has moved on, somebody stored a newer grant or
//!   token: theirs stands, ours is dropped.
//! * **Never delete.** A refused refresh token is compared with what WeChat's own records say, then with the ones that
//!   were in force before it; if none serves, the account is marked as needing the merchant, and all tokens stay.
//!
//! Calls go through `Tokens::call_component` and `Tokens::call_authorizer`, which renew a token that WeChat calls
//! stale and repeat the call once. That is safe for every endpoint: 40001, 40014 and 42001 mean "not executed".

mod authorizer;
mod component;
mod slot;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use moka::future::Cache;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::client::{self, Client};
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::errcode::Kind;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::{AuthorizerAccessToken, ComponentAccessToken};

use crate::components::Components;
use crate::error::Error;
use crate::gate;
use crate::journal::Journal;
use crate::metrics::{ByEndpoint, Metrics};
use crate::observations::Observations;

use self::slot::{Live, Slot};

/// Slots kept in memory; one that is dropped is read from the store again.
const SLOTS: u64 = 200_000;

/// The service.
#[derive(Clone)]
pub struct Tokens {
    store: Store,
    client: Client,
    clock: Arc<dyn Clock>,
    components: Components,
    journal: Journal,
    observations: Observations,
    metrics: Metrics,
    component_slots: Cache<ComponentAppid, Arc<Slot<ComponentAccessToken>>>,
    authorizer_slots: Cache<(ComponentAppid, Appid), Arc<Slot<AuthorizerAccessToken>>>,
    /// Components whose credentials WeChat refused, and when the next try is due.
    refused: Arc<Mutex<HashMap<ComponentAppid, component::Refused>>>,
}

/// An access token for a program that calls WeChat itself.
#[derive(Debug)]
pub struct HandedOut {
    /// The token.
    pub token: AuthorizerAccessToken,
    /// For how many seconds it is good.
    pub expires_in_secs: i64,
}

impl Tokens {
    pub(crate) fn new(
        store: Store,
        client: Client,
        clock: Arc<dyn Clock>,
        components: Components,
        journal: Journal,
        observations: Observations,
        metrics: Metrics,
    ) -> Self {
        Self {
            store,
            client,
            clock,
            components,
            journal,
            observations,
            metrics,
            component_slots: Cache::new(10_000),
            authorizer_slots: Cache::new(SLOTS),
            refused: Arc::default(),
        }
    }

    /// Gives an authorizer's access token away, and writes down to whom.
    pub async fn hand_out(&self, actor: &Actor, component: &ComponentAppid, appid: &Appid) -> Result<HandedOut, Error> {
        gate::on_account(&self.store, actor, Action::TokenRead, component, appid).await?;
        let live = self.authorizer(component, appid).await?;
        let entry = self.journal.local_on(actor, Deed::TokenRead, component, appid, serde_json::json!({}));
        self.store.commit(async |w| entry.write_done(w).await).await?;
        let expires_in_secs = self.clock.now().duration_until(live.expires_at).as_secs();
        Ok(HandedOut { token: live.token, expires_in_secs })
    }

    /// Calls an endpoint in the component's name.
    pub(crate) async fn call_component<E: Endpoint<Token = ComponentAccessToken>>(
        &self,
        component: &ComponentAppid,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        let live = self.component(component).await?;
        let first = self.send(endpoint, &live.token).await;
        let answer = match first {
            Err(error) if error.kind() == Kind::TokenStale => {
                self.note_token_life(&live).await;
                let newer = self.component_after(component, live.version).await?;
                self.send(endpoint, &newer.token).await
            }
            other => other,
        };
        answer.map_err(|cause| Error::WeChat { doing: E::ID, cause })
    }

    /// Calls an endpoint in an authorizer's name.
    pub(crate) async fn call_authorizer<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        let live = self.authorizer(component, appid).await?;
        let first = self.send(endpoint, &live.token).await;
        let answer = match first {
            Err(error) if error.kind() == Kind::TokenStale => {
                self.note_token_life(&live).await;
                let newer = self.authorizer_after(component, appid, live.version).await?;
                self.send(endpoint, &newer.token).await
            }
            other => other,
        };
        if let Err(error) = &answer
            && error.kind() == Kind::AuthorizationLost
        {
            self.confirm_lost(component, appid).await;
        }
        answer.map_err(|cause| Error::WeChat { doing: E::ID, cause })
    }

    async fn send<E: Endpoint>(&self, endpoint: &E, token: &E::Token) -> Result<E::Reply, client::Error> {
        let answer = self.client.call(endpoint, token).await;
        let outcome = match &answer {
            Ok(_) => "ok",
            Err(client::Error::Api { .. }) => "refused",
            Err(_) => "failed",
        };
        self.metrics.wechat_calls.get_or_create(&ByEndpoint { endpoint: E::ID, outcome }).inc();
        answer
    }

    /// A token that WeChat refuses before its time: how old did it get?
    async fn note_token_life<T>(&self, live: &Live<T>) {
        let now: Timestamp = self.clock.now();
        if now < live.expires_at {
            let tens = live.obtained_at.duration_until(now).as_secs().max(0) / 10 * 10;
            self.observations.note(wxfleet_model::observation::Fact::OldTokenLife, &tens.to_string()).await;
        }
    }
}
