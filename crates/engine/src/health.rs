//! Whether the server is in order, and how each component stands.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::clock::Clock;
use wxfleet_model::component::Component;
use wxfleet_store::Store;

use crate::components::TICKET_LIFE;

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
