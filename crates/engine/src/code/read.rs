//! What WeChat shows of an account's code: slots, pages, categories, the trial QR code, the privacy scan, the quota.

use std::collections::HashMap;

use jiff::Timestamp;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::code::{
    AuditQuota, Category, GetCategory, GetCodePrivacyInfo, GetPage, GetQrcode, Getversioninfo, Queryquota,
};
use wxfleet_wechat::endpoint::{Binary, Endpoint};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::AuthorizerAccessToken;

use super::{Account, Code};
use crate::error::Error;
use crate::gate;

/// The privacy scan that a commit started has not ended.
const SCAN_RUNNING: Errcode = Errcode(61039);

/// How far the scan of private APIs has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivacyScan {
    /// It has ended; before that a submission is refused.
    pub finished: bool,
    /// APIs in the code that the account is not permitted to use.
    pub without_auth: Vec<String>,
    /// APIs in the code that the privacy guideline does not name.
    pub without_conf: Vec<String>,
}

impl Code {
    /// A reading call in an account's name.
    pub(super) async fn read<E: Endpoint<Token = AuthorizerAccessToken>>(
        &self,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        self.tokens.call_authorizer(&account.component_appid, &account.appid, endpoint).await
    }

    /// The three slots, asked of WeChat and stored.
    pub async fn show(&self, actor: &Actor, account: &Account) -> Result<CodeState, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        self.look(account).await
    }

    /// The three slots as they are stored: what was last heard of them, without asking.
    pub async fn known(&self, actor: &Actor, account: &Account) -> Result<CodeState, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        Ok(self.store.code_state(&account.component_appid, &account.appid).await?.0)
    }

    /// The same of many accounts of a component, by appid. Those of which nothing is stored, and those out of the
    /// actor's reach, are left out.
    pub async fn known_of(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        accounts: &[Authorizer],
    ) -> Result<HashMap<Appid, CodeState>, Error> {
        let limits = gate::for_list(actor, Action::CodeRead)?;
        let reached = accounts.iter().filter(|account| {
            account.component_appid == *component
                && limits.hold_component(component)
                && limits.hold_labels(&account.labels)
        });
        let appids: Vec<Appid> = reached.map(|account| account.appid.clone()).collect();
        Ok(self.store.code_states(component, &appids).await?.into_iter().collect())
    }

    /// Asks WeChat for all three slots.
    pub(super) async fn look(&self, account: &Account) -> Result<CodeState, Error> {
        self.look_at_latest(account).await?;
        self.look_at_versions(account).await
    }

    /// Asks WeChat for the trial and online versions.
    pub(super) async fn look_at_versions(&self, account: &Account) -> Result<CodeState, Error> {
        let info =
            self.tokens.call_authorizer(&account.component_appid, &account.appid, &Getversioninfo::new()).await?;
        let now = self.clock.now();
        let trial = info.exp_info.map(|exp| version(exp.exp_version, exp.exp_desc, exp.exp_time, now));
        let online =
            info.release_info.map(|live| version(live.release_version, live.release_desc, live.release_time, now));
        self.record(account, None, None, |state| state.observe_versions(trial.clone(), online.clone())).await
    }

    /// Pages of the trial version.
    pub async fn pages(&self, actor: &Actor, account: &Account) -> Result<Vec<String>, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        Ok(self.read(account, &GetPage::new()).await?.page_list)
    }

    /// Categories that a page can be handed in under.
    pub async fn categories(&self, actor: &Actor, account: &Account) -> Result<Vec<Category>, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        Ok(self.read(account, &GetCategory::new()).await?.category_list)
    }

    /// The trial version's QR code, for a page if one is named.
    pub async fn trial_qrcode(&self, actor: &Actor, account: &Account, path: Option<String>) -> Result<Binary, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        let mut endpoint = GetQrcode::new();
        endpoint.path = path;
        self.read(account, &endpoint).await
    }

    /// How far the privacy scan has come.
    pub async fn privacy_scan(&self, actor: &Actor, account: &Account) -> Result<PrivacyScan, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        match self.read(account, &GetCodePrivacyInfo::new()).await {
            Ok(info) => Ok(PrivacyScan {
                finished: true,
                without_auth: info.without_auth_list,
                without_conf: info.without_conf_list,
            }),
            Err(error) if error.errcode() == Some(SCAN_RUNNING) => Ok(PrivacyScan::default()),
            Err(error) => Err(error),
        }
    }

    /// What is left of the platform's monthly quota, which all its accounts share.
    pub async fn quota(&self, actor: &Actor, account: &Account) -> Result<AuditQuota, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        self.read(account, &Queryquota::new()).await
    }
}

fn version(user_version: String, user_desc: String, secs: i64, now: Timestamp) -> Version {
    let since = Timestamp::from_second(secs).ok().filter(|at| at.as_second() > 0).unwrap_or(now);
    Version { user_version, user_desc, template_id: None, since }
}
