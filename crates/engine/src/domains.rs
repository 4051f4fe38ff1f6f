//! Domains: which hosts a Mini Program may talk to and which pages it may open, and the platform's own lists of both.
//!
//! WeChat holds the lists; nothing of them is kept here. A change goes the way of every outside effect: under a lock,
//! what an earlier change left open is settled first, then the intent is stored, the call made and the outcome stored.
//!
//! * An account's lists can be set by two ways (`model::domain::Way`). By way of the platform WeChat drops, without a
//!   word, what the platform has not registered: after such a change the lists are read and what is missing is named, and
//!   a `PUT` that would bring in what is not registered is refused before it is sent.
//! * A `PUT` reads first. By way of the platform it sends the whole lists, since a list that is left out could be
//!   cleared; directly it sends what is to be added and what is to be taken out, since WeChat warns against setting again
//!   what is online.
//! * 85017 and 89019 say "nothing changed": the lists are read, and if they are as wanted, that is a success.
//!
//! `account`: an account's lists. `platform`: the platform's own. `ask`: the calls behind both. `confirm`: the files by
//! which WeChat knows our hosts. `settle`: how a change ended whose answer we never saw.

mod account;
mod ask;
mod confirm;
mod platform;
mod settle;

use std::sync::Arc;

use wxfleet_model::clock::Clock;
use wxfleet_model::domain::{DomainLists, Family};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_store::Store;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizers::Authorizers;
use crate::components::Components;
use crate::error::Error;
use crate::journal::Journal;
use crate::locks::Locks;
use crate::observations::Observations;
use crate::tokens::Tokens;

pub(crate) use self::ask::check;
pub(crate) use self::settle::concerns;

/// The service.
#[derive(Clone)]
pub struct Domains {
    store: Store,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
    components: Components,
    authorizers: Authorizers,
    journal: Journal,
    observations: Observations,
    acting: Arc<Locks<(ComponentAppid, Option<Appid>)>>,
}

/// An account's lists after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// As WeChat shows them now.
    pub lists: DomainLists,
    /// What was wished for and is not there.
    pub dropped: Vec<String>,
    /// Whether it was so already.
    pub already: bool,
}

/// The platform's own list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlatformList {
    /// Of the test edition.
    pub testing: Vec<String>,
    /// Of the published edition; `None` when WeChat shows none.
    pub published: Option<Vec<String>>,
}

/// The platform's own list after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformChanged {
    /// As WeChat shows it now.
    pub list: PlatformList,
    /// What WeChat did not take.
    pub invalid: Vec<String>,
    /// Whether it was so already.
    pub already: bool,
}

/// A confirm file and where it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name.
    pub file_name: String,
    /// What it holds.
    pub file_content: String,
    /// Whether we serve it; not under a name that could mean something else.
    pub served: bool,
}

impl Domains {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
        components: Components,
        authorizers: Authorizers,
        journal: Journal,
        observations: Observations,
    ) -> Self {
        let acting = Arc::new(Locks::new());
        Self { store, clock, tokens, components, authorizers, journal, observations, acting }
    }

    /// Settles what was left open, and says whether this very wish was among it and has come true.
    async fn came_true_before(
        &self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        deed: Deed,
        request: &serde_json::Value,
    ) -> Result<bool, Error> {
        let settled = self.settle(component, appid).await?;
        Ok(settled.iter().any(|entry| {
            entry.intent.deed == deed
                && entry.intent.is_same_wish(request)
                && matches!(entry.outcome, Some((Outcome::Done { .. }, _)))
        }))
    }
}

/// What the journal calls a change of an account's lists.
const fn deed_of(family: Family) -> Deed {
    match family {
        Family::Server => Deed::ServerDomains,
        Family::Webview => Deed::WebviewDomains,
    }
}

/// What the journal calls a change of the platform's own list.
const fn platform_deed_of(family: Family) -> Deed {
    match family {
        Family::Server => Deed::PlatformServerDomains,
        Family::Webview => Deed::PlatformWebviewDomains,
    }
}
