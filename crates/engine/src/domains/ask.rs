//! The calls: reading and changing lists, whichever family and way.

use wxfleet_model::domain::{Change, DomainKind, DomainLists, Editions, Family, PlatformChange, Way};
use wxfleet_model::observation::Fact;
use wxfleet_wechat::domain::{
    DomainAction, GetEffectiveDomain, GetEffectiveWebviewdomain, ModifyDomain, ModifyDomainDirectly,
    ModifyWxaJumpDomain, ModifyWxaServerDomain, ServerDomains, Setwebviewdomain, SetwebviewdomainDirectly,
};
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::AuthorizerAccessToken;

use super::{Domains, PlatformList};
use crate::code::Account;
use crate::error::Error;

/// Refuses what WeChat is known to refuse, by the field's name.
pub(crate) fn check(family: Family, change: &Change) -> Result<(), Error> {
    let (action, lists) = (change.action, &change.lists);
    match family {
        Family::Server => ModifyDomain::new(action, server_domains(lists)).check()?,
        Family::Webview => Setwebviewdomain::new(action, webview_domains(lists)).check()?,
    }
    Ok(())
}

/// The same for the platform's own list.
pub(super) fn check_platform(family: Family, change: &PlatformChange) -> Result<(), Error> {
    let (action, hosts) = (change.action, change.domains.clone());
    match family {
        Family::Server => ModifyWxaServerDomain::new(action, hosts, true).check()?,
        Family::Webview => ModifyWxaJumpDomain::new(action, hosts, true).check()?,
    }
    Ok(())
}

impl Domains {
    async fn call<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.tokens.call_authorizer(&account.component_appid, &account.appid, endpoint).await
    }

    /// All lists of the family as they stand, empty ones included.
    pub(super) async fn lists_now(&self, account: &Account, family: Family, way: Way) -> Result<DomainLists, Error> {
        let now = match (family, way) {
            (Family::Server, Way::Platform) => {
                let endpoint = ModifyDomain::new(DomainAction::Get, ServerDomains::default());
                lists_of(self.call(account, &endpoint).await?.domains)
            }
            (Family::Server, Way::Direct) => self.server_domains_set_directly(account).await?,
            (Family::Webview, Way::Platform) => {
                let endpoint = Setwebviewdomain::new(DomainAction::Get, None);
                webview_list(self.call(account, &endpoint).await?.webviewdomain.unwrap_or_default())
            }
            (Family::Webview, Way::Direct) => self.webview_domains_set_directly(account).await?,
        };
        Ok(DomainLists::default().put_over(&now, family))
    }

    /// Whether the reading by this way names the lists is not documented; where it does not, the list of what is in
    /// force names those that were set directly, too.
    async fn server_domains_set_directly(&self, account: &Account) -> Result<DomainLists, Error> {
        let endpoint = ModifyDomainDirectly::new(DomainAction::Get, ServerDomains::default());
        let shown = self.call(account, &endpoint).await?.domains;
        self.note_shown(!shown.is_silent()).await;
        if !shown.is_silent() {
            return Ok(lists_of(shown));
        }
        Ok(lists_of(self.call(account, &GetEffectiveDomain::new()).await?.direct_domain))
    }

    async fn webview_domains_set_directly(&self, account: &Account) -> Result<DomainLists, Error> {
        let endpoint = SetwebviewdomainDirectly::new(DomainAction::Get, None);
        let shown = self.call(account, &endpoint).await?.webviewdomain;
        self.note_shown(shown.is_some()).await;
        let list = match shown {
            Some(list) => list,
            None => self.call(account, &GetEffectiveWebviewdomain::new()).await?.direct_webviewdomain,
        };
        Ok(webview_list(list))
    }

    async fn note_shown(&self, lists: bool) {
        self.observations.note(Fact::DirectDomainsShown, if lists { "present" } else { "absent" }).await;
    }

    /// Makes the change. By way of the platform all lists are sent, as WeChat's page wants it.
    pub(super) async fn send(&self, account: &Account, family: Family, change: &Change) -> Result<(), Error> {
        let Change { action, way, lists } = change;
        match (family, way) {
            (Family::Server, Way::Platform) => {
                let all = lists.put_over(&DomainLists::default(), family);
                self.call(account, &ModifyDomain::new(*action, server_domains(&all))).await.map(drop)
            }
            (Family::Server, Way::Direct) => {
                self.call(account, &ModifyDomainDirectly::new(*action, server_domains(lists))).await.map(drop)
            }
            (Family::Webview, Way::Platform) => {
                self.call(account, &Setwebviewdomain::new(*action, webview_domains(lists))).await.map(drop)
            }
            (Family::Webview, Way::Direct) => {
                self.call(account, &SetwebviewdomainDirectly::new(*action, webview_domains(lists))).await.map(drop)
            }
        }
    }

    /// The platform's own list as it stands.
    pub(super) async fn platform_list_now(
        &self,
        component: &ComponentAppid,
        family: Family,
    ) -> Result<PlatformList, Error> {
        Ok(match family {
            Family::Server => {
                let shown = self.tokens.call_component(component, &ModifyWxaServerDomain::get()).await?;
                platform_list(shown.testing_wxa_server_domain, shown.published_wxa_server_domain)
            }
            Family::Webview => {
                let shown = self.tokens.call_component(component, &ModifyWxaJumpDomain::get()).await?;
                platform_list(shown.testing_wxa_jump_h5_domain, shown.published_wxa_jump_h5_domain)
            }
        })
    }

    /// Makes the change of the platform's own list; answers the hosts that WeChat did not take.
    pub(super) async fn send_platform(
        &self,
        component: &ComponentAppid,
        family: Family,
        change: &PlatformChange,
    ) -> Result<Vec<String>, Error> {
        let (action, hosts) = (change.action, change.domains.clone());
        let published_too = change.editions == Editions::Both;
        let invalid = match family {
            Family::Server => {
                let endpoint = ModifyWxaServerDomain::new(action, hosts, published_too);
                self.tokens.call_component(component, &endpoint).await?.invalid_wxa_server_domain
            }
            Family::Webview => {
                let endpoint = ModifyWxaJumpDomain::new(action, hosts, published_too);
                self.tokens.call_component(component, &endpoint).await?.invalid_wxa_jump_h5_domain
            }
        };
        Ok(invalid.unwrap_or_default())
    }
}

fn platform_list(testing: Option<Vec<String>>, published: Option<Vec<String>>) -> PlatformList {
    PlatformList { testing: testing.unwrap_or_default(), published }
}

fn server_domains(lists: &DomainLists) -> ServerDomains {
    let list = |kind: DomainKind| lists.get(kind).map(<[String]>::to_vec);
    ServerDomains {
        requestdomain: list(DomainKind::Request),
        wsrequestdomain: list(DomainKind::Ws),
        uploaddomain: list(DomainKind::Upload),
        downloaddomain: list(DomainKind::Download),
        udpdomain: list(DomainKind::Udp),
        tcpdomain: list(DomainKind::Tcp),
    }
}

fn lists_of(domains: ServerDomains) -> DomainLists {
    let mut lists = DomainLists::default();
    for (kind, list) in [
        (DomainKind::Request, domains.requestdomain),
        (DomainKind::Ws, domains.wsrequestdomain),
        (DomainKind::Upload, domains.uploaddomain),
        (DomainKind::Download, domains.downloaddomain),
        (DomainKind::Udp, domains.udpdomain),
        (DomainKind::Tcp, domains.tcpdomain),
    ] {
        lists.set(kind, list.unwrap_or_default());
    }
    lists
}

fn webview_domains(lists: &DomainLists) -> Option<Vec<String>> {
    lists.get(DomainKind::Webview).map(<[String]>::to_vec)
}

fn webview_list(list: Vec<String>) -> DomainLists {
    let mut lists = DomainLists::default();
    lists.set(DomainKind::Webview, list);
    lists
}
