//! Registrations: asking WeChat for new Mini Programs on behalf of merchants, and what became of it.
//!
//! WeChat makes a Mini Program only after a person has confirmed on a phone, within a day, and tells of it by a push. What
//! was asked for is remembered in the same commit that closes the journal entry, and the push is matched to it. A push
//! about something that was asked for elsewhere is remembered as well.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use wxfleet_model::authorizer::AuthorizerKind;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::{Deed, Intent, Outcome};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_model::registration::{
    Registration, RegistrationId, RegistrationKind, RegistrationState, enterprise_mark, personal_mark,
};
use wxfleet_store::Store;
use wxfleet_wechat::callback::notice::registration::{FastRegister, FastRegisterBetaApp, FastVerifyBetaApp};
use wxfleet_wechat::endpoint::Endpoint as _;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::register::{
    FastRegisterBeta, FastRegisterPersonalCreate, FastRegisterPersonalQuery, FastRegisterWeappCreate,
    FastRegisterWeappSearch, RegisterByOfficialAccount, VerifyBeta,
};
use wxfleet_wechat::secret::{AuthorizationCode, Credential};

use crate::authorization::{Addresses, Authorization};
use crate::authorizers::Authorizers;
use crate::code::Account;
use crate::components::Components;
use crate::error::{Conflict, Error, What};
use crate::gate;
use crate::journal::{Journal, Opened};
use crate::tokens::Tokens;

/// WeChat knows of no such task.
const NO_TASK: Errcode = Errcode(89250);
/// The person has yet to confirm, or WeChat to check.
const UNDER_WAY: [Errcode; 3] = [Errcode(89251), Errcode(89252), Errcode(89253)];
/// WeChat's numbers for the end of a person's registration without a Mini Program; what is above comes from limits and
/// black lists.
const PERSONAL_FAILURES: [i64; 6] = [1, 2, 5, 8, 11, 14];
const PERSONAL_LIMITS: i64 = 1_000;

/// The service. A clone is the same one.
#[derive(Clone)]
pub struct Registrations {
    parts: Arc<Parts>,
}

/// What the service is made of.
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) tokens: Tokens,
    pub(crate) components: Components,
    pub(crate) authorizers: Authorizers,
    pub(crate) authorization: Authorization,
    pub(crate) journal: Journal,
    pub(crate) addresses: Addresses,
}

/// A Mini Program to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewRegistration {
    /// For a company.
    Enterprise(FastRegisterWeappCreate),
    /// For a person.
    Personal(FastRegisterPersonalCreate),
    /// On trial.
    Trial(FastRegisterBeta),
}

/// A Mini Program that was made for the owner of an Official Account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFromAccount {
    /// The registration, which is over.
    pub registration: Registration,
    /// Whether the Official Account's verification was copied.
    pub is_verified: Option<bool>,
    /// Whether the Mini Program was linked to the Official Account.
    pub is_linked: Option<bool>,
}

/// How a push says that a registration ended.
struct End {
    kind: RegistrationKind,
    mark: String,
    name: String,
    legal_persona_name: String,
    wechat: String,
    status: i64,
    msg: String,
    appid: Option<Appid>,
}

impl Registrations {
    pub(crate) fn new(parts: Parts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    /// What a component asked for, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        page: PageRequest,
    ) -> Result<Page<Registration>, Error> {
        gate::on_component(actor, Action::RegistrationRead, component)?;
        self.parts.components.live(component).await?;
        Ok(self.parts.store.registrations(component, &page).await?)
    }

    /// One of them, as it is stored.
    pub async fn show(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        id: RegistrationId,
    ) -> Result<Registration, Error> {
        gate::on_component(actor, Action::RegistrationRead, component)?;
        self.parts.components.live(component).await?;
        self.parts.store.registration(component, id).await?.ok_or(Error::NotFound(What::Registration))
    }

    /// Asks for a Mini Program.
    pub async fn ask(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        new: &NewRegistration,
    ) -> Result<Registration, Error> {
        gate::on_component(actor, Action::RegistrationWrite, component)?;
        match new {
            NewRegistration::Enterprise(create) => create.check()?,
            NewRegistration::Personal(create) => create.check()?,
            NewRegistration::Trial(create) => create.check()?,
        }
        self.parts.components.live(component).await?;
        let mut one = self.begun(component, new);
        let entry = self.parts.journal.open(actor, Deed::Register, component, None, wish(&one, new)).await?;
        if let Err(error) = self.send(component, new, &mut one).await {
            self.parts.journal.close_failed(entry, &error).await;
            return Err(error);
        }
        self.remember(entry, &one).await?;
        Ok(one)
    }

    /// Asks WeChat to make a trial Mini Program a formal one.
    pub async fn convert(&self, actor: &Actor, account: &Account, verify: &VerifyBeta) -> Result<Registration, Error> {
        let Account { component_appid, appid } = account;
        gate::on_account(&self.parts.store, actor, Action::RegistrationWrite, component_appid, appid).await?;
        verify.check()?;
        self.parts.authorizers.mini_program(component_appid, appid).await?;
        let info = &verify.verify_info;
        let one = Registration {
            name: info.enterprise_name.clone(),
            legal_persona_name: info.legal_persona_name.clone(),
            wechat: info.legal_persona_wechat.clone(),
            appid: Some(appid.clone()),
            ..self.blank(component_appid, RegistrationKind::Conversion, appid.to_string())
        };
        // Without the number of anybody's identity card.
        let request = json!({"name": one.name, "code": info.code, "legal_persona_name": one.legal_persona_name});
        let deed = Deed::RegistrationConvert;
        let entry = self.parts.journal.open(actor, deed, component_appid, Some(appid), request).await?;
        if let Err(error) = self.parts.tokens.call_authorizer(component_appid, appid, verify).await {
            self.parts.journal.close_failed(entry, &error).await;
            return Err(error);
        }
        self.remember(entry, &one).await?;
        Ok(one)
    }

    /// WeChat's page on which the administrator of an Official Account agrees to a Mini Program for the same owner. The
    /// browser comes back with a `ticket`.
    pub async fn account_link(
        &self,
        actor: &Actor,
        account: &Account,
        redirect_uri: &str,
        copies_verification: bool,
    ) -> Result<Url, Error> {
        let Account { component_appid, appid } = account;
        gate::on_account(&self.parts.store, actor, Action::RegistrationWrite, component_appid, appid).await?;
        if !Url::parse(redirect_uri).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            let (en, zh) = ("must begin with https:// or http://", "必须以 https:// 或 http:// 开头");
            return Err(Error::invalid("redirect_uri", en, zh));
        }
        self.official_account(account).await?;
        let mut url = self.parts.addresses.mp_base_url.clone();
        url.set_path("/cgi-bin/fastregisterauth");
        url.query_pairs_mut()
            .append_pair("appid", appid.as_str())
            .append_pair("component_appid", component_appid.as_str())
            .append_pair("copy_wx_verify", if copies_verification { "1" } else { "0" })
            .append_pair("redirect_uri", redirect_uri);
        Ok(url)
    }

    /// Makes a Mini Program for the owner of an Official Account, by the ticket with which the browser came back. It is
    /// authorized at once.
    pub async fn from_account(
        &self,
        actor: &Actor,
        account: &Account,
        ticket: Credential,
    ) -> Result<MadeFromAccount, Error> {
        let Account { component_appid, appid } = account;
        gate::on_account(&self.parts.store, actor, Action::RegistrationWrite, component_appid, appid).await?;
        if ticket.expose().trim().is_empty() {
            return Err(Error::invalid("ticket", "must not be empty", "不能为空"));
        }
        let owner = self.official_account(account).await?;
        let kind = RegistrationKind::OfficialAccount;
        let request = json!({"kind": kind.as_str()});
        let entry = self.parts.journal.open(actor, Deed::Register, component_appid, Some(appid), request).await?;
        let endpoint = RegisterByOfficialAccount::new(ticket);
        let made = match self.parts.tokens.call_authorizer(component_appid, appid, &endpoint).await {
            Ok(made) => made,
            Err(error) => {
                self.parts.journal.close_failed(entry, &error).await;
                return Err(error);
            }
        };
        let new = made.appid.as_deref().and_then(|text| Appid::parse(text).ok());
        let mark = made.appid.unwrap_or_default();
        let one = Registration { name: owner, ..self.blank(component_appid, kind, mark) };
        let one = one.ended(0, String::new(), new.clone(), self.parts.clock.now());
        self.remember(entry, &one).await?;
        if let (Some(new), Some(code)) = (new, made.authorization_code) {
            let (code, now) = (AuthorizationCode::new(code), self.parts.clock.now());
            if let Err(error) = self.parts.authorization.pushed(component_appid, &new, code, None, now).await {
                tracing::warn!(authorizer.appid = %new, %error, "the new Mini Program's code could not be exchanged; WeChat's list will bring the account");
            }
        }
        Ok(MadeFromAccount { registration: one, is_verified: made.is_wx_verify_succ, is_linked: made.is_link_succ })
    }

    /// The name of an Official Account's owner; what is no Official Account is refused.
    async fn official_account(&self, account: &Account) -> Result<String, Error> {
        let row = self.parts.authorizers.authorized(&account.component_appid, &account.appid).await?;
        match row.kind {
            Some(AuthorizerKind::MiniProgram) => Err(Conflict::NotAnOfficialAccount.into()),
            Some(AuthorizerKind::OfficialAccount) | None => Ok(row.profile.principal_name),
        }
    }

    /// Asks WeChat how a registration stands that still waits. Of trials and conversions WeChat tells by its push alone.
    pub async fn refresh(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        id: RegistrationId,
    ) -> Result<Registration, Error> {
        gate::on_component(actor, Action::RegistrationRead, component)?;
        self.parts.components.live(component).await?;
        let one = self.parts.store.registration(component, id).await?.ok_or(Error::NotFound(What::Registration))?;
        if one.state != RegistrationState::Waiting {
            return Ok(one);
        }
        let now = match one.kind {
            RegistrationKind::Enterprise => self.searched(one).await?,
            RegistrationKind::Personal => self.queried(one).await?,
            RegistrationKind::Trial | RegistrationKind::Conversion | RegistrationKind::OfficialAccount => {
                return Ok(one);
            }
        };
        match self.parts.store.commit(async |w| w.registration_keep(&now).await).await {
            // WeChat's push was faster.
            Err(wxfleet_store::Error::Stale) => {
                self.parts.store.registration(component, id).await?.ok_or(Error::NotFound(What::Registration))
            }
            kept => Ok(kept.map(|()| now)?),
        }
    }

    fn blank(&self, component: &ComponentAppid, kind: RegistrationKind, mark: String) -> Registration {
        Registration {
            id: RegistrationId(Uuid::now_v7()),
            component_appid: component.clone(),
            kind,
            mark,
            name: String::new(),
            legal_persona_name: String::new(),
            wechat: String::new(),
            taskid: String::new(),
            authorize_url: String::new(),
            state: RegistrationState::Waiting,
            status: None,
            msg: String::new(),
            appid: None,
            asked_at: self.parts.clock.now(),
            ended_at: None,
        }
    }

    fn begun(&self, component: &ComponentAppid, new: &NewRegistration) -> Registration {
        match new {
            NewRegistration::Enterprise(create) => Registration {
                name: create.name.clone(),
                legal_persona_name: create.legal_persona_name.clone(),
                wechat: create.legal_persona_wechat.clone(),
                ..self.blank(
                    component,
                    RegistrationKind::Enterprise,
                    enterprise_mark(&create.code, &create.legal_persona_wechat),
                )
            },
            NewRegistration::Personal(create) => Registration {
                name: create.idname.clone(),
                wechat: create.wxuser.clone(),
                ..self.blank(component, RegistrationKind::Personal, personal_mark(&create.idname, &create.wxuser))
            },
            NewRegistration::Trial(create) => Registration {
                name: create.name.clone(),
                ..self.blank(component, RegistrationKind::Trial, String::new())
            },
        }
    }

    /// Makes the call, and notes what WeChat answers.
    async fn send(
        &self,
        component: &ComponentAppid,
        new: &NewRegistration,
        one: &mut Registration,
    ) -> Result<(), Error> {
        match new {
            NewRegistration::Enterprise(create) => {
                self.parts.tokens.call_component(component, create).await?;
            }
            NewRegistration::Personal(create) => {
                let reply = self.parts.tokens.call_component(component, create).await?;
                one.taskid = reply.taskid.unwrap_or_default();
                one.authorize_url = reply.authorize_url.unwrap_or_default();
                one.status = reply.status;
            }
            NewRegistration::Trial(create) => {
                let reply = self.parts.tokens.call_component(component, create).await?;
                one.mark = reply.unique_id.unwrap_or_default();
                one.taskid.clone_from(&one.mark);
                one.authorize_url = reply.authorize_url.unwrap_or_default();
            }
        }
        Ok(())
    }

    async fn remember(&self, entry: Opened, one: &Registration) -> Result<(), Error> {
        let outcome = Outcome::Done { result: json!({"id": one.id.0.to_string(), "taskid": one.taskid}) };
        let at = self.parts.clock.now();
        self.parts
            .store
            .commit(async |w| {
                w.registration_keep(one).await?;
                w.journal_close(entry.id, &outcome, at).await
            })
            .await?;
        Ok(())
    }

    async fn searched(&self, one: Registration) -> Result<Registration, Error> {
        let search = FastRegisterWeappSearch::new(&one.name, &one.wechat, &one.legal_persona_name);
        match self.parts.tokens.call_component(&one.component_appid, &search).await {
            Ok(_) => Ok(one),
            Err(error) => match error.errcode() {
                Some(errcode) if UNDER_WAY.contains(&errcode) => Ok(Registration { status: Some(errcode.0), ..one }),
                Some(NO_TASK) => {
                    let msg = "WeChat knows of no such task any more".to_owned();
                    Ok(one.ended(NO_TASK.0, msg, None, self.parts.clock.now()))
                }
                _ => Err(error),
            },
        }
    }

    async fn queried(&self, one: Registration) -> Result<Registration, Error> {
        let query = FastRegisterPersonalQuery::new(&one.taskid);
        let reply = self.parts.tokens.call_component(&one.component_appid, &query).await?;
        let status = reply.status.or(one.status);
        let failed = status.is_some_and(|status| PERSONAL_FAILURES.contains(&status) || status > PERSONAL_LIMITS);
        Ok(match status {
            Some(status) if failed => one.ended(status, String::new(), None, self.parts.clock.now()),
            status => Registration { status, ..one },
        })
    }
}

/// What WeChat pushes.
impl Registrations {
    /// A Mini Program was made for a company or a person, or was not. Its code is exchanged like any other.
    pub(crate) async fn registered(
        &self,
        component: &ComponentAppid,
        push: FastRegister,
        at: Timestamp,
    ) -> Result<(), Error> {
        let info = push.info;
        let of_company = !info.code.is_empty() || !info.legal_persona_wechat.is_empty();
        let (kind, mark, name, wechat) = if of_company {
            let mark = enterprise_mark(&info.code, &info.legal_persona_wechat);
            (RegistrationKind::Enterprise, mark, info.name, info.legal_persona_wechat)
        } else {
            let mark = personal_mark(&info.idname, &info.wxuser);
            (RegistrationKind::Personal, mark, info.idname, info.wxuser)
        };
        let end = End {
            kind,
            mark,
            name,
            legal_persona_name: info.legal_persona_name,
            wechat,
            status: push.status.unwrap_or_default(),
            msg: push.msg,
            appid: push.appid.clone(),
        };
        self.end(component, end).await?;
        match (push.appid, push.auth_code) {
            (Some(appid), Some(code)) => self.parts.authorization.pushed(component, &appid, code, None, at).await,
            _ => Ok(()),
        }
    }

    /// A Mini Program on trial was made, or was not. Its authorization is pushed by itself.
    pub(crate) async fn trial_registered(
        &self,
        component: &ComponentAppid,
        push: FastRegisterBetaApp,
    ) -> Result<(), Error> {
        let end = End {
            kind: RegistrationKind::Trial,
            mark: push.unique_id,
            name: push.name,
            legal_persona_name: String::new(),
            wechat: String::new(),
            status: push.status.unwrap_or_default(),
            msg: push.msg,
            appid: push.appid,
        };
        self.end(component, end).await
    }

    /// A Mini Program on trial became a formal one, or did not.
    pub(crate) async fn converted(&self, component: &ComponentAppid, push: FastVerifyBetaApp) -> Result<(), Error> {
        let Some(appid) = push.appid else { return Ok(()) };
        let status = push.status.unwrap_or_default();
        let end = End {
            kind: RegistrationKind::Conversion,
            mark: appid.to_string(),
            name: push.info.name,
            legal_persona_name: push.info.legal_persona_name,
            wechat: push.info.legal_persona_wechat,
            status,
            msg: push.msg,
            appid: Some(appid.clone()),
        };
        self.end(component, end).await?;
        if status == 0 { self.parts.authorizers.read_profile(component, &appid).await } else { Ok(()) }
    }

    /// Notes an end, once.
    async fn end(&self, component: &ComponentAppid, end: End) -> Result<(), Error> {
        let now = self.parts.clock.now();
        let known = self.parts.store.registration_by_mark(component, end.kind, &end.mark).await?;
        let repeated = |one: &Registration| {
            one.state != RegistrationState::Waiting && one.status == Some(end.status) && one.appid == end.appid
        };
        if known.as_ref().is_some_and(repeated) {
            return Ok(());
        }
        let known = known.filter(|one| one.state == RegistrationState::Waiting).unwrap_or_else(|| Registration {
            name: end.name,
            legal_persona_name: end.legal_persona_name,
            wechat: end.wechat,
            ..self.blank(component, end.kind, end.mark)
        });
        let one = known.ended(end.status, end.msg, end.appid, now);
        let request = json!({"id": one.id.0.to_string(), "kind": one.kind.as_str(), "name": one.name});
        let result = json!({"status": one.status, "appid": one.appid, "msg": one.msg});
        let entry = self.parts.journal.local(&Actor::System, Deed::RegistrationEnd, component, request);
        self.parts
            .store
            .commit(async |w| {
                w.registration_keep(&one).await?;
                entry.write_with(w, result).await
            })
            .await?;
        Ok(())
    }
}

/// Finding out whether a registration was begun whose answer we never saw.
impl Registrations {
    /// Gives `None` for deeds that are not its own, and where WeChat does not tell.
    pub(crate) async fn find_out(&self, component: &ComponentAppid, intent: &Intent) -> Result<Option<Outcome>, Error> {
        let text = |field: &str| intent.request[field].as_str().unwrap_or_default();
        if intent.deed != Deed::Register || text("kind") != RegistrationKind::Enterprise.as_str() {
            return Ok(None);
        }
        let one = Registration {
            name: text("name").to_owned(),
            legal_persona_name: text("legal_persona_name").to_owned(),
            wechat: text("legal_persona_wechat").to_owned(),
            asked_at: intent.opened_at,
            ..self.blank(
                component,
                RegistrationKind::Enterprise,
                enterprise_mark(text("code"), text("legal_persona_wechat")),
            )
        };
        let found = self.searched(one).await?;
        if found.state == RegistrationState::Failed {
            let reason = "interrupted; WeChat shows that it did not happen".to_owned();
            return Ok(Some(Outcome::Failed { reason }));
        }
        let known = self.parts.store.registration_by_mark(component, RegistrationKind::Enterprise, &found.mark).await?;
        let id = if let Some(known) = known {
            known.id
        } else {
            self.parts.store.commit(async |w| w.registration_keep(&found).await).await?;
            found.id
        };
        Ok(Some(Outcome::Done { result: json!({"id": id.0.to_string()}) }))
    }
}

/// What the journal shows; it also serves to find out how the call ended.
fn wish(one: &Registration, new: &NewRegistration) -> Value {
    let mut wish = json!({"kind": one.kind.as_str(), "name": one.name});
    if let NewRegistration::Enterprise(create) = new {
        wish["code"] = json!(create.code);
        wish["legal_persona_name"] = json!(create.legal_persona_name);
        wish["legal_persona_wechat"] = json!(create.legal_persona_wechat);
    }
    wish
}
