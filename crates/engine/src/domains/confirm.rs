//! Confirm files: WeChat takes a business domain, or a rule for links in QR codes, only after it found a file of its own
//! at the host's root.
//!
//! A file that was fetched is kept, and the server answers `GET /{file_name}` with it, so that a host which points here
//! passes the check by itself.

use serde_json::json;
use wxfleet_model::domain::is_confirm_file_name;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::domain::{ConfirmFile, GetDomainConfirmfile, GetWebviewdomainConfirmfile};
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::wxacode::QrcodeJumpDownload;

use super::{Domains, KeptFile};
use crate::code::Account;
use crate::error::Error;
use crate::gate;

impl Domains {
    /// Fetches the file for an account's business domains, and serves it from now on.
    pub async fn confirm_file(&self, actor: &Actor, account: &Account) -> Result<KeptFile, Error> {
        gate::on_account(&self.store, actor, Action::DomainWrite, &account.component_appid, &account.appid).await?;
        let Account { component_appid, appid } = account;
        self.authorizers.mini_program(component_appid, appid).await?;
        let endpoint = GetWebviewdomainConfirmfile::new();
        let file = self.tokens.call_authorizer(component_appid, appid, &endpoint).await?;
        self.keep(actor, component_appid, Some(appid), file).await
    }

    /// Fetches the file for the hosts of an account's rules for QR codes, and serves it from now on.
    pub async fn qr_rule_confirm_file(&self, actor: &Actor, account: &Account) -> Result<KeptFile, Error> {
        gate::on_account(&self.store, actor, Action::DomainWrite, &account.component_appid, &account.appid).await?;
        let Account { component_appid, appid } = account;
        self.authorizers.mini_program(component_appid, appid).await?;
        let given = self.tokens.call_authorizer(component_appid, appid, &QrcodeJumpDownload::new()).await?;
        let file = ConfirmFile {
            file_name: given.file_name.unwrap_or_default(),
            file_content: given.file_content.unwrap_or_default(),
        };
        self.keep(actor, component_appid, Some(appid), file).await
    }

    /// Fetches the file for the platform's business domains, and serves it from now on.
    pub async fn platform_confirm_file(&self, actor: &Actor, component: &ComponentAppid) -> Result<KeptFile, Error> {
        gate::on_component(actor, Action::PlatformDomainWrite, component)?;
        self.components.live(component).await?;
        let file = self.tokens.call_component(component, &GetDomainConfirmfile::new()).await?;
        self.keep(actor, component, None, file).await
    }

    /// What a file holds that WeChat may ask for, by a name that a stranger gave.
    pub async fn served_file(&self, file_name: &str) -> Result<Option<String>, Error> {
        if !is_confirm_file_name(file_name) {
            return Ok(None);
        }
        Ok(self.store.confirm_file(file_name).await?)
    }

    async fn keep(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        file: ConfirmFile,
    ) -> Result<KeptFile, Error> {
        let served = is_confirm_file_name(&file.file_name);
        let known = if served { self.store.confirm_file(&file.file_name).await? } else { None };
        if served && known.as_ref() != Some(&file.file_content) {
            let request = json!({"file_name": file.file_name});
            let entry = match appid {
                Some(appid) => self.journal.local_on(actor, Deed::ConfirmFile, component, appid, request),
                None => self.journal.local(actor, Deed::ConfirmFile, component, request),
            };
            let now = self.clock.now();
            self.store
                .commit(async |w| {
                    w.confirm_file_keep(component, appid, &file, now).await?;
                    entry.write_done(w).await
                })
                .await?;
        }
        Ok(KeptFile { file_name: file.file_name, file_content: file.file_content, served })
    }
}
