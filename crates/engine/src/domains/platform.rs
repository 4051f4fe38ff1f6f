//! The platform's own lists: the hosts that may be assigned to accounts.
//!
//! A change costs one of the platform's fifty a month, so the list is read first and nothing is sent when it is as wanted
//! already. Which editions a change reaches is the caller's choice.

use serde_json::json;
use wxfleet_model::domain::{Family, PlatformChange};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::domain::DomainAction;
use wxfleet_wechat::id::ComponentAppid;

use super::ask::check_platform;
use super::settle::platform_holds;
use super::{Domains, PlatformChanged, PlatformList, platform_deed_of};
use crate::error::Error;
use crate::gate;
use crate::journal::after;

impl Domains {
    /// The platform's own list.
    pub async fn platform_list(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        family: Family,
    ) -> Result<PlatformList, Error> {
        gate::on_component(actor, Action::DomainRead, component)?;
        self.components.live(component).await?;
        self.platform_list_now(component, family).await
    }

    /// Adds, deletes or sets.
    pub async fn platform_change(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        family: Family,
        mut change: PlatformChange,
    ) -> Result<PlatformChanged, Error> {
        gate::on_component(actor, Action::PlatformDomainWrite, component)?;
        for host in &mut change.domains {
            *host = host.to_lowercase();
        }
        if change.domains.is_empty() && change.action != DomainAction::Set {
            return Err(Error::invalid("domains", "must name at least one host", "至少要有一个域名"));
        }
        check_platform(family, &change)?;
        self.components.live(component).await?;
        let _alone = self.acting.hold(&(component.clone(), None)).await;
        self.settle(component, None).await?;
        let before = self.platform_list_now(component, family).await?;
        if platform_holds(&change, &before) {
            return Ok(PlatformChanged { list: before, invalid: Vec::new(), already: true });
        }
        let lists = json!({"testing": before.testing, "published": before.published});
        let request = after(lists, serde_json::to_value(&change).unwrap_or_default());
        let entry = self.journal.open(actor, platform_deed_of(family), component, None, request).await?;
        let sent = self.send_platform(component, family, &change).await;
        self.journal.close(entry, &sent, json!({"invalid": sent.as_ref().ok()})).await;
        let invalid = sent?;
        let list = self.platform_list_now(component, family).await?;
        Ok(PlatformChanged { list, invalid, already: false })
    }
}
