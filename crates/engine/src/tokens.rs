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
//! stale and repeat the call once. That is safe for every endpoint: 40001, 40014 and 42001 mean "not executed". While
//! WeChat is busy, a call that may be sent twice is repeated a few times (`patience`); a call whose limit is used up is
//! refused here until the limit ends (`limits`).

mod authorizer;
mod component;
mod limits;
mod patience;
mod slot;
mod tally;

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
use wxfleet_wechat::quota::{ClearApiQuota, ClearQuota, ClearQuotaV2, ComponentClearQuotaV2};
use wxfleet_wechat::secret::{AuthorizerAccessToken, ComponentAccessToken};

use crate::asked;
use crate::components::Components;
use crate::error::Error;
use crate::gate;
use crate::journal::Journal;
use crate::metrics::{ByEndpoint, Metrics};
use crate::observations::Observations;

use self::limits::Limits;
pub(crate) use self::limits::end_of as limit_ends_at;
use self::slot::{Live, Slot};
use self::tally::{Ended, Tally};

pub use self::tally::Calls;

/// Where a speaker has the day's calls reset.
const RESETS: [&str; 4] = [ClearQuota::PATH, ClearQuotaV2::PATH, ComponentClearQuotaV2::PATH, ClearApiQuota::PATH];

/// Slots kept in memory; one that is dropped is read from the store again.
const SLOTS: u64 = 200_000;

/// The service.
#[derive(Clone)]
pub struct Tokens(Arc<Inner>);

struct Inner {
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
    limits: Arc<Limits>,
    tally: Arc<Tally>,
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
        Self(Arc::new(Inner {
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
            limits: Arc::default(),
            tally: Arc::default(),
        }))
    }

    /// Gives an authorizer's access token away, and writes down to whom.
    pub async fn hand_out(&self, actor: &Actor, component: &ComponentAppid, appid: &Appid) -> Result<HandedOut, Error> {
        gate::on_account(&self.0.store, actor, Action::TokenRead, component, appid).await?;
        let live = self.authorizer(component, appid).await?;
        let entry = self.0.journal.local_on(actor, Deed::TokenRead, component, appid, serde_json::json!({}));
        self.0.store.commit(async |w| entry.write_done(w).await).await?;
        let expires_in_secs = self.0.clock.now().duration_until(live.expires_at).as_secs();
        Ok(HandedOut { token: live.token, expires_in_secs })
    }

    /// Calls an endpoint in the component's name.
    pub(crate) async fn call_component<E: Endpoint<Token = ComponentAccessToken>>(
        &self,
        component: &ComponentAppid,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        // Boxed: it holds everything that a renewal may take, and every verb of the engine holds it in turn.
        Box::pin(self.send_as_component(component, &Typed(endpoint))).await
    }

    /// Sends something in the component's name; once more with a newer token if WeChat calls the first one stale.
    pub(crate) async fn send_as_component<S: Sending<ComponentAccessToken>>(
        &self,
        component: &ComponentAppid,
        call: &S,
    ) -> Result<S::Reply, Error> {
        self.within_limits((component, None), call)?;
        let live = self.component(component).await?;
        let answer = match asked::on_behalf(component, None, self.send_patiently(call, &live.token)).await {
            Err(error) if error.kind() == Kind::TokenStale => {
                self.note_token_life(&live).await;
                let newer = self.component_after(component, live.version).await?;
                asked::on_behalf(component, None, self.send_patiently(call, &newer.token)).await
            }
            other => other,
        };
        self.note_limit((component, None), call, &answer);
        answer.map_err(|cause| Error::WeChat { doing: call.id(), cause })
    }

    /// Calls an endpoint in an authorizer's name.
    pub(crate) async fn call_authorizer<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        Box::pin(self.send_as_authorizer(component, appid, &Typed(endpoint))).await
    }

    /// Sends something in an authorizer's name; once more with a newer token if WeChat calls the first one stale.
    pub(crate) async fn send_as_authorizer<S: Sending<AuthorizerAccessToken>>(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        call: &S,
    ) -> Result<S::Reply, Error> {
        self.within_limits((component, Some(appid)), call)?;
        let live = self.authorizer(component, appid).await?;
        let answer = match asked::on_behalf(component, Some(appid), self.send_patiently(call, &live.token)).await {
            Err(error) if error.kind() == Kind::TokenStale => {
                self.note_token_life(&live).await;
                let newer = self.authorizer_after(component, appid, live.version).await?;
                asked::on_behalf(component, Some(appid), self.send_patiently(call, &newer.token)).await
            }
            other => other,
        };
        self.note_limit((component, Some(appid)), call, &answer);
        if let Err(error) = &answer
            && error.kind() == Kind::AuthorizationLost
        {
            self.confirm_lost(component, appid).await;
        }
        answer.map_err(|cause| Error::WeChat { doing: call.id(), cause })
    }

    /// Calls an endpoint with an access token that is not of the keeper's: it is neither renewed nor stored.
    pub(crate) async fn call_with<E: Endpoint>(&self, token: &E::Token, endpoint: &E) -> Result<E::Reply, Error> {
        self.send(&Typed(endpoint), token).await.map_err(|cause| Error::WeChat { doing: E::ID, cause })
    }

    /// Refuses, in WeChat's own words, a call whose limit is used up.
    fn within_limits<T>(&self, of: (&ComponentAppid, Option<&Appid>), call: &impl Sending<T>) -> Result<(), Error> {
        match self.0.limits.standing(of, (call.id(), call.path()), self.0.clock.now()) {
            Some(cause) => Err(Error::WeChat { doing: call.id(), cause }),
            None => Ok(()),
        }
    }

    fn note_limit<T, S: Sending<T>>(
        &self,
        of: (&ComponentAppid, Option<&Appid>),
        call: &S,
        answer: &Result<S::Reply, client::Error>,
    ) {
        match answer {
            Ok(_) => self.note_reset(of, call.path()),
            Err(error) => self.0.limits.note(of, call.path(), error, self.0.clock.now()),
        }
    }

    /// Lets calls out again that were refused here for the day, when the call that went well at this path has reset them.
    /// Calls that take a token are noted by themselves.
    pub(crate) fn note_reset(&self, of: (&ComponentAppid, Option<&Appid>), path: &str) {
        if RESETS.contains(&path) {
            self.0.limits.forget_days(of);
        }
    }

    /// Sends, and sends again while WeChat is busy, if the call may be sent twice.
    async fn send_patiently<T: Sync, S: Sending<T>>(&self, call: &S, token: &T) -> Result<S::Reply, client::Error> {
        let started = tokio::time::Instant::now();
        let mut repetitions = 0;
        loop {
            let error = match self.send(call, token).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            let pause = patience::pause(call.is_repeatable(), repetitions, started.elapsed(), &error);
            let Some(pause) = pause else { return Err(error) };
            tracing::debug!(endpoint.id = call.id(), %error, "WeChat is busy; the call is repeated");
            tokio::time::sleep(pause).await;
            repetitions += 1;
        }
    }

    /// Sends a call once and counts it.
    pub(crate) async fn send<T: Sync, S: Sending<T>>(&self, call: &S, token: &T) -> Result<S::Reply, client::Error> {
        let answer = call.send(&self.0.client, token).await;
        let endpoint = call.id();
        let outcome = match &answer {
            Ok(_) => "ok",
            Err(client::Error::Api { .. }) => "refused",
            Err(_) => "failed",
        };
        self.0.metrics.wechat_calls.get_or_create(&ByEndpoint { endpoint, outcome }).inc();
        let ended = match &answer {
            Ok(_) => Ended::Done,
            Err(error) => error.errcode().map_or(Ended::Failed, Ended::Refused),
        };
        self.0.tally.count(ended, self.0.clock.now());
        answer
    }

    /// How the calls of the last day went, of this process.
    pub(crate) fn last_day(&self) -> Calls {
        self.0.tally.last_day(self.0.clock.now())
    }

    /// A token that WeChat refuses before its time: how old did it get?
    async fn note_token_life<T>(&self, live: &Live<T>) {
        let now: Timestamp = self.0.clock.now();
        if now < live.expires_at {
            let tens = live.obtained_at.duration_until(now).as_secs().max(0) / 10 * 10;
            self.0.observations.note(wxfleet_model::observation::Fact::OldTokenLife, &tens.to_string()).await;
        }
    }
}

/// A call that takes a token when it leaves: an endpoint type, or one that was put together by name.
pub(crate) trait Sending<T>: Sync {
    /// What comes back.
    type Reply: Send;

    /// The endpoint's id.
    fn id(&self) -> &'static str;

    /// The path below WeChat's API host, by which limits are told apart.
    fn path(&self) -> &str;

    /// Whether sending it twice comes to the same as sending it once.
    fn is_repeatable(&self) -> bool;

    /// Sends it once.
    fn send(&self, client: &Client, token: &T) -> impl Future<Output = Result<Self::Reply, client::Error>> + Send;
}

/// An endpoint type as something to send.
struct Typed<'a, E>(&'a E);

impl<E: Endpoint> Sending<E::Token> for Typed<'_, E> {
    type Reply = E::Reply;

    fn id(&self) -> &'static str {
        E::ID
    }

    fn path(&self) -> &str {
        E::PATH
    }

    fn is_repeatable(&self) -> bool {
        E::REPEATABLE
    }

    async fn send(&self, client: &Client, token: &E::Token) -> Result<E::Reply, client::Error> {
        client.call(self.0, token).await
    }
}
