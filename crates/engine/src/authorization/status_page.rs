//! A merchant's own page about their account: since when it is authorized, which version is online, how the review
//! stands. It is behind an address that only its holders know; of the token in it the digest is kept alone, so it can be
//! replaced and withdrawn, not read back. Nothing secret stands on it.

use serde_json::json;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::code::CodeState;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Authorization;
use crate::digest::{digest, random_text};
use crate::error::{Error, What};
use crate::gate;

/// How an account stands, for its merchant.
#[derive(Debug, Clone)]
pub struct AccountStatus {
    /// What the ISV calls its platform.
    pub component_name: String,
    /// The account.
    pub authorizer: Authorizer,
    /// Its code, as far as we know.
    pub code: CodeState,
}

impl Authorization {
    /// A new address of an account's status page, for whoever passes it on to the merchant.
    pub async fn status_page_make(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<String, Error> {
        gate::on_account(&self.store, actor, Action::LinkWrite, component, appid).await?;
        self.authorizers.show(actor, component, appid).await?;
        let (secret, now) = (random_text(), self.clock.now());
        let entry = self.journal.local_on(actor, Deed::StatusPageMake, component, appid, json!({}));
        let digest = digest("status page", &secret);
        self.store
            .commit(async |w| {
                w.status_page_insert(component, appid, &digest, now).await?;
                entry.write_done(w).await
            })
            .await?;
        Ok(self.status_address(&secret))
    }

    /// Ends every address of an account's status page.
    pub async fn status_page_revoke(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<(), Error> {
        gate::on_account(&self.store, actor, Action::LinkWrite, component, appid).await?;
        self.authorizers.show(actor, component, appid).await?;
        let entry = self.journal.local_on(actor, Deed::StatusPageRevoke, component, appid, json!({}));
        self.store
            .commit(async |w| {
                w.status_pages_forget(component, appid).await?;
                entry.write_done(w).await
            })
            .await?;
        Ok(())
    }

    /// How many addresses of an account's status page are good.
    pub async fn status_pages(&self, actor: &Actor, component: &ComponentAppid, appid: &Appid) -> Result<u64, Error> {
        gate::on_account(&self.store, actor, Action::LinkRead, component, appid).await?;
        Ok(self.store.status_pages_count(component, appid).await?)
    }

    /// What the status page behind a token shows.
    pub async fn status(&self, secret: &str) -> Result<AccountStatus, Error> {
        let found = self.store.status_page_by_digest(&digest("status page", secret)).await?;
        let (component, appid) = found.ok_or(Error::NotFound(What::Invitation))?;
        let known = self.store.authorizer_by_appid(&component, &appid).await?;
        let authorizer = known.ok_or(Error::NotFound(What::Invitation))?;
        let (code, _) = self.store.code_state(&component, &appid).await?;
        Ok(AccountStatus { component_name: self.components.name(&component).await, authorizer, code })
    }

    /// The address that a merchant is given after an authorization. It is a kindness: without it all else holds, so a
    /// failure is only noted.
    pub(super) async fn status_page_of(&self, component: &ComponentAppid, appid: &Appid) -> Option<String> {
        let (secret, now) = (random_text(), self.clock.now());
        let digest = digest("status page", &secret);
        match self.store.commit(async |w| w.status_page_insert(component, appid, &digest, now).await).await {
            Ok(()) => Some(self.status_address(&secret)),
            Err(error) => {
                tracing::warn!(authorizer.appid = %appid, %error, "a merchant got no address of a status page");
                None
            }
        }
    }

    fn status_address(&self, secret: &str) -> String {
        self.addresses.public(&format!("/status/{secret}"))
    }
}
