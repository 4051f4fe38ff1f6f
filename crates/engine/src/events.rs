//! Reading the pushes that were kept: lists of them, and one with what it said.
//!
//! Tickets and authorization codes are masked. A push that we could not read cannot be masked either, so its raw text
//! is for those who may see raw ones; everybody else sees that there is one.

use wxfleet_model::event::{EventHead, EventId};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
pub use wxfleet_store::EventFilter;
use wxfleet_store::Store;
use wxfleet_wechat::callback::{mask_xml, notice};

use crate::error::{Error, What};
use crate::gate;

/// One push with what it said.
#[derive(Debug, Clone, PartialEq)]
pub struct EventView {
    /// What the list shows of it.
    pub head: EventHead,
    /// What it said.
    pub text: EventText,
}

/// What a push said, as far as it may be shown.
#[derive(Debug, Clone, PartialEq)]
pub enum EventText {
    /// It can be read.
    Readable {
        /// The XML, masked.
        xml: String,
        /// The same as JSON, masked.
        fields: serde_json::Value,
    },
    /// It cannot be read; its bytes for those who may see them.
    Raw(Option<Vec<u8>>),
}

/// The service.
#[derive(Clone)]
pub struct Events {
    store: Store,
}

impl Events {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// The pushes that pass the filter, the newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        mut filter: EventFilter,
        page: PageRequest,
    ) -> Result<Page<EventHead>, Error> {
        filter.limits = gate::for_list(actor, Action::EventRead)?;
        Ok(self.store.event_heads(&filter, &page).await?)
    }

    /// One push.
    pub async fn show(&self, actor: &Actor, id: EventId) -> Result<EventView, Error> {
        let limits = actor.limits_for(Action::EventRead)?;
        let event = self.store.event_by_id(id).await?.ok_or(Error::NotFound(What::Event))?;
        if !gate::sees(&self.store, limits, &event.component_appid, event.appid.as_ref()).await? {
            return Err(Error::NotFound(What::Event));
        }
        let text = match notice::parse(&event.xml) {
            Ok(notice) => EventText::Readable { xml: mask_xml(&event.xml), fields: notice.to_json() },
            Err(_) => EventText::Raw(actor.limits_for(Action::EventRaw).is_ok().then_some(event.xml)),
        };
        let head = EventHead {
            id: event.id,
            component_appid: event.component_appid,
            appid: event.appid,
            kind: event.kind,
            created_at: event.created_at,
            received_at: event.received_at,
        };
        Ok(EventView { head, text })
    }
}
