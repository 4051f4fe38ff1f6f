//! Switches of Official Accounts: `location_report`, `voice_recognize`, `customer_service`.
//!
//! The platform speaks here, so the call must say which account is meant. WeChat's present page describes a body that
//! does not; the older form that names both is used.

use serde_json::json;
use wxfleet_model::authorizer::AuthorizerKind;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::component::{GetAuthorizerOptionLegacy, SetAuthorizerOptionLegacy};
use wxfleet_wechat::endpoint::Endpoint as _;

use super::{AccountSettings, Intended, wish};
use crate::code::Account;
use crate::error::{Conflict, Error};

impl AccountSettings {
    /// How a switch stands.
    pub async fn option(&self, actor: &Actor, account: &Account, name: &str) -> Result<String, Error> {
        self.may(actor, Action::AccountRead, account).await?;
        let endpoint = reading(account, name);
        endpoint.check()?;
        self.official_account(account).await?;
        self.option_now(account, name).await
    }

    /// Sets a switch.
    pub async fn set_option(&self, actor: &Actor, account: &Account, name: &str, value: &str) -> Result<(), Error> {
        let Account { component_appid, appid } = account;
        let endpoint = SetAuthorizerOptionLegacy::new(component_appid.clone(), appid.clone(), name, value);
        let _alone = self.begin(actor, account, &endpoint).await?;
        self.official_account(account).await?;
        let Intended::Open(entry) = self.intend(actor, account, Deed::OptionSet, wish(&endpoint)).await? else {
            return Ok(());
        };
        let set = self.parts.tokens.call_component(component_appid, &endpoint).await;
        self.parts.journal.close(entry, &set, json!({})).await;
        set.map(drop)
    }

    pub(super) async fn option_now(&self, account: &Account, name: &str) -> Result<String, Error> {
        let reply = self.parts.tokens.call_component(&account.component_appid, &reading(account, name)).await?;
        Ok(reply.option_value.unwrap_or_default())
    }

    async fn official_account(&self, account: &Account) -> Result<(), Error> {
        match self.authorized(account).await?.kind {
            Some(AuthorizerKind::MiniProgram) => Err(Conflict::NotAnOfficialAccount.into()),
            Some(AuthorizerKind::OfficialAccount) | None => Ok(()),
        }
    }
}

fn reading(account: &Account, name: &str) -> GetAuthorizerOptionLegacy {
    GetAuthorizerOptionLegacy::new(account.component_appid.clone(), account.appid.clone(), name)
}
