//! One method per row of the API, named after the path.

use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Client, Error, File};
use crate::account::{
    AccountOption, BasicInfo, CategoryNode, CategoryPapers, NameAudit, NameChanged, NameCheck, NameChecked, NewAvatar,
    NewCategories, NewName, NewPlugin, NewPrivacySetting, NewPrivateApi, NewQrRule, NewSupportVersion, NewWxacode,
    OpenAccount, OpenAppid, OptionValue, Plugin, PluginVersion, PrivacySetting, PrivacyText, PrivacyTextUploaded,
    PrivacyVersion, PrivateApi, PrivateApiApplied, QrRulePrefix, QrRules, SearchStatus, SetCategories, Signature,
    SupportVersion,
};
use crate::authorizer::{
    AccessToken, Authorizer, LabelChange, Labelled, Labels, Permissions, SyncOutcome, SyncProgress,
};
use crate::call::{Call, Endpoint, RawCall, Upload};
use crate::code::{
    Audit, Category, Code, Commit, Done, GrayRelease, GrayReleasePlan, HistoryVersion, PrivacyScan, Quota, Rollback,
    SubmitAudit, Submitted, VisitStatus,
};
use crate::component::{Component, ComponentPatch, NewComponent};
use crate::domain::{
    ConfirmFile, DomainChoice, EffectiveDomains, PlatformDomainChange, PlatformDomains, ServerDomainChange,
    ServerDomains, WebviewDomainChange, WebviewDomains,
};
use crate::event::{Event, EventDetail};
use crate::health::Readiness;
use crate::journal::{JournalEntry, JournalVerification};
use crate::key::{CreatedKey, Key, NewKey};
use crate::link::{AuthorizationLink, NewAuthorizationLink};
use crate::login::{
    JsCode, OauthCode, OauthQuery, OauthRefresh, OauthUrl, Session, Userinfo, UserinfoRequest, WebToken,
};
use crate::observation::Observation;
use crate::page::Page;
use crate::registration::{
    AccountLink, AccountLinkQuery, AccountTicket, Conversion, MadeFromAccount, NewRegistration, Registration,
};
use crate::template::{Draft, NewTemplate, Template};
use crate::tester::{BoundTester, NewTester, Tester};

/// Which rows of a list are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListQuery {
    /// Rows at once, 1 to 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Text to search for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// `mini_program` or `official_account`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `authorized` or `unauthorized`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `well`, `failing`, `closed`, `reauthorize`, `frozen` or `unauthorized`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// A whole label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The version that everybody sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// A permission set that was not granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<i64>,
}

/// Which events are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EventQuery {
    /// To one component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component_appid: Option<String>,
    /// About one account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// One `InfoType`, `Event` or `MsgType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Received at this moment or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Received before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Rows at once, 1 to 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Which journal entries are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct JournalQuery {
    /// On one component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component_appid: Option<String>,
    /// On one account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// One deed, for instance `code.release`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deed: Option<String>,
    /// By one actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// `open`, `done`, `refused`, `failed` or `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Refused by WeChat with this code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errcode: Option<i64>,
    /// Begun at this moment or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Begun before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Rows at once, 1 to 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

const NO_QUERY: [(&str, &str); 0] = [];
const NO_BODY: Option<&Value> = None;

fn component_path(component: &str, rest: &str) -> String {
    format!("/api/v1/components/{component}{rest}")
}

fn authorizer_path(component: &str, appid: &str, rest: &str) -> String {
    format!("/api/v1/components/{component}/authorizers/{appid}{rest}")
}

fn call_path(component: &str, appid: Option<&str>, endpoint: &str) -> String {
    let rest = format!("/call/{endpoint}");
    appid.map_or_else(|| component_path(component, &rest), |appid| authorizer_path(component, appid, &rest))
}

/// A text as one segment of a path.
fn segment(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

impl Client {
    async fn get<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.json(Method::GET, path, &NO_QUERY, NO_BODY).await
    }

    /// A list that is short by nature, as far as any list is given at once.
    async fn list<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.json(Method::GET, path, &[("limit", "500")], NO_BODY).await
    }

    async fn post<B: Serialize, T: serde::de::DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, Error> {
        self.json(Method::POST, path, &NO_QUERY, Some(body)).await
    }

    async fn act<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.json(Method::POST, path, &NO_QUERY, NO_BODY).await
    }

    async fn remove(&self, path: &str, query: &[(&str, &str)]) -> Result<(), Error> {
        self.file(Method::DELETE, path, query, NO_BODY).await.map(drop)
    }

    /// `GET /readyz`
    pub async fn readiness(&self) -> Result<Readiness, Error> {
        self.get("/readyz").await
    }

    /// `POST /api/v1/components`
    pub async fn component_add(&self, component: &NewComponent) -> Result<Component, Error> {
        self.post("/api/v1/components", component).await
    }

    /// `GET /api/v1/components`
    pub async fn components(&self) -> Result<Page<Component>, Error> {
        self.list("/api/v1/components").await
    }

    /// `GET C`
    pub async fn component(&self, component: &str) -> Result<Component, Error> {
        self.get(&component_path(component, "")).await
    }

    /// `PATCH C`
    pub async fn component_update(&self, component: &str, patch: &ComponentPatch) -> Result<Component, Error> {
        self.json(Method::PATCH, &component_path(component, ""), &NO_QUERY, Some(patch)).await
    }

    /// `DELETE C`; with living authorizers only by force.
    pub async fn component_remove(&self, component: &str, force: bool) -> Result<(), Error> {
        let query: &[(&str, &str)] = if force { &[("force", "true")] } else { &[] };
        self.remove(&component_path(component, ""), query).await
    }

    /// `POST C/ticket/restart`
    pub async fn ticket_restart(&self, component: &str) -> Result<Done, Error> {
        self.act(&component_path(component, "/ticket/restart")).await
    }

    /// `POST C/authorization-links`
    pub async fn link_create(&self, component: &str, link: &NewAuthorizationLink) -> Result<AuthorizationLink, Error> {
        self.post(&component_path(component, "/authorization-links"), link).await
    }

    /// `POST C/authorizers/sync`
    pub async fn authorizers_sync(&self, component: &str) -> Result<SyncOutcome, Error> {
        self.act(&component_path(component, "/authorizers/sync")).await
    }

    /// `GET C/authorizers/sync`
    pub async fn authorizers_sync_progress(&self, component: &str) -> Result<SyncProgress, Error> {
        self.get(&component_path(component, "/authorizers/sync")).await
    }

    /// `GET C/authorizers`
    pub async fn authorizers(&self, component: &str, query: &ListQuery) -> Result<Page<Authorizer>, Error> {
        self.json(Method::GET, &component_path(component, "/authorizers"), query, NO_BODY).await
    }

    /// `GET A`
    pub async fn authorizer(&self, component: &str, appid: &str) -> Result<Authorizer, Error> {
        self.get(&authorizer_path(component, appid, "")).await
    }

    /// `POST A/refresh`
    pub async fn authorizer_refresh(&self, component: &str, appid: &str) -> Result<Authorizer, Error> {
        self.act(&authorizer_path(component, appid, "/refresh")).await
    }

    /// `PUT A/labels`
    pub async fn authorizer_labels_set(
        &self,
        component: &str,
        appid: &str,
        labels: &Labels,
    ) -> Result<Authorizer, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/labels"), &NO_QUERY, Some(labels)).await
    }

    /// `POST C/authorizers/labels`
    pub async fn authorizer_labels_change(&self, component: &str, change: &LabelChange) -> Result<Labelled, Error> {
        self.post(&component_path(component, "/authorizers/labels"), change).await
    }

    /// `GET A/permissions`
    pub async fn authorizer_permissions(&self, component: &str, appid: &str) -> Result<Permissions, Error> {
        self.get(&authorizer_path(component, appid, "/permissions")).await
    }

    /// `GET A/access-token`
    pub async fn access_token(&self, component: &str, appid: &str) -> Result<AccessToken, Error> {
        self.get(&authorizer_path(component, appid, "/access-token")).await
    }

    /// `GET C/templates`
    pub async fn templates(&self, component: &str) -> Result<Page<Template>, Error> {
        self.list(&component_path(component, "/templates")).await
    }

    /// `GET C/template-drafts`
    pub async fn template_drafts(&self, component: &str) -> Result<Page<Draft>, Error> {
        self.list(&component_path(component, "/template-drafts")).await
    }

    /// `POST C/templates`
    pub async fn template_add(&self, component: &str, template: &NewTemplate) -> Result<Template, Error> {
        self.post(&component_path(component, "/templates"), template).await
    }

    /// `DELETE C/templates/{template_id}`
    pub async fn template_delete(&self, component: &str, template_id: i64) -> Result<(), Error> {
        self.remove(&component_path(component, &format!("/templates/{template_id}")), &[]).await
    }

    /// `GET A/code`
    pub async fn code(&self, component: &str, appid: &str) -> Result<Code, Error> {
        self.get(&authorizer_path(component, appid, "/code")).await
    }

    /// `POST A/code/commit`
    pub async fn code_commit(&self, component: &str, appid: &str, commit: &Commit) -> Result<Code, Error> {
        self.post(&authorizer_path(component, appid, "/code/commit"), commit).await
    }

    /// `GET A/code/privacy-scan`
    pub async fn code_privacy_scan(&self, component: &str, appid: &str) -> Result<PrivacyScan, Error> {
        self.get(&authorizer_path(component, appid, "/code/privacy-scan")).await
    }

    /// `GET A/code/trial-qrcode`
    pub async fn code_trial_qrcode(&self, component: &str, appid: &str, path: Option<&str>) -> Result<File, Error> {
        let query: Vec<(&str, &str)> = path.map(|path| ("path", path)).into_iter().collect();
        self.file(Method::GET, &authorizer_path(component, appid, "/code/trial-qrcode"), &query, NO_BODY).await
    }

    /// `GET A/pages`
    pub async fn code_pages(&self, component: &str, appid: &str) -> Result<Page<String>, Error> {
        self.list(&authorizer_path(component, appid, "/pages")).await
    }

    /// `GET A/categories`
    pub async fn code_categories(&self, component: &str, appid: &str) -> Result<Page<Category>, Error> {
        self.list(&authorizer_path(component, appid, "/categories")).await
    }

    /// `POST A/code/audits`
    pub async fn audit_submit(&self, component: &str, appid: &str, submit: &SubmitAudit) -> Result<Submitted, Error> {
        self.post(&authorizer_path(component, appid, "/code/audits"), submit).await
    }

    /// `GET A/code/audits`
    pub async fn audits(&self, component: &str, appid: &str, query: &ListQuery) -> Result<Page<Audit>, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/code/audits"), query, NO_BODY).await
    }

    /// `GET A/code/audits/latest`
    pub async fn audit_latest(&self, component: &str, appid: &str) -> Result<Audit, Error> {
        self.get(&authorizer_path(component, appid, "/code/audits/latest")).await
    }

    /// `GET A/code/audits/{auditid}`
    pub async fn audit(&self, component: &str, appid: &str, auditid: i64) -> Result<Audit, Error> {
        self.get(&authorizer_path(component, appid, &format!("/code/audits/{auditid}"))).await
    }

    /// `POST A/code/audits/withdraw`
    pub async fn audit_withdraw(&self, component: &str, appid: &str) -> Result<Audit, Error> {
        self.act(&authorizer_path(component, appid, "/code/audits/withdraw")).await
    }

    /// `POST A/code/audits/{auditid}/speedup`
    pub async fn audit_speedup(&self, component: &str, appid: &str, auditid: i64) -> Result<Done, Error> {
        self.act(&authorizer_path(component, appid, &format!("/code/audits/{auditid}/speedup"))).await
    }

    /// `GET A/code/quota`
    pub async fn code_quota(&self, component: &str, appid: &str) -> Result<Quota, Error> {
        self.get(&authorizer_path(component, appid, "/code/quota")).await
    }

    /// `POST A/code/release`
    pub async fn code_release(&self, component: &str, appid: &str) -> Result<Code, Error> {
        self.act(&authorizer_path(component, appid, "/code/release")).await
    }

    /// `POST A/code/rollback`
    pub async fn code_rollback(&self, component: &str, appid: &str, rollback: &Rollback) -> Result<Code, Error> {
        self.post(&authorizer_path(component, appid, "/code/rollback"), rollback).await
    }

    /// `GET A/code/versions`
    pub async fn code_versions(&self, component: &str, appid: &str) -> Result<Page<HistoryVersion>, Error> {
        self.list(&authorizer_path(component, appid, "/code/versions")).await
    }

    /// `GET A/code/gray-release`
    pub async fn gray_release(&self, component: &str, appid: &str) -> Result<GrayReleasePlan, Error> {
        self.get(&authorizer_path(component, appid, "/code/gray-release")).await
    }

    /// `POST A/code/gray-release`
    pub async fn gray_release_start(&self, component: &str, appid: &str, gray: &GrayRelease) -> Result<Done, Error> {
        self.post(&authorizer_path(component, appid, "/code/gray-release"), gray).await
    }

    /// `DELETE A/code/gray-release`
    pub async fn gray_release_end(&self, component: &str, appid: &str) -> Result<(), Error> {
        self.remove(&authorizer_path(component, appid, "/code/gray-release"), &[]).await
    }

    /// `GET A/visit-status`
    pub async fn visit_status(&self, component: &str, appid: &str) -> Result<VisitStatus, Error> {
        self.get(&authorizer_path(component, appid, "/visit-status")).await
    }

    /// `PUT A/visit-status`
    pub async fn visit_status_set(&self, component: &str, appid: &str, to: VisitStatus) -> Result<VisitStatus, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/visit-status"), &NO_QUERY, Some(&to)).await
    }

    /// `GET /api/v1/catalogue`
    pub async fn catalogue(&self) -> Result<Page<Endpoint>, Error> {
        self.list("/api/v1/catalogue").await
    }

    /// `GET /api/v1/catalogue/{endpoint}`
    pub async fn catalogue_entry(&self, endpoint: &str) -> Result<Endpoint, Error> {
        self.get(&format!("/api/v1/catalogue/{endpoint}")).await
    }

    /// `POST A/call/{endpoint}`, or `POST C/call/{endpoint}` without an account. The answer is WeChat's.
    pub async fn call(
        &self,
        component: &str,
        appid: Option<&str>,
        endpoint: &str,
        call: &Call,
        file: Option<Upload>,
    ) -> Result<File, Error> {
        let path = call_path(component, appid, endpoint);
        let Some(file) = file else { return self.file(Method::POST, &path, &NO_QUERY, Some(call)).await };
        let text = |fields: &Option<Map<String, Value>>| Value::Object(fields.clone().unwrap_or_default()).to_string();
        self.form(&path, vec![("query", text(&call.query)), ("body", text(&call.body))], file).await
    }

    /// `POST A/call/raw`, or `POST C/call/raw` without an account.
    pub async fn call_raw(&self, component: &str, appid: Option<&str>, call: &RawCall) -> Result<File, Error> {
        self.file(Method::POST, &call_path(component, appid, "raw"), &NO_QUERY, Some(call)).await
    }

    /// `GET A/server-domains`
    pub async fn server_domains(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
    ) -> Result<ServerDomains, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/server-domains"), choice, NO_BODY).await
    }

    /// `GET A/server-domains/effective`, or `GET A/webview-domains/effective`; `family` is `server` or `webview`.
    pub async fn domains_effective(
        &self,
        component: &str,
        appid: &str,
        family: &str,
    ) -> Result<EffectiveDomains, Error> {
        self.get(&authorizer_path(component, appid, &format!("/{family}-domains/effective"))).await
    }

    /// `PUT A/server-domains`
    pub async fn server_domains_set(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        to: &ServerDomainChange,
    ) -> Result<ServerDomains, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/server-domains"), choice, Some(to)).await
    }

    /// `POST A/server-domains/add`
    pub async fn server_domains_add(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        these: &ServerDomainChange,
    ) -> Result<ServerDomains, Error> {
        self.json(Method::POST, &authorizer_path(component, appid, "/server-domains/add"), choice, Some(these)).await
    }

    /// `POST A/server-domains/delete`
    pub async fn server_domains_delete(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        these: &ServerDomainChange,
    ) -> Result<ServerDomains, Error> {
        self.json(Method::POST, &authorizer_path(component, appid, "/server-domains/delete"), choice, Some(these)).await
    }

    /// `GET A/webview-domains`
    pub async fn webview_domains(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
    ) -> Result<WebviewDomains, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/webview-domains"), choice, NO_BODY).await
    }

    /// `PUT A/webview-domains`
    pub async fn webview_domains_set(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        to: &WebviewDomainChange,
    ) -> Result<WebviewDomains, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/webview-domains"), choice, Some(to)).await
    }

    /// `POST A/webview-domains/add`
    pub async fn webview_domains_add(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        these: &WebviewDomainChange,
    ) -> Result<WebviewDomains, Error> {
        self.json(Method::POST, &authorizer_path(component, appid, "/webview-domains/add"), choice, Some(these)).await
    }

    /// `POST A/webview-domains/delete`
    pub async fn webview_domains_delete(
        &self,
        component: &str,
        appid: &str,
        choice: &DomainChoice,
        these: &WebviewDomainChange,
    ) -> Result<WebviewDomains, Error> {
        let path = authorizer_path(component, appid, "/webview-domains/delete");
        self.json(Method::POST, &path, choice, Some(these)).await
    }

    /// `GET A/webview-domains/confirm-file`
    pub async fn webview_confirm_file(&self, component: &str, appid: &str) -> Result<ConfirmFile, Error> {
        self.get(&authorizer_path(component, appid, "/webview-domains/confirm-file")).await
    }

    /// `GET C/server-domains` or `C/webview-domains`; `family` is `server` or `webview`, as for the three below.
    pub async fn platform_domains(&self, component: &str, family: &str) -> Result<PlatformDomains, Error> {
        self.get(&component_path(component, &format!("/{family}-domains"))).await
    }

    /// `PUT C/server-domains` or `C/webview-domains`
    pub async fn platform_domains_set(
        &self,
        component: &str,
        family: &str,
        choice: &DomainChoice,
        to: &PlatformDomainChange,
    ) -> Result<PlatformDomains, Error> {
        let path = component_path(component, &format!("/{family}-domains"));
        self.json(Method::PUT, &path, choice, Some(to)).await
    }

    /// `POST C/server-domains/add` or `C/webview-domains/add`
    pub async fn platform_domains_add(
        &self,
        component: &str,
        family: &str,
        choice: &DomainChoice,
        these: &PlatformDomainChange,
    ) -> Result<PlatformDomains, Error> {
        let path = component_path(component, &format!("/{family}-domains/add"));
        self.json(Method::POST, &path, choice, Some(these)).await
    }

    /// `POST C/server-domains/delete` or `C/webview-domains/delete`
    pub async fn platform_domains_delete(
        &self,
        component: &str,
        family: &str,
        choice: &DomainChoice,
        these: &PlatformDomainChange,
    ) -> Result<PlatformDomains, Error> {
        let path = component_path(component, &format!("/{family}-domains/delete"));
        self.json(Method::POST, &path, choice, Some(these)).await
    }

    /// `GET C/webview-domains/confirm-file`
    pub async fn platform_confirm_file(&self, component: &str) -> Result<ConfirmFile, Error> {
        self.get(&component_path(component, "/webview-domains/confirm-file")).await
    }

    /// `GET A/testers`
    pub async fn testers(&self, component: &str, appid: &str) -> Result<Page<Tester>, Error> {
        self.list(&authorizer_path(component, appid, "/testers")).await
    }

    /// `POST A/testers`
    pub async fn tester_bind(&self, component: &str, appid: &str, tester: &NewTester) -> Result<BoundTester, Error> {
        self.post(&authorizer_path(component, appid, "/testers"), tester).await
    }

    /// `DELETE A/testers/{wechatid}`
    pub async fn tester_unbind(&self, component: &str, appid: &str, wechatid: &str) -> Result<(), Error> {
        self.remove(&authorizer_path(component, appid, &format!("/testers/{}", segment(wechatid))), &[]).await
    }

    /// `DELETE A/testers/{userstr}?by=userstr`
    pub async fn tester_unbind_by_userstr(&self, component: &str, appid: &str, userstr: &str) -> Result<(), Error> {
        let path = authorizer_path(component, appid, &format!("/testers/{}", segment(userstr)));
        self.remove(&path, &[("by", "userstr")]).await
    }

    /// `GET /api/v1/events`
    pub async fn events(&self, query: &EventQuery) -> Result<Page<Event>, Error> {
        self.json(Method::GET, "/api/v1/events", query, NO_BODY).await
    }

    /// `GET /api/v1/events/{id}`
    pub async fn event(&self, id: &str) -> Result<EventDetail, Error> {
        self.get(&format!("/api/v1/events/{id}")).await
    }

    /// `GET /api/v1/journal/verification`. The whole journal is read; that may take some seconds.
    pub async fn journal_verification(&self) -> Result<JournalVerification, Error> {
        self.json(Method::GET, "/api/v1/journal/verification", &NO_QUERY, NO_BODY).await
    }

    /// `GET /api/v1/journal`
    pub async fn journal(&self, query: &JournalQuery) -> Result<Page<JournalEntry>, Error> {
        self.json(Method::GET, "/api/v1/journal", query, NO_BODY).await
    }

    /// `GET /api/v1/keys`
    pub async fn keys(&self) -> Result<Page<Key>, Error> {
        self.list("/api/v1/keys").await
    }

    /// `POST /api/v1/keys`
    pub async fn key_create(&self, key: &NewKey) -> Result<CreatedKey, Error> {
        self.post("/api/v1/keys", key).await
    }

    /// `DELETE /api/v1/keys/{id}`
    pub async fn key_revoke(&self, id: &str) -> Result<(), Error> {
        self.remove(&format!("/api/v1/keys/{}", segment(id)), &[]).await
    }

    /// `GET /api/v1/observations`
    pub async fn observations(&self) -> Result<Page<Observation>, Error> {
        self.list("/api/v1/observations").await
    }

    /// `GET A/basic-info`
    pub async fn account_basic_info(&self, component: &str, appid: &str) -> Result<BasicInfo, Error> {
        self.get(&authorizer_path(component, appid, "/basic-info")).await
    }

    /// `POST A/nickname/check`
    pub async fn account_name_check(
        &self,
        component: &str,
        appid: &str,
        name: &NameCheck,
    ) -> Result<NameChecked, Error> {
        self.post(&authorizer_path(component, appid, "/nickname/check"), name).await
    }

    /// `PUT A/nickname`
    pub async fn account_name_set(&self, component: &str, appid: &str, name: &NewName) -> Result<NameChanged, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/nickname"), &NO_QUERY, Some(name)).await
    }

    /// `GET A/nickname/audits`
    pub async fn account_name_audits(&self, component: &str, appid: &str) -> Result<Page<NameAudit>, Error> {
        self.list(&authorizer_path(component, appid, "/nickname/audits")).await
    }

    /// `GET A/nickname/audits/{audit_id}`
    pub async fn account_name_audit(&self, component: &str, appid: &str, audit_id: i64) -> Result<NameAudit, Error> {
        self.get(&authorizer_path(component, appid, &format!("/nickname/audits/{audit_id}"))).await
    }

    /// `PUT A/head-image`
    pub async fn account_avatar_set(&self, component: &str, appid: &str, avatar: &NewAvatar) -> Result<Done, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/head-image"), &NO_QUERY, Some(avatar)).await
    }

    /// `PUT A/signature`
    pub async fn account_signature_set(
        &self,
        component: &str,
        appid: &str,
        signature: &Signature,
    ) -> Result<Done, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/signature"), &NO_QUERY, Some(signature)).await
    }

    /// `GET A/search-status`
    pub async fn account_search_status(&self, component: &str, appid: &str) -> Result<SearchStatus, Error> {
        self.get(&authorizer_path(component, appid, "/search-status")).await
    }

    /// `PUT A/search-status`
    pub async fn account_search_status_set(
        &self,
        component: &str,
        appid: &str,
        to: SearchStatus,
    ) -> Result<SearchStatus, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/search-status"), &NO_QUERY, Some(&to)).await
    }

    /// `GET A/account-categories`
    pub async fn account_categories(&self, component: &str, appid: &str) -> Result<SetCategories, Error> {
        self.get(&authorizer_path(component, appid, "/account-categories")).await
    }

    /// `GET A/account-categories/all`
    pub async fn account_categories_all(&self, component: &str, appid: &str) -> Result<Page<CategoryNode>, Error> {
        self.list(&authorizer_path(component, appid, "/account-categories/all")).await
    }

    /// `POST A/account-categories`
    pub async fn account_categories_add(
        &self,
        component: &str,
        appid: &str,
        add: &NewCategories,
    ) -> Result<SetCategories, Error> {
        self.post(&authorizer_path(component, appid, "/account-categories"), add).await
    }

    /// `PATCH A/account-categories/{first}/{second}`
    pub async fn account_category_modify(
        &self,
        component: &str,
        appid: &str,
        which: (i64, i64),
        papers: &CategoryPapers,
    ) -> Result<SetCategories, Error> {
        let (first, second) = which;
        self.json(
            Method::PATCH,
            &authorizer_path(component, appid, &format!("/account-categories/{first}/{second}")),
            &NO_QUERY,
            Some(papers),
        )
        .await
    }

    /// `DELETE A/account-categories/{first}/{second}`
    pub async fn account_category_delete(&self, component: &str, appid: &str, which: (i64, i64)) -> Result<(), Error> {
        let (first, second) = which;
        let rest = format!("/account-categories/{first}/{second}");
        self.remove(&authorizer_path(component, appid, &rest), &[]).await
    }

    /// `GET A/privacy-setting`
    pub async fn account_privacy(
        &self,
        component: &str,
        appid: &str,
        version: PrivacyVersion,
    ) -> Result<PrivacySetting, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/privacy-setting"), &version, NO_BODY).await
    }

    /// `PUT A/privacy-setting`
    pub async fn account_privacy_set(
        &self,
        component: &str,
        appid: &str,
        to: &NewPrivacySetting,
    ) -> Result<PrivacySetting, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/privacy-setting"), &NO_QUERY, Some(to)).await
    }

    /// `POST A/privacy-setting/text`
    pub async fn account_privacy_text(
        &self,
        component: &str,
        appid: &str,
        text: &PrivacyText,
    ) -> Result<PrivacyTextUploaded, Error> {
        self.post(&authorizer_path(component, appid, "/privacy-setting/text"), text).await
    }

    /// `GET A/private-apis`
    pub async fn account_private_apis(&self, component: &str, appid: &str) -> Result<Page<PrivateApi>, Error> {
        self.list(&authorizer_path(component, appid, "/private-apis")).await
    }

    /// `POST A/private-apis`
    pub async fn account_private_api_apply(
        &self,
        component: &str,
        appid: &str,
        new: &NewPrivateApi,
    ) -> Result<PrivateApiApplied, Error> {
        self.post(&authorizer_path(component, appid, "/private-apis"), new).await
    }

    /// `GET A/qrcode-rules`
    pub async fn account_qr_rules(&self, component: &str, appid: &str) -> Result<QrRules, Error> {
        self.get(&authorizer_path(component, appid, "/qrcode-rules")).await
    }

    /// `POST A/qrcode-rules`
    pub async fn account_qr_rule_set(&self, component: &str, appid: &str, rule: &NewQrRule) -> Result<QrRules, Error> {
        self.post(&authorizer_path(component, appid, "/qrcode-rules"), rule).await
    }

    /// `POST A/qrcode-rules/publish`
    pub async fn account_qr_rule_publish(
        &self,
        component: &str,
        appid: &str,
        rule: &QrRulePrefix,
    ) -> Result<QrRules, Error> {
        self.post(&authorizer_path(component, appid, "/qrcode-rules/publish"), rule).await
    }

    /// `DELETE A/qrcode-rules`
    pub async fn account_qr_rule_delete(&self, component: &str, appid: &str, prefix: &str) -> Result<(), Error> {
        self.remove(&authorizer_path(component, appid, "/qrcode-rules"), &[("prefix", prefix)]).await
    }

    /// `POST A/qrcode-rules/confirm-file`
    pub async fn account_qr_rule_confirm_file(&self, component: &str, appid: &str) -> Result<ConfirmFile, Error> {
        self.act(&authorizer_path(component, appid, "/qrcode-rules/confirm-file")).await
    }

    /// `POST A/wxacode`
    pub async fn account_wxacode(&self, component: &str, appid: &str, code: &NewWxacode) -> Result<File, Error> {
        self.file(Method::POST, &authorizer_path(component, appid, "/wxacode"), &NO_QUERY, Some(code)).await
    }

    /// `GET A/support-version`
    pub async fn account_support_version(&self, component: &str, appid: &str) -> Result<SupportVersion, Error> {
        self.get(&authorizer_path(component, appid, "/support-version")).await
    }

    /// `PUT A/support-version`
    pub async fn account_support_version_set(
        &self,
        component: &str,
        appid: &str,
        to: &NewSupportVersion,
    ) -> Result<Done, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/support-version"), &NO_QUERY, Some(to)).await
    }

    /// `GET A/open-account`
    pub async fn account_open(&self, component: &str, appid: &str) -> Result<OpenAccount, Error> {
        self.get(&authorizer_path(component, appid, "/open-account")).await
    }

    /// `POST A/open-account`
    pub async fn account_open_create(&self, component: &str, appid: &str) -> Result<OpenAccount, Error> {
        self.act(&authorizer_path(component, appid, "/open-account")).await
    }

    /// `PUT A/open-account`
    pub async fn account_open_bind(&self, component: &str, appid: &str, to: &OpenAppid) -> Result<OpenAccount, Error> {
        self.json(Method::PUT, &authorizer_path(component, appid, "/open-account"), &NO_QUERY, Some(to)).await
    }

    /// `DELETE A/open-account`
    pub async fn account_open_unbind(&self, component: &str, appid: &str, open_appid: &str) -> Result<(), Error> {
        self.remove(&authorizer_path(component, appid, "/open-account"), &[("open_appid", open_appid)]).await
    }

    /// `GET A/plugins`
    pub async fn account_plugins(&self, component: &str, appid: &str) -> Result<Page<Plugin>, Error> {
        self.list(&authorizer_path(component, appid, "/plugins")).await
    }

    /// `POST A/plugins`
    pub async fn account_plugin_apply(
        &self,
        component: &str,
        appid: &str,
        new: &NewPlugin,
    ) -> Result<Page<Plugin>, Error> {
        self.post(&authorizer_path(component, appid, "/plugins"), new).await
    }

    /// `PATCH A/plugins/{plugin_appid}`
    pub async fn account_plugin_update(
        &self,
        component: &str,
        appid: &str,
        plugin_appid: &str,
        to: &PluginVersion,
    ) -> Result<Done, Error> {
        self.json(
            Method::PATCH,
            &authorizer_path(component, appid, &format!("/plugins/{}", segment(plugin_appid))),
            &NO_QUERY,
            Some(to),
        )
        .await
    }

    /// `DELETE A/plugins/{plugin_appid}`
    pub async fn account_plugin_unbind(&self, component: &str, appid: &str, plugin_appid: &str) -> Result<(), Error> {
        let rest = format!("/plugins/{}", segment(plugin_appid));
        self.remove(&authorizer_path(component, appid, &rest), &[]).await
    }

    /// `GET A/options/{option_name}`
    pub async fn account_option(&self, component: &str, appid: &str, name: &str) -> Result<AccountOption, Error> {
        self.get(&authorizer_path(component, appid, &format!("/options/{}", segment(name)))).await
    }

    /// `PUT A/options/{option_name}`
    pub async fn account_option_set(
        &self,
        component: &str,
        appid: &str,
        name: &str,
        to: &OptionValue,
    ) -> Result<AccountOption, Error> {
        self.json(
            Method::PUT,
            &authorizer_path(component, appid, &format!("/options/{}", segment(name))),
            &NO_QUERY,
            Some(to),
        )
        .await
    }

    /// `GET C/registrations`
    pub async fn registrations(&self, component: &str, query: &ListQuery) -> Result<Page<Registration>, Error> {
        self.json(Method::GET, &component_path(component, "/registrations"), query, NO_BODY).await
    }

    /// `POST C/registrations`
    pub async fn registration_ask(&self, component: &str, new: &NewRegistration) -> Result<Registration, Error> {
        self.post(&component_path(component, "/registrations"), new).await
    }

    /// `GET C/registrations/{id}`
    pub async fn registration(&self, component: &str, id: &str) -> Result<Registration, Error> {
        self.get(&component_path(component, &format!("/registrations/{}", segment(id)))).await
    }

    /// `POST C/registrations/{id}/refresh`
    pub async fn registration_refresh(&self, component: &str, id: &str) -> Result<Registration, Error> {
        self.act(&component_path(component, &format!("/registrations/{}/refresh", segment(id)))).await
    }

    /// `POST A/conversion`
    pub async fn registration_convert(
        &self,
        component: &str,
        appid: &str,
        to: &Conversion,
    ) -> Result<Registration, Error> {
        self.post(&authorizer_path(component, appid, "/conversion"), to).await
    }

    /// `GET A/registration-link`
    pub async fn registration_account_link(
        &self,
        component: &str,
        appid: &str,
        query: &AccountLinkQuery,
    ) -> Result<AccountLink, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/registration-link"), query, NO_BODY).await
    }

    /// `POST A/registration`
    pub async fn registration_from_account(
        &self,
        component: &str,
        appid: &str,
        ticket: &AccountTicket,
    ) -> Result<MadeFromAccount, Error> {
        self.post(&authorizer_path(component, appid, "/registration"), ticket).await
    }

    /// `POST A/login/jscode2session`
    pub async fn login_jscode2session(&self, component: &str, appid: &str, code: &JsCode) -> Result<Session, Error> {
        self.post(&authorizer_path(component, appid, "/login/jscode2session"), code).await
    }

    /// `GET A/login/oauth2/url`
    pub async fn login_oauth2_url(&self, component: &str, appid: &str, query: &OauthQuery) -> Result<OauthUrl, Error> {
        self.json(Method::GET, &authorizer_path(component, appid, "/login/oauth2/url"), query, NO_BODY).await
    }

    /// `POST A/login/oauth2/access-token`
    pub async fn login_oauth2_access_token(
        &self,
        component: &str,
        appid: &str,
        code: &OauthCode,
    ) -> Result<WebToken, Error> {
        self.post(&authorizer_path(component, appid, "/login/oauth2/access-token"), code).await
    }

    /// `POST A/login/oauth2/refresh-token`
    pub async fn login_oauth2_refresh_token(
        &self,
        component: &str,
        appid: &str,
        refresh: &OauthRefresh,
    ) -> Result<WebToken, Error> {
        self.post(&authorizer_path(component, appid, "/login/oauth2/refresh-token"), refresh).await
    }

    /// `POST A/login/oauth2/userinfo`
    pub async fn login_oauth2_userinfo(
        &self,
        component: &str,
        appid: &str,
        request: &UserinfoRequest,
    ) -> Result<Userinfo, Error> {
        self.post(&authorizer_path(component, appid, "/login/oauth2/userinfo"), request).await
    }
}
