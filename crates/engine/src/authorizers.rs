//! Authorizers: reading them, asking WeChat for their profiles, and holding our list against WeChat's.
//!
//! `label`: the ISV's own words for them.

mod label;

use std::sync::Arc;

use jiff::Timestamp;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerStatus, Profile, RefreshTokenSource};
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
pub use wxfleet_store::AuthorizerFilter;
use wxfleet_store::{NewAuthorization, NewTokens, ProfileReading, Store};
use wxfleet_wechat::component::{
    ApiGetAuthorizerInfo, ApiGetAuthorizerList, AuthorizerDetails, AuthorizerInfo, ListedAuthorizer,
};
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::release_check::by_appid;
use wxfleet_wechat::secret::AuthorizerRefreshToken;

use crate::components::Components;
use crate::error::{Error, What};
use crate::gate;
use crate::journal::Journal;
use crate::tokens::Tokens;

pub use self::label::Labelled;
pub(crate) use self::label::unfit_labels;

/// What holding our list against WeChat's came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Synced {
    /// Rows in WeChat's list.
    pub seen: u64,
    /// Accounts that we did not know.
    pub added: u64,
    /// Accounts of which something was mended.
    pub updated: u64,
    /// Accounts that could not be read.
    pub failed: u64,
}

/// What holding one account against WeChat's list came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Healed {
    Added,
    Mended,
    Same,
}

/// The service.
#[derive(Clone)]
pub struct Authorizers {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    tokens: Tokens,
    journal: Journal,
}

impl Authorizers {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        components: Components,
        tokens: Tokens,
        journal: Journal,
    ) -> Self {
        Self { store, clock, components, tokens, journal }
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

    /// Reads WeChat's whole list: adds what we do not know, mends refresh tokens that differ, deletes nothing.
    pub async fn sync(&self, actor: &Actor, component: &ComponentAppid) -> Result<Synced, Error> {
        gate::on_component(actor, Action::AuthorizerWrite, component)?;
        self.components.live(component).await?;
        let entry = self.journal.open(actor, Deed::AuthorizerSync, component, None, serde_json::json!({})).await?;
        let synced = self.read_all(component).await;
        let result = synced.as_ref().map_or_else(
            |_| serde_json::json!({}),
            |synced| {
                serde_json::json!({
                    "seen": synced.seen, "added": synced.added, "updated": synced.updated, "failed": synced.failed
                })
            },
        );
        self.journal.close(entry, &synced, result).await;
        synced
    }

    async fn read_all(&self, component: &ComponentAppid) -> Result<Synced, Error> {
        let listed = self.whole_list(component).await?;
        let mut synced = Synced { seen: listed.len() as u64, ..Synced::default() };
        for row in listed {
            match self.sync_one(component, row).await {
                Ok(Healed::Added) => synced.added += 1,
                Ok(Healed::Mended) => synced.updated += 1,
                Ok(Healed::Same) => {}
                Err(error) => {
                    tracing::warn!(component.appid = %component, %error, "an account of WeChat's list could not be read");
                    synced.failed += 1;
                }
            }
        }
        Ok(synced)
    }

    /// All pages. The list may change while it is read, which makes rows repeat or hide; it is merged by appid, and
    /// what was hidden is found the next time.
    async fn whole_list(&self, component: &ComponentAppid) -> Result<Vec<ListedAuthorizer>, Error> {
        let mut rows: std::collections::BTreeMap<Appid, ListedAuthorizer> = std::collections::BTreeMap::new();
        let mut offset = 0;
        loop {
            let endpoint = ApiGetAuthorizerList::new(component.clone(), offset, ApiGetAuthorizerList::MAX_COUNT);
            let portion = self.tokens.call_component(component, &endpoint).await?;
            let got = i64::try_from(portion.list.len()).unwrap_or(i64::MAX);
            offset += got;
            rows.extend(portion.list.into_iter().map(|row| (row.authorizer_appid.clone(), row)));
            if got == 0 || offset >= portion.total_count {
                // WeChat's own test accounts come and go with a release check; they are no accounts of the fleet.
                return Ok(rows.into_values().filter(|row| by_appid(&row.authorizer_appid).is_none()).collect());
            }
        }
    }

    async fn sync_one(&self, component: &ComponentAppid, row: ListedAuthorizer) -> Result<Healed, Error> {
        let appid = row.authorizer_appid.clone();
        // Without a refresh token the code of this authorization was never exchanged: its push, or the merchant,
        // brings the next one.
        let healed = match row.refresh_token.clone().filter(|token| !token.is_empty()) {
            Some(refresh) => self.heal(component, &row, refresh).await?,
            None => Healed::Same,
        };
        if healed != Healed::Same {
            self.tokens.granted(component, &appid).await;
        }
        let known = self.store.authorizer_by_appid(component, &appid).await?;
        if known.is_some_and(|row| row.profile_read_at.is_none()) {
            self.read_profile(component, &appid).await?;
        }
        Ok(healed)
    }

    /// Holds one row of WeChat's list against ours. Its refresh token is the one in force.
    async fn heal(
        &self,
        component: &ComponentAppid,
        row: &ListedAuthorizer,
        refresh: AuthorizerRefreshToken,
    ) -> Result<Healed, Error> {
        let appid = &row.authorizer_appid;
        let authorized_at = Timestamp::from_second(row.auth_time).unwrap_or_else(|_| self.clock.now());
        let known = self.store.authorizer_by_appid(component, appid).await?;
        let stands = known.as_ref().is_some_and(|known| {
            known.status == AuthorizerStatus::Authorized
                || known.unauthorized_at.is_some_and(|withdrawn_at| withdrawn_at >= authorized_at)
        });
        if !stands {
            let grant = self.grant_without_access(component, appid, authorized_at, refresh, None);
            self.store.commit(async |w| w.authorizer_authorize(&grant).await).await?;
            return Ok(if known.is_some() { Healed::Mended } else { Healed::Added });
        }
        let held = self.store.authorizer_tokens(component, appid).await?;
        let Some(held) = held.filter(|held| held.refresh.as_ref() != Some(&refresh)) else { return Ok(Healed::Same) };
        let tokens = NewTokens {
            access: None,
            refresh: Some(refresh),
            source: RefreshTokenSource::AuthorizerList,
            obtained_at: self.clock.now(),
        };
        let stored =
            self.store.commit(async |w| w.authorizer_tokens_store(component, appid, held.version, &tokens).await).await;
        match stored {
            Ok(_) => Ok(Healed::Mended),
            // Somebody stored a newer one in between.
            Err(wxfleet_store::Error::Stale) => Ok(Healed::Same),
            Err(other) => Err(other.into()),
        }
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
