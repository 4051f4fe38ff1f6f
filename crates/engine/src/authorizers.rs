//! Authorizers: reading them, asking WeChat for their profiles, and holding our list against WeChat's.
//!
//! * `sync`: our list against WeChat's, page by page. `label`: the ISV's own words for them.

mod label;
mod sync;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Notify;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerStatus, Profile, RefreshTokenSource};
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
pub use wxfleet_store::AuthorizerFilter;
use wxfleet_store::{NewAuthorization, ProfileReading, Store};
use wxfleet_wechat::component::{ApiGetAuthorizerInfo, AuthorizerDetails, AuthorizerInfo};
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::secret::AuthorizerRefreshToken;

use crate::components::Components;
use crate::error::{Error, What};
use crate::gate;
use crate::journal::Journal;
use crate::locks::Locks;
use crate::tokens::Tokens;

pub use self::label::Labelled;
pub(crate) use self::label::unfit_labels;
pub use self::sync::ListProgress;
pub use wxfleet_model::list_sync::Synced;

/// The service.
#[derive(Clone)]
pub struct Authorizers {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    tokens: Tokens,
    journal: Journal,
    reading: Arc<Locks<ComponentAppid>>,
    profiles: Arc<Notify>,
}

impl Authorizers {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        components: Components,
        tokens: Tokens,
        journal: Journal,
    ) -> Self {
        Self { store, clock, components, tokens, journal, reading: Arc::new(Locks::new()), profiles: Arc::default() }
    }

    /// A portion of a component's accounts.
    pub async fn list(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        mut filter: AuthorizerFilter,
        page: PageRequest,
    ) -> Result<Page<Authorizer>, Error> {
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        filter.limits = gate::for_list(actor, Action::AuthorizerRead)?;
        self.components.live(component).await?;
        Ok(self.store.authorizers(component, &filter, &page).await?)
    }

    /// What is known of these accounts; those that are not known, or that the actor does not reach, are left out.
    pub async fn of_appids(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appids: &[Appid],
    ) -> Result<HashMap<Appid, Authorizer>, Error> {
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        let limits = gate::for_list(actor, Action::AuthorizerRead)?;
        Ok(self.store.authorizers_by_appids(component, appids, &limits).await?)
    }

    /// One account as it is stored.
    pub async fn show(&self, actor: &Actor, component: &ComponentAppid, appid: &Appid) -> Result<Authorizer, Error> {
        gate::on_account(&self.store, actor, Action::AuthorizerRead, component, appid).await?;
        self.components.live(component).await?;
        self.store.authorizer_by_appid(component, appid).await?.ok_or(Error::NotFound(What::Authorizer))
    }

    /// Asks WeChat for the profile anew.
    pub async fn refresh(&self, actor: &Actor, component: &ComponentAppid, appid: &Appid) -> Result<Authorizer, Error> {
        gate::on_account(&self.store, actor, Action::AuthorizerWrite, component, appid).await?;
        self.show(actor, component, appid).await?;
        let entry =
            self.journal.open(actor, Deed::AuthorizerRefresh, component, Some(appid), serde_json::json!({})).await?;
        let read = self.read_profile(component, appid).await;
        self.journal.close(entry, &read, serde_json::json!({})).await;
        read?;
        self.show(actor, component, appid).await
    }

    fn grant_without_access(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        authorized_at: Timestamp,
        refresh: AuthorizerRefreshToken,
        func_info: Option<Vec<FuncscopeId>>,
    ) -> NewAuthorization {
        NewAuthorization {
            component_appid: component.clone(),
            appid: appid.clone(),
            authorized_at,
            obtained_at: self.clock.now(),
            source: if func_info.is_some() {
                RefreshTokenSource::AuthorizerInfo
            } else {
                RefreshTokenSource::AuthorizerList
            },
            func_info,
            access: None,
            refresh: Some(refresh),
        }
    }

    /// Takes over an account whose authorization code is spent: WeChat's record of it holds the refresh token.
    /// Gives whether there was one.
    pub(crate) async fn adopt(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        authorized_at: Timestamp,
    ) -> Result<bool, Error> {
        let details = self.details(component, appid).await?;
        let func_info = Some(details.authorization_info.func_ids());
        let Some(refresh) = details.authorization_info.authorizer_refresh_token.filter(|token| !token.is_empty())
        else {
            return Ok(false);
        };
        let grant = self.grant_without_access(component, appid, authorized_at, refresh, func_info);
        self.store.commit(async |w| w.authorizer_authorize(&grant).await).await?;
        self.tokens.granted(component, appid).await;
        Ok(true)
    }

    /// Asks WeChat what the account is, and stores it.
    pub(crate) async fn read_profile(&self, component: &ComponentAppid, appid: &Appid) -> Result<(), Error> {
        let details = self.details(component, appid).await?;
        let kind = if details.authorizer_info.is_mini_program() {
            AuthorizerKind::MiniProgram
        } else {
            AuthorizerKind::OfficialAccount
        };
        let reading = ProfileReading {
            kind,
            func_info: Some(details.authorization_info.func_ids()),
            profile: profile_of(details.authorizer_info),
            read_at: self.clock.now(),
        };
        self.store.commit(async |w| w.authorizer_profile_store(component, appid, &reading).await).await?;
        Ok(())
    }

    /// What wakes the task that reads profiles.
    pub(crate) fn profiles_due(&self) -> Arc<Notify> {
        Arc::clone(&self.profiles)
    }

    async fn details(&self, component: &ComponentAppid, appid: &Appid) -> Result<AuthorizerDetails, Error> {
        let endpoint = ApiGetAuthorizerInfo::new(component.clone(), appid.clone());
        self.tokens.call_component(component, &endpoint).await
    }

    /// The account, if it is authorized.
    pub(crate) async fn authorized(&self, component: &ComponentAppid, appid: &Appid) -> Result<Authorizer, Error> {
        self.components.live(component).await?;
        let row = self.store.authorizer_by_appid(component, appid).await?.ok_or(Error::NotFound(What::Authorizer))?;
        if row.status == AuthorizerStatus::Unauthorized {
            return Err(crate::error::Conflict::Unauthorized.into());
        }
        Ok(row)
    }

    /// The account, if it is authorized and a Mini Program: what code can be committed to.
    pub(crate) async fn mini_program(&self, component: &ComponentAppid, appid: &Appid) -> Result<Authorizer, Error> {
        let row = self.authorized(component, appid).await?;
        if row.kind == Some(AuthorizerKind::OfficialAccount) {
            return Err(crate::error::Conflict::NotAMiniProgram.into());
        }
        Ok(row)
    }
}

fn profile_of(info: AuthorizerInfo) -> Profile {
    Profile {
        nick_name: info.nick_name,
        user_name: info.user_name,
        alias: info.alias,
        head_img: info.head_img,
        qrcode_url: info.qrcode_url,
        principal_name: info.principal_name,
        signature: info.signature,
        service_type: Some(info.service_type_info.id),
        verify_type: Some(info.verify_type_info.id),
        account_status: info.account_status,
        register_type: info.register_type,
        mini_program_info: info.mini_program_info.and_then(|info| serde_json::to_value(info).ok()),
    }
}
