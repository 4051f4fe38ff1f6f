//! Reading the pushes that were kept: lists of them, and one with what it said.
//!
//! Tickets and authorization codes are masked. A push that we could not read cannot be masked either, so its raw text
//! is for those who may see raw ones; everybody else sees that there is one. A search looks at what its reader may see,
//! so that nobody finds out a ticket by guessing at it.

use wxfleet_model::event::{Event, EventHead, EventId};
use wxfleet_model::page::{MAX_LIMIT, Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
pub use wxfleet_store::EventFilter;
use wxfleet_store::Store;
use wxfleet_wechat::callback::{self, Reject, mask_xml, notice};
use wxfleet_wechat::id::ComponentAppid;

use crate::components::Components;
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

/// How many pushes one search opens: some tenths of a second of work. What is older is looked at when it is asked for.
const SEARCHED: usize = 5_000;

/// What each check says of a push that somebody brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Examination {
    /// How many replacements ago the token was current that made the signature.
    pub token: Result<usize, Reject>,
    /// The same of the AES key that opened it.
    pub key: Result<usize, Reject>,
    /// What it says, if it could be opened.
    pub text: Option<EventText>,
}

/// The service.
#[derive(Clone)]
pub struct Events {
    store: Store,
    components: Components,
}

impl Events {
    pub(crate) fn new(store: Store, components: Components) -> Self {
        Self { store, components }
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

    /// The pushes that pass the filter and hold the text, the newest first. A page may have more rows than were asked
    /// for, and fewer or none although there are older ones: a search looks back a part of the way at a time.
    pub async fn search(
        &self,
        actor: &Actor,
        mut filter: EventFilter,
        text: &str,
        page: PageRequest,
    ) -> Result<Page<EventHead>, Error> {
        filter.limits = gate::for_list(actor, Action::EventRead)?;
        let text = text.to_lowercase();
        let mut found = Page { items: Vec::new(), next: page.after };
        let mut looked_at = 0;
        loop {
            let portion = PageRequest { limit: MAX_LIMIT, after: found.next.take() };
            let Page { items, next } = self.store.events(&filter, &portion).await?;
            looked_at += items.len();
            let holds = |event: &Event| shown(actor, &event.xml).to_lowercase().contains(&text);
            found.items.extend(items.into_iter().filter(holds).map(head));
            found.next = next;
            let is_enough = found.items.len() >= page.limit as usize || looked_at >= SEARCHED;
            if found.next.is_none() || is_enough {
                return Ok(found);
            }
        }
    }

    /// Says of a push that somebody brought what each check says, and what it holds. Nothing of it is kept.
    pub async fn examine(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        query: &str,
        body: &[u8],
    ) -> Result<Examination, Error> {
        gate::on_component(actor, Action::EventRead, component)?;
        let live = self.components.live(component).await?;
        let examined = callback::examine(&live.keys, query, body);
        let (key, text) = match examined.text {
            Ok((xml, key)) => (Ok(key), Some(read(actor, xml.to_vec()))),
            Err(reject) => (Err(reject), None),
        };
        Ok(Examination { token: examined.token, key, text })
    }

    /// One push.
    pub async fn show(&self, actor: &Actor, id: EventId) -> Result<EventView, Error> {
        let limits = actor.limits_for(Action::EventRead)?;
        let mut event = self.store.event_by_id(id).await?.ok_or(Error::NotFound(What::Event))?;
        if !gate::sees(&self.store, limits, &event.component_appid, event.appid.as_ref()).await? {
            return Err(Error::NotFound(What::Event));
        }
        let text = read(actor, std::mem::take(&mut event.xml));
        Ok(EventView { head: head(event), text })
    }
}

/// What a message says, as far as the actor may know.
fn read(actor: &Actor, xml: Vec<u8>) -> EventText {
    match notice::parse(&xml) {
        Ok(notice) => EventText::Readable { xml: mask_xml(&xml), fields: notice.to_json() },
        Err(_) => EventText::Raw(actor.limits_for(Action::EventRaw).is_ok().then_some(xml)),
    }
}

/// The same as one text to look through.
fn shown(actor: &Actor, xml: &[u8]) -> String {
    if notice::parse(xml).is_ok() {
        return mask_xml(xml);
    }
    let may_see = actor.limits_for(Action::EventRaw).is_ok();
    if may_see { String::from_utf8_lossy(xml).into_owned() } else { String::new() }
}

fn head(event: Event) -> EventHead {
    EventHead {
        id: event.id,
        component_appid: event.component_appid,
        appid: event.appid,
        kind: event.kind,
        created_at: event.created_at,
        received_at: event.received_at,
    }
}
