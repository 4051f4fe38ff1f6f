//! Finding out how a change ended whose answer we never saw: the lists are read, nothing is repeated.

use serde_json::json;
use wxfleet_model::domain::{Change, DomainLists, Editions, Family, PlatformChange};
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_wechat::domain::DomainAction;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::{Domains, PlatformList};
use crate::code::Account;
use crate::error::Error;

const ACCOUNT_DEEDS: &[Deed] = &[Deed::ServerDomains, Deed::WebviewDomains];
const PLATFORM_DEEDS: &[Deed] = &[Deed::PlatformServerDomains, Deed::PlatformWebviewDomains];

/// Whether a deed changes domains.
pub(crate) fn concerns(deed: Deed) -> bool {
    ACCOUNT_DEEDS.contains(&deed) || PLATFORM_DEEDS.contains(&deed)
}

impl Domains {
    /// Settles what earlier changes left open, of an account or of the platform itself. The caller holds the lock.
    pub(super) async fn settle(
        &self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
    ) -> Result<Vec<JournalEntry>, Error> {
        let deeds = if appid.is_some() { ACCOUNT_DEEDS } else { PLATFORM_DEEDS };
        let mut settled = Vec::new();
        for entry in self.journal.left_open(component, appid, deeds).await? {
            let outcome = match appid {
                Some(appid) => self.find_out(component, appid, &entry).await?,
                None => self.find_out_platform(component, &entry).await?,
            };
            settled.push(self.journal.settled(entry, outcome).await?);
        }
        Ok(settled)
    }

    /// The same on behalf of the reconciling task.
    pub(crate) async fn settle_left_open(
        &self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
    ) -> Result<usize, Error> {
        let _alone = self.acting.hold(&(component.clone(), appid.cloned())).await;
        Ok(self.settle(component, appid).await?.len())
    }

    async fn find_out(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        entry: &JournalEntry,
    ) -> Result<Outcome, Error> {
        let family = if entry.intent.deed == Deed::ServerDomains { Family::Server } else { Family::Webview };
        let Ok(change) = serde_json::from_value::<Change>(entry.intent.request.clone()) else {
            return Ok(unreadable());
        };
        let account = Account { component_appid: component.clone(), appid: appid.clone() };
        let now = self.lists_now(&account, family, change.way).await?;
        Ok(outcome(missing(&change, &now).is_empty()))
    }

    async fn find_out_platform(&self, component: &ComponentAppid, entry: &JournalEntry) -> Result<Outcome, Error> {
        let family = if entry.intent.deed == Deed::PlatformServerDomains { Family::Server } else { Family::Webview };
        let Ok(change) = serde_json::from_value::<PlatformChange>(entry.intent.request.clone()) else {
            return Ok(unreadable());
        };
        Ok(outcome(platform_holds(&change, &self.platform_list_now(component, family).await?)))
    }
}

fn outcome(holds: bool) -> Outcome {
    if holds {
        Outcome::Done { result: json!({}) }
    } else {
        Outcome::Failed { reason: "interrupted; WeChat does not show all of what was asked for".to_owned() }
    }
}

fn unreadable() -> Outcome {
    Outcome::Failed { reason: "interrupted; the intent cannot be read".to_owned() }
}

/// What of a change the lists do not show: entries that are not there, or (deleting) still are.
pub(super) fn missing(change: &Change, now: &DomainLists) -> DomainLists {
    match change.action {
        DomainAction::Delete => change.lists.within(now),
        DomainAction::Set => {
            let (absent, surplus) = (change.lists.without(now), surplus(&change.lists, now));
            if absent.is_empty() { surplus } else { absent }
        }
        DomainAction::Add | DomainAction::Get => change.lists.without(now),
    }
}

/// What stands in those lists that a set speaks of, and should not.
fn surplus(wished: &DomainLists, now: &DomainLists) -> DomainLists {
    let mut spoken_of = DomainLists::default();
    for family in [Family::Server, Family::Webview] {
        for kind in family.kinds().iter().filter(|kind| wished.get(**kind).is_some()) {
            spoken_of.set(*kind, now.of(*kind).iter().cloned());
        }
    }
    spoken_of.without(wished)
}

/// Whether the platform's own list is as a change wants it, in every edition that the change reaches.
pub(super) fn platform_holds(change: &PlatformChange, list: &PlatformList) -> bool {
    let has = |edition: &[String], host: &String| edition.iter().any(|known| known.eq_ignore_ascii_case(host));
    let holds = |edition: &[String]| match change.action {
        DomainAction::Delete => !change.domains.iter().any(|host| has(edition, host)),
        DomainAction::Set => {
            change.domains.iter().all(|host| has(edition, host))
                && edition.iter().all(|known| has(&change.domains, known))
        }
        DomainAction::Add | DomainAction::Get => change.domains.iter().all(|host| has(edition, host)),
    };
    let published = list.published.as_deref().filter(|_| change.editions == Editions::Both);
    holds(&list.testing) && published.is_none_or(holds)
}
