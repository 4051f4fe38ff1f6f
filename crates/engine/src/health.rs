//! Whether the server is in order, and how each component stands.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::clock::Clock;
use wxfleet_model::component::Component;
use wxfleet_model::event::EventHead;
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_store::{EventFilter, Store};
use wxfleet_wechat::id::ComponentAppid;

use crate::components::TICKET_LIFE;
use crate::error::{Error, What};
use crate::gate;

/// Tickets come every ten minutes; after this long without one somebody should look.
pub(crate) const TICKET_STALE_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// How a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketHealth {
    /// It came lately.
    Fresh,
    /// None came for half an hour; the one in hand still serves.
    Stale,
    /// The one in hand is older than twelve hours.
    Expired,
    /// None has ever come.
    Missing,
}

/// How a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHealth {
    /// It is good.
    Good,
    /// It has ended.
    Expired,
    /// There has never been one.
    Missing,
}

/// How a component stands.
#[derive(Debug, Clone)]
pub struct ComponentHealth {
    /// The component.
    pub component: Component,
    /// Its ticket.
    pub ticket: TicketHealth,
    /// Its access token.
    pub access_token: TokenHealth,
}

/// How far the set-up of a component has come, by what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// Its ticket.
    pub ticket: TicketHealth,
    /// Its access token.
    pub access_token: TokenHealth,
    /// When the newest message or event of one of its accounts came, among the latest pushes.
    pub message_at: Option<Timestamp>,
}

/// How many of the latest pushes are looked through for one of an account's own.
const LATEST: u32 = 200;
/// Pushes about an account that come to the authorization-event URL.
const OF_AUTHORIZATION: [&str; 3] = ["authorized", "updateauthorized", "unauthorized"];

/// The service.
#[derive(Clone)]
pub struct Health {
    store: Store,
    clock: Arc<dyn Clock>,
}

impl Health {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Fails when the database does not answer or its keys are not in order.
    pub async fn check(&self) -> Result<Vec<ComponentHealth>, wxfleet_store::Error> {
        self.store.check().await?;
        let now = self.clock.now();
        let components = self.store.components().await?;
        Ok(components.into_iter().map(|component| health_of(component, now)).collect())
    }

    /// How far the set-up of a component has come.
    pub async fn setup(&self, actor: &Actor, component: &ComponentAppid) -> Result<Setup, Error> {
        gate::on_component(actor, Action::ComponentRead, component)?;
        let limits = gate::for_list(actor, Action::EventRead)?;
        let found = self.store.component_by_appid(component).await?.ok_or(Error::NotFound(What::Component))?;
        let health = health_of(found, self.clock.now());
        let filter = EventFilter { component_appid: Some(component.clone()), limits, ..EventFilter::default() };
        let latest = self.store.event_heads(&filter, &PageRequest { limit: LATEST, after: None }).await?;
        let own = |event: &&EventHead| event.appid.is_some() && !OF_AUTHORIZATION.contains(&event.kind.as_str());
        let message_at = latest.items.iter().find(own).map(|event| event.received_at);
        Ok(Setup { ticket: health.ticket, access_token: health.access_token, message_at })
    }
}

fn health_of(component: Component, now: Timestamp) -> ComponentHealth {
    let ticket = match component.ticket_received_at {
        None => TicketHealth::Missing,
        Some(at) if at + TICKET_LIFE <= now => TicketHealth::Expired,
        Some(at) if at + TICKET_STALE_AFTER <= now => TicketHealth::Stale,
        Some(_) => TicketHealth::Fresh,
    };
    let access_token = match component.access_token_expires_at {
        None => TokenHealth::Missing,
        Some(at) if at <= now => TokenHealth::Expired,
        Some(_) => TokenHealth::Good,
    };
    ComponentHealth { component, ticket, access_token }
}
