//! The lists of one account: reading, adding, deleting, setting.

use serde_json::json;
use wxfleet_model::domain::{Change, DomainLists, Family, Way};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::domain::{
    DomainAction, EffectiveDomains, EffectiveWebviewdomains, GetEffectiveDomain, GetEffectiveWebviewdomain,
    ModifyDomain, ServerDomains, Setwebviewdomain,
};
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::secret::AuthorizerAccessToken;

use super::ask::check;
use super::settle::missing;
use super::{Changed, Domains, PlatformList, deed_of};
use crate::code::Account;
use crate::error::Error;
use crate::gate;
use crate::journal::after;

/// The platform has not registered a server domain.
const NOT_REGISTERED: Errcode = Errcode(85018);

/// A business domain is none of the platform's, nor below one.
const NOT_BELOW_REGISTERED: Errcode = Errcode(89021);

impl Domains {
    /// The server domains of an account by who set them, and those in force.
    pub async fn effective(&self, actor: &Actor, account: &Account) -> Result<EffectiveDomains, Error> {
        self.read_effective(actor, account, &GetEffectiveDomain::new()).await
    }

    /// The same of its business domains.
    pub async fn effective_webview(&self, actor: &Actor, account: &Account) -> Result<EffectiveWebviewdomains, Error> {
        self.read_effective(actor, account, &GetEffectiveWebviewdomain::new()).await
    }

    async fn read_effective<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        actor: &Actor,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        let Account { component_appid, appid } = account;
        gate::on_account(&self.store, actor, Action::DomainRead, component_appid, appid).await?;
        self.authorizers.mini_program(component_appid, appid).await?;
        self.tokens.call_authorizer(component_appid, appid, endpoint).await
    }

    /// The lists that were set by a way.
    pub async fn lists(
        &self,
        actor: &Actor,
        account: &Account,
        family: Family,
        way: Way,
    ) -> Result<DomainLists, Error> {
        gate::on_account(&self.store, actor, Action::DomainRead, &account.component_appid, &account.appid).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        self.lists_now(account, family, way).await
    }

    /// Adds, deletes or sets.
    pub async fn change(
        &self,
        actor: &Actor,
        account: &Account,
        family: Family,
        change: Change,
    ) -> Result<Changed, Error> {
        gate::on_account(&self.store, actor, Action::DomainWrite, &account.component_appid, &account.appid).await?;
        let is_set = change.action == DomainAction::Set;
        if change.lists.is_silent() || (!is_set && change.lists.is_empty()) {
            return Err(Error::invalid("domains", "or a list must be given", "或某个域名列表必须给出"));
        }
        check(family, &change)?;
        let Account { component_appid, appid } = account;
        self.authorizers.mini_program(component_appid, appid).await?;
        let _alone = self.acting.hold(&(component_appid.clone(), Some(appid.clone()))).await;
        let (already, wanted) = if is_set {
            self.put(actor, account, family, &change).await?
        } else {
            (self.step(actor, account, family, &change, None).await?, change.lists.clone())
        };
        let lists = self.lists_now(account, family, change.way).await?;
        // Directly nothing is dropped, and whether the reading shows a change before the next release is not promised.
        let dropped = match (change.way, change.action) {
            (Way::Platform, DomainAction::Add | DomainAction::Set) => wanted.without(&lists).entries(),
            _ => Vec::new(),
        };
        Ok(Changed { lists, dropped, already })
    }

    /// Makes the lists be as wished, by the least that takes. Says whether they were so already, and what is wanted of
    /// them: those that stay as they are included, since WeChat drops from these, too.
    async fn put(
        &self,
        actor: &Actor,
        account: &Account,
        family: Family,
        wish: &Change,
    ) -> Result<(bool, DomainLists), Error> {
        self.settle(&account.component_appid, Some(&account.appid)).await?;
        let now = self.lists_now(account, family, wish.way).await?;
        let wanted = wish.lists.put_over(&now, family);
        if wanted.is_same(&now) {
            return Ok((true, wanted));
        }
        if wish.way == Way::Platform {
            self.refuse_unregistered(account, family, &wanted.without(&now)).await?;
            let whole = Change { lists: wanted.clone(), ..wish.clone() };
            return Ok((self.step(actor, account, family, &whole, Some(&now)).await?, wanted));
        }
        let step = |action, lists| Change { action, way: wish.way, lists };
        let add = step(DomainAction::Add, wanted.without(&now));
        let delete = step(DomainAction::Delete, now.without(&wanted));
        // Adding first leaves more rather than less when the second call fails; it has to wait when there is no room.
        let no_room = family.kinds().iter().any(|&kind| now.of(kind).len() + add.lists.of(kind).len() > room(family));
        let steps = if no_room { [delete, add] } else { [add, delete] };
        for change in steps.iter().filter(|change| !change.lists.is_empty()) {
            self.step(actor, account, family, change, Some(&now)).await?;
        }
        Ok((false, wanted))
    }

    /// One call with its journal entry, in which what the lists were stands too, where it was read. Says whether it was so
    /// already.
    async fn step(
        &self,
        actor: &Actor,
        account: &Account,
        family: Family,
        change: &Change,
        before: Option<&DomainLists>,
    ) -> Result<bool, Error> {
        check(family, change)?;
        let Account { component_appid, appid } = account;
        let (deed, request) = (deed_of(family), serde_json::to_value(change).unwrap_or_default());
        if self.came_true_before(component_appid, Some(appid), deed, &request).await? {
            return Ok(false);
        }
        let request = after(serde_json::to_value(before).unwrap_or_default(), request);
        let entry = self.journal.open(actor, deed, component_appid, Some(appid), request).await?;
        let sent = self.send(account, family, change).await;
        self.journal.close(entry, &sent, json!({})).await;
        match sent {
            Ok(()) => Ok(false),
            Err(refused) => self.look_behind(account, family, change, refused).await,
        }
    }

    /// What a refusal means by what the lists show: it was so already, or hosts are not registered.
    async fn look_behind(
        &self,
        account: &Account,
        family: Family,
        change: &Change,
        refused: Error,
    ) -> Result<bool, Error> {
        let errcode = refused.errcode().map(|errcode| errcode.0);
        if !matches!(errcode, Some(85017 | 85018 | 89019..=89021)) {
            return Err(refused);
        }
        let now = self.lists_now(account, family, change.way).await?;
        if matches!(errcode, Some(85017 | 89019)) && missing(change, &now).is_empty() {
            return Ok(true);
        }
        let absent = match change.action {
            DomainAction::Add | DomainAction::Set => change.lists.without(&now),
            DomainAction::Delete | DomainAction::Get => DomainLists::default(),
        };
        match refused {
            Error::WeChat { doing, cause } if change.way == Way::Platform && !absent.is_empty() => {
                let entries = self.unregistered(account, family, absent.entries()).await;
                Err(Error::NotRegistered { doing, entries, cause })
            }
            other => Err(other),
        }
    }

    /// Refuses to add what the platform has not registered: a set would be taken, and would leave the lists without it.
    /// What cannot be told is left to WeChat.
    async fn refuse_unregistered(&self, account: &Account, family: Family, added: &DomainLists) -> Result<(), Error> {
        if added.is_empty() {
            return Ok(());
        }
        let strangers = self.strangers(account, family, &added.entries()).await.unwrap_or_default();
        if strangers.is_empty() {
            return Ok(());
        }
        let (doing, errcode) = match family {
            Family::Server => (ModifyDomain::ID, NOT_REGISTERED),
            Family::Webview => (Setwebviewdomain::ID, NOT_BELOW_REGISTERED),
        };
        Err(Error::not_registered_unasked(doing, errcode, strangers))
    }

    /// Those of the entries whose host is not in the platform's own list; all of them where that cannot be told.
    async fn unregistered(&self, account: &Account, family: Family, entries: Vec<String>) -> Vec<String> {
        match self.strangers(account, family, &entries).await {
            Ok(strangers) if !strangers.is_empty() => strangers,
            _ => entries,
        }
    }

    /// Those of the entries whose host is not in the platform's own list, as it is published or, where nothing is, tested.
    async fn strangers(&self, account: &Account, family: Family, entries: &[String]) -> Result<Vec<String>, Error> {
        let PlatformList { testing, published } = self.platform_list_now(&account.component_appid, family).await?;
        let registered = published.filter(|list| !list.is_empty()).unwrap_or(testing);
        let is_strange = |entry: &&String| {
            let host = host_of(entry);
            let below = |known: &str| family == Family::Webview && host.ends_with(&format!(".{known}"));
            !registered.iter().any(|known| known.eq_ignore_ascii_case(host) || below(known))
        };
        Ok(entries.iter().filter(is_strange).cloned().collect())
    }
}

/// How many entries a list may hold.
const fn room(family: Family) -> usize {
    match family {
        Family::Server => ServerDomains::MAX,
        Family::Webview => Setwebviewdomain::MAX,
    }
}

fn host_of(entry: &str) -> &str {
    let host = entry.split_once("://").map_or(entry, |(_, host)| host);
    host.split(':').next().unwrap_or(host)
}
