//! Components: registering and changing them, and the live copy of their keys and tickets that callbacks and token
//! renewals work with.
//!
//! The live copy is read from the store at first use and again after half a minute, so that a change made on another
//! replica arrives by itself. Tickets are kept beside it: one that has just been pushed is used at once, even while
//! the disk is stuck.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use serde_json::{Map, Value, json};
use wxfleet_model::clock::Clock;
use wxfleet_model::component::{CallbackKeys, Component, ComponentSecrets, Ticket};
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::Store;
use wxfleet_wechat::callback::{Key, Keys};
use wxfleet_wechat::client::Client;
use wxfleet_wechat::component::ApiStartPushTicket;
use wxfleet_wechat::endpoint::NoToken;
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::{AppSecret, EncodingAesKey, MessageToken};

use crate::error::{Conflict, Error, What};
use crate::gate;
use crate::journal::{BEFORE, Journal};

/// A ticket is good for twelve hours.
pub(crate) const TICKET_LIFE: SignedDuration = SignedDuration::from_hours(12);
/// How long the live copy is believed before the store is asked again.
const LIVE_FOR: Duration = Duration::from_secs(30);
/// Tickets kept per component.
const TICKETS_KEPT: usize = 3;

/// What is needed to register a component.
#[derive(Debug, Clone)]
pub struct NewComponent {
    /// 第三方平台 AppID.
    pub component_appid: ComponentAppid,
    /// What to call it.
    pub name: String,
    /// 第三方平台 AppSecret.
    pub app_secret: AppSecret,
    /// 消息校验Token.
    pub token: MessageToken,
    /// 消息加解密Key.
    pub encoding_aes_key: EncodingAesKey,
}

/// What to change of a component; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct ComponentChange {
    /// Its name.
    pub name: Option<String>,
    /// Its secret.
    pub app_secret: Option<AppSecret>,
    /// Its token.
    pub token: Option<MessageToken>,
    /// Its AES key.
    pub encoding_aes_key: Option<EncodingAesKey>,
}

/// A component with the number of its accounts.
#[derive(Debug, Clone)]
pub struct ComponentView {
    /// The component.
    pub component: Component,
    /// Accounts that are authorized now.
    pub authorized: u64,
    /// Accounts that once were.
    pub unauthorized: u64,
}

/// What callbacks and renewals need of a component.
pub(crate) struct LiveComponent {
    pub(crate) name: String,
    pub(crate) app_secret: AppSecret,
    pub(crate) keys: Keys,
    /// When the next of the replaced keys in `keys` ends, and this copy with it.
    keys_change_at: Option<Timestamp>,
}

/// The service.
#[derive(Clone)]
pub struct Components(Arc<Inner>);

struct Inner {
    store: Store,
    client: Client,
    clock: Arc<dyn Clock>,
    journal: Journal,
    live: Cache<ComponentAppid, Option<Arc<LiveComponent>>>,
    tickets: Arc<Mutex<HashMap<ComponentAppid, Vec<Ticket>>>>,
    old_keys_for: SignedDuration,
}

impl Components {
    pub(crate) fn new(
        store: Store,
        client: Client,
        clock: Arc<dyn Clock>,
        journal: Journal,
        old_keys_for: SignedDuration,
    ) -> Self {
        let live = Cache::builder().max_capacity(10_000).time_to_live(LIVE_FOR).build();
        Self(Arc::new(Inner { store, client, clock, journal, live, tickets: Arc::default(), old_keys_for }))
    }

    /// Registers a component.
    pub async fn add(&self, actor: &Actor, new: NewComponent) -> Result<ComponentView, Error> {
        actor.may(Action::ComponentWrite)?;
        check_keys(&new.token, &new.encoding_aes_key)?;
        let component = Component {
            component_appid: new.component_appid.clone(),
            name: if new.name.trim().is_empty() { new.component_appid.to_string() } else { new.name },
            created_at: self.0.clock.now(),
            ticket_received_at: None,
            access_token_expires_at: None,
            version: 1,
        };
        let secrets = ComponentSecrets {
            app_secret: new.app_secret,
            callback_keys: vec![CallbackKeys {
                token: new.token,
                encoding_aes_key: new.encoding_aes_key,
                valid_until: None,
            }],
        };
        let entry =
            self.0.journal.local(actor, Deed::ComponentAdd, &new.component_appid, json!({"name": component.name}));
        self.0
            .store
            .commit(async |w| {
                w.component_insert(&component, &secrets).await?;
                entry.write_done(w).await
            })
            .await
            .map_err(|error| match error {
                wxfleet_store::Error::Taken => Error::Conflict(Conflict::ComponentTaken),
                other => Error::Store(other),
            })?;
        self.0.live.invalidate(&new.component_appid).await;
        self.view(component).await
    }

    /// All components. Their accounts are counted; where that is not wanted, [`Components::known`] is cheaper.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<ComponentView>, Error> {
        let mut views = Vec::new();
        for component in self.known(actor).await? {
            views.push(self.view(component).await?);
        }
        Ok(views)
    }

    /// All components without the numbers of their accounts.
    pub async fn known(&self, actor: &Actor) -> Result<Vec<Component>, Error> {
        let limits = gate::for_list(actor, Action::ComponentRead)?;
        let mut known = self.0.store.components().await?;
        known.retain(|one| limits.hold_component(&one.component_appid));
        Ok(known)
    }

    /// One component.
    pub async fn show(&self, actor: &Actor, component: &ComponentAppid) -> Result<ComponentView, Error> {
        gate::on_component(actor, Action::ComponentRead, component)?;
        let row = self.0.store.component_by_appid(component).await?.ok_or(Error::NotFound(What::Component))?;
        self.view(row).await
    }

    /// Changes a component. A replaced token or AES key stays good for a while for what still arrives under it.
    pub async fn update(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        change: ComponentChange,
    ) -> Result<ComponentView, Error> {
        gate::on_component(actor, Action::ComponentWrite, component)?;
        let row = self.0.store.component_by_appid(component).await?.ok_or(Error::NotFound(What::Component))?;
        let mut secrets = self.0.store.component_secrets(component).await?.ok_or(Error::NotFound(What::Component))?;
        self.rotate(&mut secrets, &change)?;
        let entry = self.0.journal.local(actor, Deed::ComponentUpdate, component, told(&change, &row));
        self.0
            .store
            .commit(async |w| {
                w.component_update(component, row.version, change.name.as_deref(), Some(&secrets)).await?;
                entry.write_done(w).await
            })
            .await
            .map_err(raced)?;
        self.0.live.invalidate(component).await;
        self.show(actor, component).await
    }

    fn rotate(&self, secrets: &mut ComponentSecrets, change: &ComponentChange) -> Result<(), Error> {
        let now = self.0.clock.now();
        if let Some(app_secret) = &change.app_secret {
            secrets.app_secret = app_secret.clone();
        }
        if change.token.is_some() || change.encoding_aes_key.is_some() {
            let Some(current) = secrets.callback_keys.first_mut() else {
                return Err(Error::Store(wxfleet_store::Error::Corrupt(
                    "a component without callback keys".to_owned(),
                )));
            };
            let next = CallbackKeys {
                token: change.token.clone().unwrap_or_else(|| current.token.clone()),
                encoding_aes_key: change.encoding_aes_key.clone().unwrap_or_else(|| current.encoding_aes_key.clone()),
                valid_until: None,
            };
            check_keys(&next.token, &next.encoding_aes_key)?;
            current.valid_until = Some(now + self.0.old_keys_for);
            secrets.callback_keys.insert(0, next);
        }
        secrets.callback_keys.retain(|keys| keys.valid_until.is_none_or(|until| until > now));
        Ok(())
    }

    /// Removes a component and all that belongs to it. With living authorizers only when forced.
    pub async fn remove(&self, actor: &Actor, component: &ComponentAppid, force: bool) -> Result<(), Error> {
        gate::on_component(actor, Action::ComponentWrite, component)?;
        let view = self.show(actor, component).await?;
        if view.authorized > 0 && !force {
            return Err(Conflict::ComponentInUse(view.authorized).into());
        }
        let entry = self.0.journal.local(
            actor,
            Deed::ComponentRemove,
            component,
            json!({"force": force, BEFORE: {"name": view.component.name, "authorized": view.authorized}}),
        );
        self.0
            .store
            .commit(async |w| {
                w.component_remove(component).await?;
                entry.write_done(w).await
            })
            .await?;
        self.0.live.invalidate(component).await;
        self.lock_tickets().remove(component);
        Ok(())
    }

    /// Asks WeChat to push tickets again.
    pub async fn restart_ticket(&self, actor: &Actor, component: &ComponentAppid) -> Result<(), Error> {
        gate::on_component(actor, Action::ComponentWrite, component)?;
        let live = self.live(component).await?;
        let endpoint = ApiStartPushTicket::new(component.clone(), live.app_secret.clone());
        let entry = self.0.journal.open(actor, Deed::TicketRestart, component, None, json!({})).await?;
        let answer = self.0.client.call(&endpoint, &NoToken).await;
        let answer = answer.map_err(|cause| Error::WeChat { doing: "start_push_ticket", cause });
        self.0.journal.close(entry, &answer, json!({})).await;
        answer.map(drop)
    }

    async fn view(&self, component: Component) -> Result<ComponentView, Error> {
        let counts = self.0.store.component_counts(&component.component_appid).await?;
        Ok(ComponentView { component, authorized: counts.authorized, unauthorized: counts.unauthorized })
    }

    /// What the ISV calls a component, for pages; its appid when that cannot be told.
    pub async fn name(&self, component: &ComponentAppid) -> String {
        self.live(component).await.map_or_else(|_| component.to_string(), |live| live.name.clone())
    }

    /// The live copy; [`Error::NotFound`] for a component that is not ours.
    pub(crate) async fn live(&self, component: &ComponentAppid) -> Result<Arc<LiveComponent>, Error> {
        let mut read = self.0.live.try_get_with_by_ref(component, self.read_live(component)).await;
        let is_over = |live: &LiveComponent| live.keys_change_at.is_some_and(|at| at <= self.0.clock.now());
        if let Ok(Some(live)) = &read
            && is_over(live)
        {
            self.0.live.invalidate(component).await;
            read = self.0.live.try_get_with_by_ref(component, self.read_live(component)).await;
        }
        match read {
            Ok(Some(live)) => Ok(live),
            Ok(None) => Err(Error::NotFound(What::Component)),
            Err(error) => Err(Error::Store((*error).clone())),
        }
    }

    async fn read_live(&self, component: &ComponentAppid) -> Result<Option<Arc<LiveComponent>>, wxfleet_store::Error> {
        let Some(row) = self.0.store.component_by_appid(component).await? else { return Ok(None) };
        let Some(secrets) = self.0.store.component_secrets(component).await? else { return Ok(None) };
        let now = self.0.clock.now();
        let keys = live_keys(component, &secrets.callback_keys, now)?;
        let ends = secrets.callback_keys.iter().filter_map(|keys| keys.valid_until);
        let keys_change_at = ends.filter(|end| *end > now).min();
        let stored = self.0.store.tickets(component).await?;
        let mut tickets = self.lock_tickets();
        let kept = tickets.entry(component.clone()).or_default();
        for ticket in stored {
            keep(kept, ticket);
        }
        drop(tickets);
        Ok(Some(Arc::new(LiveComponent { name: row.name, app_secret: secrets.app_secret, keys, keys_change_at })))
    }

    /// Takes a ticket into use at once. The newest by WeChat's own time stays the first.
    pub(crate) fn apply_ticket(&self, component: &ComponentAppid, ticket: Ticket) {
        keep(self.lock_tickets().entry(component.clone()).or_default(), ticket);
    }

    /// The tickets that are still good, newest first. Their age is counted from their arrival: a clock of ours that is
    /// wrong by a day must not make a ticket look old that has just come.
    pub(crate) async fn tickets(&self, component: &ComponentAppid) -> Result<Vec<Ticket>, Error> {
        // What another replica received is in the store alone.
        let stored = self.0.store.tickets(component).await?;
        let now = self.0.clock.now();
        let mut tickets = self.lock_tickets();
        let kept = tickets.entry(component.clone()).or_default();
        for ticket in stored {
            keep(kept, ticket);
        }
        Ok(kept.iter().filter(|ticket| ticket.received_at + TICKET_LIFE > now).cloned().collect())
    }

    fn lock_tickets(&self) -> std::sync::MutexGuard<'_, HashMap<ComponentAppid, Vec<Ticket>>> {
        self.0.tickets.lock().expect("no holder of this lock can panic")
    }
}

fn keep(tickets: &mut Vec<Ticket>, ticket: Ticket) {
    if tickets.iter().any(|known| known.ticket == ticket.ticket) {
        return;
    }
    tickets.push(ticket);
    tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.created_at));
    tickets.truncate(TICKETS_KEPT);
}

/// What the journal tells of a change: of secrets, that they were replaced.
fn told(change: &ComponentChange, row: &Component) -> Value {
    let mut told = Map::new();
    if let Some(name) = &change.name {
        told.insert("name".to_owned(), json!(name));
        told.insert(BEFORE.to_owned(), json!({"name": row.name}));
    }
    let ComponentChange { name: _, app_secret, token, encoding_aes_key } = change;
    let secrets = [
        ("app_secret", app_secret.is_some()),
        ("token", token.is_some()),
        ("encoding_aes_key", encoding_aes_key.is_some()),
    ];
    for (secret, _) in secrets.into_iter().filter(|(_, is_new)| *is_new) {
        told.insert(secret.to_owned(), json!("replaced"));
    }
    Value::Object(told)
}

fn check_keys(token: &MessageToken, encoding_aes_key: &EncodingAesKey) -> Result<(), Error> {
    if token.is_empty() {
        return Err(Error::invalid("token", "must not be empty", "不能为空"));
    }
    Key::parse(encoding_aes_key).map(drop).map_err(|_| {
        Error::invalid(
            "encoding_aes_key",
            "must be exactly 43 letters and digits, as WeChat's console shows it",
            "必须是微信后台显示的 43 位字母和数字",
        )
    })
}

fn live_keys(
    component: &ComponentAppid,
    generations: &[CallbackKeys],
    now: Timestamp,
) -> Result<Keys, wxfleet_store::Error> {
    let corrupt = || wxfleet_store::Error::Corrupt("a component's callback keys cannot be read".to_owned());
    let mut living = generations.iter().filter(|keys| keys.valid_until.is_none_or(|until| until > now));
    let current = living.next().ok_or_else(corrupt)?;
    let key = Key::parse(&current.encoding_aes_key).map_err(|_| corrupt())?;
    let mut keys = Keys::new(component.clone(), current.token.clone(), key);
    for former in living {
        keys = keys.with_previous_token(former.token.clone());
        keys = keys.with_previous_aes_key(Key::parse(&former.encoding_aes_key).map_err(|_| corrupt())?);
    }
    Ok(keys)
}

pub(crate) fn raced(error: wxfleet_store::Error) -> Error {
    match error {
        wxfleet_store::Error::Stale => Error::Conflict(Conflict::Raced),
        other => Error::Store(other),
    }
}
