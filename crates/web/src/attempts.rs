//! Attempts that were refused before anything was begun, written to the journal at the one door through which they all
//! came: a layer around the API and one around the console.
//!
//! What a verb of the engine begins, it writes down itself. Here stands what never came so far: a body that cannot be
//! read, a field, a role, a state that does not allow it. A layer watches whether an entry was opened
//! ([`journal::watch`]) and looks at the [`Problem`] of the answer. Who asks without a living key or session is nobody,
//! and is not written down. Which request is which deed stands in two tables.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Map, Value, json};
use wxfleet_engine::calls::is_secret;
use wxfleet_engine::journal::{self, Attempt};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::api;
use crate::app::App;
use crate::auth::Caller;
use crate::console::desk::Desk;
use crate::problem::Problem;

/// A longer body is not repeated in the journal.
const LONGEST_BODY: usize = 16 << 10;
/// Nor is a longer text in one.
const LONGEST_TEXT: usize = 256;
const MOST_FIELDS: usize = 32;
const MASKED: &str = "***";

/// Operations of the API, by their names in its description.
const OPERATIONS: &[(&str, Deed)] = &[
    ("access_token_read", Deed::TokenRead),
    ("account_avatar_set", Deed::AvatarSet),
    ("account_categories_add", Deed::CategoryAdd),
    ("account_category_delete", Deed::CategoryDelete),
    ("account_category_modify", Deed::CategoryModify),
    ("account_name_set", Deed::NameSet),
    ("account_open_bind", Deed::OpenAccountBind),
    ("account_open_create", Deed::OpenAccountCreate),
    ("account_open_unbind", Deed::OpenAccountUnbind),
    ("account_option_set", Deed::OptionSet),
    ("account_plugin_apply", Deed::PluginApply),
    ("account_plugin_unbind", Deed::PluginUnbind),
    ("account_plugin_update", Deed::PluginUpdate),
    ("account_privacy_set", Deed::PrivacySet),
    ("account_privacy_text", Deed::PrivacyText),
    ("account_private_api_apply", Deed::PrivateApiApply),
    ("account_qr_rule_confirm_file", Deed::ConfirmFile),
    ("account_qr_rule_delete", Deed::QrRuleDelete),
    ("account_qr_rule_publish", Deed::QrRulePublish),
    ("account_qr_rule_set", Deed::QrRuleSet),
    ("account_search_status_set", Deed::SearchStatus),
    ("account_signature_set", Deed::SignatureSet),
    ("account_support_version_set", Deed::SupportVersion),
    ("account_wxacode", Deed::LimitedCode),
    ("audit_speedup", Deed::AuditSpeedup),
    ("audit_submit", Deed::AuditSubmit),
    ("audit_withdraw", Deed::AuditWithdraw),
    ("authorization_link_create", Deed::LinkCreate),
    ("authorizer_labels_change", Deed::AuthorizerLabel),
    ("authorizer_labels_set", Deed::AuthorizerLabel),
    ("authorizer_refresh", Deed::AuthorizerRefresh),
    ("authorizer_sync", Deed::AuthorizerSync),
    ("call", Deed::Call),
    ("call_for_account", Deed::Call),
    ("call_raw", Deed::Call),
    ("call_raw_for_account", Deed::Call),
    ("code_commit", Deed::CodeCommit),
    ("code_release", Deed::CodeRelease),
    ("code_rollback", Deed::CodeRollback),
    ("component_add", Deed::ComponentAdd),
    ("component_remove", Deed::ComponentRemove),
    ("component_ticket_restart", Deed::TicketRestart),
    ("component_update", Deed::ComponentUpdate),
    ("gray_release_end", Deed::GrayReleaseEnd),
    ("gray_release_start", Deed::GrayRelease),
    ("key_create", Deed::KeyCreate),
    ("key_revoke", Deed::KeyRevoke),
    ("platform_server_domains_add", Deed::PlatformServerDomains),
    ("platform_server_domains_delete", Deed::PlatformServerDomains),
    ("platform_server_domains_set", Deed::PlatformServerDomains),
    ("platform_webview_domains_add", Deed::PlatformWebviewDomains),
    ("platform_webview_domains_delete", Deed::PlatformWebviewDomains),
    ("platform_webview_domains_set", Deed::PlatformWebviewDomains),
    ("registration_ask", Deed::Register),
    ("registration_convert", Deed::RegistrationConvert),
    ("registration_from_account", Deed::Register),
    ("server_domains_add", Deed::ServerDomains),
    ("server_domains_delete", Deed::ServerDomains),
    ("server_domains_set", Deed::ServerDomains),
    ("template_add", Deed::TemplateAdd),
    ("template_delete", Deed::TemplateDelete),
    ("tester_bind", Deed::TesterBind),
    ("tester_unbind", Deed::TesterUnbind),
    ("visit_status_set", Deed::VisitStatus),
    ("webview_domains_add", Deed::WebviewDomains),
    ("webview_domains_delete", Deed::WebviewDomains),
    ("webview_domains_set", Deed::WebviewDomains),
];

/// Forms of the console, by their paths.
const FORMS: &[(&str, Deed)] = &[
    ("/console/accounts/jobs", Deed::JobCreate),
    ("/console/accounts/jobs/{id}/cancel", Deed::JobCancel),
    ("/console/accounts/jobs/{id}/retry", Deed::JobRetry),
    ("/console/accounts/sync", Deed::AuthorizerSync),
    ("/console/accounts/{component}/{appid}/categories", Deed::CategoryAdd),
    ("/console/accounts/{component}/{appid}/categories/delete", Deed::CategoryDelete),
    ("/console/accounts/{component}/{appid}/close", Deed::VisitStatus),
    ("/console/accounts/{component}/{appid}/commit", Deed::CodeCommit),
    ("/console/accounts/{component}/{appid}/domains/file", Deed::ConfirmFile),
    ("/console/accounts/{component}/{appid}/domains/server", Deed::ServerDomains),
    ("/console/accounts/{component}/{appid}/domains/webview", Deed::WebviewDomains),
    ("/console/accounts/{component}/{appid}/gray", Deed::GrayRelease),
    ("/console/accounts/{component}/{appid}/gray/end", Deed::GrayReleaseEnd),
    ("/console/accounts/{component}/{appid}/introduction", Deed::SignatureSet),
    ("/console/accounts/{component}/{appid}/labels", Deed::AuthorizerLabel),
    ("/console/accounts/{component}/{appid}/library", Deed::SupportVersion),
    ("/console/accounts/{component}/{appid}/link", Deed::LinkCreate),
    ("/console/accounts/{component}/{appid}/name", Deed::NameSet),
    ("/console/accounts/{component}/{appid}/open", Deed::VisitStatus),
    ("/console/accounts/{component}/{appid}/privacy", Deed::PrivacySet),
    ("/console/accounts/{component}/{appid}/private-apis", Deed::PrivateApiApply),
    ("/console/accounts/{component}/{appid}/refresh", Deed::AuthorizerRefresh),
    ("/console/accounts/{component}/{appid}/release", Deed::CodeRelease),
    ("/console/accounts/{component}/{appid}/roll-back", Deed::CodeRollback),
    ("/console/accounts/{component}/{appid}/rules", Deed::QrRuleSet),
    ("/console/accounts/{component}/{appid}/rules/delete", Deed::QrRuleDelete),
    ("/console/accounts/{component}/{appid}/rules/file", Deed::ConfirmFile),
    ("/console/accounts/{component}/{appid}/rules/publish", Deed::QrRulePublish),
    ("/console/accounts/{component}/{appid}/search", Deed::SearchStatus),
    ("/console/accounts/{component}/{appid}/speed-up", Deed::AuditSpeedup),
    ("/console/accounts/{component}/{appid}/status-page", Deed::StatusPageMake),
    ("/console/accounts/{component}/{appid}/status-page/end", Deed::StatusPageRevoke),
    ("/console/accounts/{component}/{appid}/submit", Deed::AuditSubmit),
    ("/console/accounts/{component}/{appid}/testers", Deed::TesterBind),
    ("/console/accounts/{component}/{appid}/testers/remove", Deed::TesterUnbind),
    ("/console/accounts/{component}/{appid}/withdraw", Deed::AuditWithdraw),
    ("/console/apis/{id}", Deed::Call),
    ("/console/authorization", Deed::LinkCreate),
    ("/console/settings/keys", Deed::KeyCreate),
    ("/console/settings/keys/revoke", Deed::KeyRevoke),
    ("/console/settings/me/password", Deed::PasswordChange),
    ("/console/settings/me/second-factor/begin", Deed::SecondFactorAdd),
    ("/console/settings/me/second-factor/off", Deed::SecondFactorRemove),
    ("/console/settings/me/second-factor/on", Deed::SecondFactorAdd),
    ("/console/settings/me/sessions/end", Deed::SessionEnd),
    ("/console/settings/me/sessions/end-others", Deed::SessionEnd),
    ("/console/settings/operators/new", Deed::OperatorAdd),
    ("/console/settings/operators/{id}/disable", Deed::OperatorDisable),
    ("/console/settings/operators/{id}/enable", Deed::OperatorUpdate),
    ("/console/settings/operators/{id}/password", Deed::OperatorUpdate),
    ("/console/settings/operators/{id}/role", Deed::OperatorUpdate),
    ("/console/settings/platforms/new", Deed::ComponentAdd),
    ("/console/settings/platforms/{component_appid}/edit", Deed::ComponentUpdate),
    ("/console/settings/platforms/{component_appid}/tickets", Deed::TicketRestart),
    ("/console/templates", Deed::TemplateAdd),
    ("/console/templates/{id}/delete", Deed::TemplateDelete),
    ("/console/tickets", Deed::TicketRestart),
];

static OF_API: LazyLock<HashMap<&str, Deed>> = LazyLock::new(|| OPERATIONS.iter().copied().collect());

static OF_CONSOLE: LazyLock<HashMap<&str, Deed>> = LazyLock::new(|| FORMS.iter().copied().collect());

/// Around the API, where problems still travel beside the answer.
pub(crate) async fn in_api(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(deed) = deed_in_api(request.method(), request.extensions()) else { return next.run(request).await };
    let (parts, body, request) = match opened(request).await {
        Ok(opened) => opened,
        Err(problem) => return problem.into_response(),
    };
    let (response, is_entered) = journal::watch(next.run(request)).await;
    if let Some(problem) = response.extensions().get::<Problem>().filter(|_| !is_entered)
        && let Ok(Caller(actor)) = Caller::from_request_parts(&mut parts.clone(), &app).await
    {
        write(&app, &Asked { actor, deed, platform: None, parts: &parts, body: &body }, problem).await;
    }
    response
}

/// Around the console. Its pages tell the problem in words, and carry it along for us.
pub(crate) async fn in_console(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    let deed = OF_CONSOLE.get(path).copied().filter(|_| request.method() == Method::POST);
    let Some(deed) = deed else { return next.run(request).await };
    let (parts, body, request) = match opened(request).await {
        Ok(opened) => opened,
        Err(problem) => return problem.status.into_response(),
    };
    let (response, is_entered) = journal::watch(next.run(request)).await;
    if let Some(problem) = response.extensions().get::<Problem>().filter(|_| !is_entered)
        && let Ok(desk) = Desk::from_request_parts(&mut parts.clone(), &app).await
    {
        let platform = desk.platform().ok().filter(|_| is_on_a_platform(deed)).cloned();
        let actor = desk.who.actor.clone();
        write(&app, &Asked { actor, deed, platform, parts: &parts, body: &body }, problem).await;
    }
    response
}

/// A request of the API that was refused outside of [`in_api`].
pub(crate) async fn refused(app: &App, actor: Actor, parts: &Parts, body: &Bytes, problem: &Problem) {
    if let Some(deed) = deed_in_api(&parts.method, &parts.extensions) {
        let body = if body.len() <= LONGEST_BODY { body } else { &Bytes::new() };
        write(app, &Asked { actor, deed, platform: None, parts, body }, problem).await;
    }
}

fn deed_in_api(method: &Method, extensions: &http::Extensions) -> Option<Deed> {
    OF_API.get(api::operation(method, extensions)?).copied()
}

/// Whether the console does this on the platform that is looked at.
const fn is_on_a_platform(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::AuthorizerLabel
            | Deed::AuthorizerSync
            | Deed::JobCancel
            | Deed::JobCreate
            | Deed::JobRetry
            | Deed::LinkCreate
            | Deed::TemplateAdd
            | Deed::TemplateDelete
    )
}

/// A request with its body read ahead, where that is a short text.
async fn opened(request: Request) -> Result<(Parts, Bytes, Request), Problem> {
    let (parts, body) = request.into_parts();
    let is_short = length_of(&parts.headers).is_some_and(|length| length <= LONGEST_BODY) && is_text(&parts.headers);
    if !is_short {
        return Ok((parts.clone(), Bytes::new(), Request::from_parts(parts, body)));
    }
    let bytes = to_bytes(body, LONGEST_BODY).await.map_err(|_| Problem::cut_off())?;
    Ok((parts.clone(), bytes.clone(), Request::from_parts(parts, Body::from(bytes))))
}

fn length_of(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !kind.starts_with("multipart/")
}

/// What was asked for, as it came.
struct Asked<'a> {
    actor: Actor,
    deed: Deed,
    platform: Option<ComponentAppid>,
    parts: &'a Parts,
    body: &'a Bytes,
}

async fn write(app: &App, asked: &Asked<'_>, problem: &Problem) {
    let mut fields = body_of(asked.body);
    if asked.deed == Deed::LimitedCode && fields.get("kind").is_none_or(|kind| kind == "unlimited") {
        // Of these there are as many as one likes: to make one changes nothing.
        return;
    }
    let (mut component_appid, mut appid) = (asked.platform.clone(), None);
    let query = asked.parts.uri.query().unwrap_or_default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        fields.insert(name.into_owned(), Value::String(value.into_owned()));
    }
    let path = RawPathParams::from_request_parts(&mut asked.parts.clone(), app).await;
    for (name, value) in path.iter().flatten() {
        match name {
            "component_appid" | "component" => component_appid = ComponentAppid::parse(value).ok(),
            "appid" => appid = Appid::parse(value).ok(),
            other => _ = fields.insert(other.to_owned(), Value::String(value.to_owned())),
        }
    }
    let request = shown(asked.deed, fields);
    let attempt = Attempt { actor: asked.actor.clone(), deed: asked.deed, component_appid, appid, request };
    app.engine.journal.turned_away(attempt, outcome_of(problem)).await;
}

/// The fields of a body: a JSON object or a form. Of anything else nothing is told.
fn body_of(body: &Bytes) -> Map<String, Value> {
    if body.trim_ascii_start().starts_with(b"{") {
        return serde_json::from_slice(body).unwrap_or_default();
    }
    let is_form = !body.is_empty() && body.is_ascii() && body.contains(&b'=');
    let pairs = url::form_urlencoded::parse(if is_form { body } else { b"" });
    pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect()
}

/// What may stand in the journal. Where secrets or papers of persons are sent, the names of the fields alone: a secret may well stand in the
/// wrong one, which is why the attempt was refused.
fn shown(deed: Deed, fields: Map<String, Value>) -> Map<String, Value> {
    let fields = fields.into_iter().filter(|(name, _)| !name.starts_with('_')).take(MOST_FIELDS);
    if holds_secrets(deed) {
        let is_a_name =
            |name: &String| name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let names: Vec<String> = fields.map(|(name, _)| name).filter(is_a_name).collect();
        return Map::from_iter([("fields".to_owned(), json!(names))]);
    }
    fields.map(|(name, value)| (shortened(&name), masked(&name, value))).collect()
}

const fn holds_secrets(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::ComponentAdd
            | Deed::ComponentUpdate
            | Deed::OperatorAdd
            | Deed::OperatorUpdate
            | Deed::PasswordChange
            | Deed::SecondFactorAdd
            | Deed::SecondFactorRemove
            | Deed::Call
            | Deed::Register
            | Deed::RegistrationConvert
    )
}

fn masked(name: &str, value: Value) -> Value {
    let is_credential = |word: &&str| name.to_ascii_lowercase().contains(*word);
    let is_scalar = value.is_string() || value.is_number();
    if ["secret", "token", "password", "ticket", "session_key"].iter().any(is_credential)
        || is_scalar && is_secret(name)
    {
        return Value::String(MASKED.to_owned());
    }
    match value {
        Value::String(text) => Value::String(shortened(&text)),
        Value::Array(list) => list.into_iter().take(MOST_FIELDS).map(|one| masked("", one)).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().take(MOST_FIELDS);
            Value::Object(fields.map(|(name, value)| (shortened(&name), masked(&name, value))).collect())
        }
        other => other,
    }
}

fn shortened(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST_TEXT);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

/// What the caller was told is how it ended.
fn outcome_of(problem: &Problem) -> Outcome {
    let reason = || problem.detail.en.clone();
    match &problem.wechat {
        Some(refusal) if let Some(errmsg) = &refusal.errmsg => {
            Outcome::Refused { errcode: refusal.errcode, errmsg: errmsg.clone(), rid: refusal.rid.clone() }
        }
        _ if problem.status.is_server_error() => Outcome::Failed { reason: reason() },
        refusal => Outcome::Declined {
            errcode: refusal.as_ref().map(|refusal| refusal.errcode),
            code: problem.code.to_owned(),
            reason: reason(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes of the API that leave no entry: they read, or their verbs keep no journal.
    const NO_DEED: [&str; 6] = [
        "account_name_check",
        "login_jscode2session",
        "login_oauth2_access_token",
        "login_oauth2_refresh_token",
        "login_oauth2_userinfo",
        "registration_refresh",
    ];

    #[test]
    fn every_write_of_the_api_is_a_deed_or_says_that_it_is_none() {
        let named: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
        assert!(named.is_sorted(), "in the order of their names");
        let all = api::named_operations();
        for (method, path, name) in &all {
            let is_known = named.contains(&name.as_str()) || NO_DEED.contains(&name.as_str());
            assert!(*method == Method::GET || is_known, "{method} {path}: {name} is in no table");
        }
        for name in named.iter().chain(&NO_DEED) {
            assert!(all.iter().any(|operation| operation.2 == *name), "there is no operation {name}");
        }
    }

    #[test]
    fn secrets_are_not_repeated() {
        let fields = |text: &str| body_of(&Bytes::copy_from_slice(text.as_bytes()));
        let told = |deed, text: &str| Value::Object(shown(deed, fields(text))).to_string();
        let mistyped = r#"{"component_appid": "wx1", "app_secrte": "canary", "canary": 1, "CANARY-2": {}}"#;
        assert_eq!(told(Deed::ComponentAdd, mistyped), r#"{"fields":["app_secrte","canary","component_appid"]}"#);
        let nested = r#"{"ext": {"access_token": "canary", "a": [{"Secret": ["canary"]}]}, "user_desc": "x"}"#;
        let shown = told(Deed::CodeCommit, nested);
        assert!(!shown.contains("canary") && shown.contains(r#""user_desc":"x""#), "{shown}");
        assert_eq!(told(Deed::CodeRelease, "_csrf=canary&app_version=3"), r#"{"app_version":"3"}"#);
        assert_eq!(told(Deed::CodeCommit, "not JSON"), "{}");
        assert_eq!(shortened(&"字".repeat(200)).chars().count(), 86, "cut between two characters");
    }
}
