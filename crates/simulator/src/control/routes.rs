//! The control API: `/_sim/…`, JSON in and out. `docs/simulator.md` describes it.

use axum::Router;
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ControlError;
use super::logins::Login;
use super::merchants::Authorize;
use super::messages::UserMessage;
use super::platforms::ComponentChange;
use super::release_check::ReleaseCheck;
use crate::config::Switches;
use crate::faults::Fault;
use crate::pages::picture;
use crate::simulator::Simulator;
use crate::world::audit::{AuditRule, Verdict};
use crate::world::component::ComponentSettings;
use crate::world::merchant::Profile;
use crate::world::push::PushRule;
use crate::world::template::Code;

type Answer = Result<Response, ControlError>;

/// A JSON body, whatever its label; mistakes are answered in words.
struct Body<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ControlError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ControlError> {
        let bytes = axum::body::to_bytes(request.into_body(), 1024 * 1024).await;
        let bytes = bytes.map_err(|_| ControlError::Invalid("the body is larger than 1 MiB".to_owned()))?;
        let bytes = if bytes.is_empty() { bytes::Bytes::from_static(b"{}") } else { bytes };
        serde_json::from_slice(&bytes).map(Self).map_err(|fault| ControlError::Invalid(fault.to_string()))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of every handler")]
fn show(value: &impl Serialize) -> Answer {
    Ok(axum::Json(value).into_response())
}

fn done() -> Answer {
    show(&json!({"ok": true}))
}

pub(crate) fn routes() -> Router<Simulator> {
    platforms().merge(merchants()).merge(traffic())
}

fn platforms() -> Router<Simulator> {
    Router::new()
        .route("/_sim", get(overview))
        .route("/_sim/step", post(step))
        .route("/_sim/settings", get(settings).patch(change_settings))
        .route("/_sim/components", get(components).post(register))
        .route("/_sim/components/{component}", get(component).patch(change_component))
        .route("/_sim/components/{component}/ticket", post(ticket))
        .route("/_sim/components/{component}/tokens", post(tokens))
        .route("/_sim/components/{component}/drafts", post(upload_draft))
}

fn merchants() -> Router<Simulator> {
    Router::new()
        .route("/_sim/merchants", get(list_merchants).post(put_merchant))
        .route("/_sim/merchants/{appid}", get(merchant).patch(change_merchant))
        .route("/_sim/avatar/{file}", get(avatar))
        .route("/_sim/qrcode/{file}", get(qrcode))
        .route("/_sim/authorize", post(authorize))
        .route("/_sim/authorized-before", post(authorized_before))
        .route("/_sim/deauthorize", post(deauthorize))
        .route("/_sim/permissions", post(permissions))
        .route("/_sim/codes", post(authorization_code))
        .route("/_sim/logins", post(login))
        .route("/_sim/registration-tickets", post(registration_ticket))
        .route("/_sim/audits", get(audits))
        .route("/_sim/audits/rules", post(rule_audits).delete(clear_audit_rules))
        .route("/_sim/audits/{auditid}/decide", post(decide))
        .route("/_sim/reviews", get(reviews))
        .route("/_sim/reviews/rules", post(rule_reviews).delete(clear_review_rules))
        .route("/_sim/reviews/{id}/decide", post(decide_review))
}

fn traffic() -> Router<Simulator> {
    Router::new()
        .route("/_sim/pushes", get(pushes))
        .route("/_sim/pushes/rules", post(rule_pushes).delete(clear_push_rules))
        .route("/_sim/pushes/{id}/redeliver", post(redeliver))
        .route("/_sim/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/_sim/requests", get(requests).delete(clear_requests))
        .route("/_sim/counters", get(counters))
        .route("/_sim/messages", get(sent_messages).post(send_message))
        .route("/_sim/release-check", post(release_check))
}

async fn overview(State(simulator): State<Simulator>) -> Answer {
    show(&json!({
        "now": simulator.now(),
        "next_due": simulator.next_due(),
        "components": simulator.components(),
        "merchants": simulator.merchant_count(),
        "open_audits": simulator.audits(true).len(),
    }))
}

async fn step(State(simulator): State<Simulator>) -> Answer {
    show(&json!({"done": simulator.step().await}))
}

async fn settings(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.switches())
}

async fn change_settings(State(simulator): State<Simulator>, Body(change): Body<Value>) -> Answer {
    let invalid = |fault: serde_json::Error| ControlError::Invalid(fault.to_string());
    let mut all = serde_json::to_value(simulator.switches()).map_err(invalid)?;
    merge(&mut all, change);
    let changed: Switches = serde_json::from_value(all).map_err(invalid)?;
    simulator.change_switches(|switches| *switches = changed);
    show(&simulator.switches())
}

/// Puts the fields of `change` over those of `all`.
fn merge(all: &mut Value, change: Value) {
    let (Some(all), Value::Object(change)) = (all.as_object_mut(), change) else { return };
    all.extend(change);
}

async fn components(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.components())
}

async fn register(State(simulator): State<Simulator>, Body(settings): Body<ComponentSettings>) -> Answer {
    show(&simulator.register_component(settings)?)
}

async fn component(State(simulator): State<Simulator>, Path(component): Path<String>) -> Answer {
    show(&simulator.component(&component)?)
}

async fn change_component(
    State(simulator): State<Simulator>,
    Path(component): Path<String>,
    Body(change): Body<ComponentChange>,
) -> Answer {
    show(&simulator.change_component(&component, change)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TicketAction {
    Push,
    Stop,
    Start,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TicketOrder {
    action: TicketAction,
}

async fn ticket(
    State(simulator): State<Simulator>,
    Path(component): Path<String>,
    Body(order): Body<TicketOrder>,
) -> Answer {
    match order.action {
        TicketAction::Push => simulator.push_ticket(&component)?,
        TicketAction::Stop => simulator.stop_tickets(&component)?,
        TicketAction::Start => simulator.start_tickets(&component)?,
    }
    done()
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TokenAction {
    /// The next call is 42001.
    Expire,
    /// The next call is 40001.
    Invalidate,
    /// The refresh token is replaced.
    Replace,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TokenKind {
    Component,
    Authorizer,
    Refresh,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenOrder {
    kind: TokenKind,
    action: TokenAction,
    #[serde(default)]
    appid: Option<String>,
}

async fn tokens(
    State(simulator): State<Simulator>,
    Path(component): Path<String>,
    Body(order): Body<TokenOrder>,
) -> Answer {
    let expired = matches!(order.action, TokenAction::Expire);
    match (order.kind, order.action) {
        (TokenKind::Component, TokenAction::Expire | TokenAction::Invalidate) => {
            simulator.end_component_tokens(&component, expired)?;
        }
        (TokenKind::Authorizer, TokenAction::Expire | TokenAction::Invalidate) => {
            simulator.end_authorizer_tokens(&component, order.appid.as_deref(), expired)?;
        }
        (TokenKind::Refresh, TokenAction::Replace) => {
            let appid = order.appid.ok_or_else(|| ControlError::Invalid("appid must be given".to_owned()))?;
            simulator.replace_refresh_token(&component, &appid)?;
        }
        _ => {
            let words = "component and authorizer tokens can expire or be invalidated, refresh tokens be replaced";
            return Err(ControlError::Invalid(words.to_owned()));
        }
    }
    done()
}

async fn upload_draft(
    State(simulator): State<Simulator>,
    Path(component): Path<String>,
    Body(code): Body<Code>,
) -> Answer {
    show(&json!({"draft_id": simulator.upload_draft(&component, code)?}))
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    q: String,
    #[serde(default)]
    offset: usize,
    #[serde(default = "fifty")]
    limit: usize,
}

fn fifty() -> usize {
    50
}

async fn list_merchants(State(simulator): State<Simulator>, Query(page): Query<Page>) -> Answer {
    let list = simulator.merchants(&page.q, page.offset, page.limit.min(1000));
    show(&json!({"total": simulator.merchant_count(), "items": list}))
}

async fn put_merchant(State(simulator): State<Simulator>, Body(profile): Body<Profile>) -> Answer {
    let appid = profile.appid.clone();
    simulator.put_merchant(profile);
    show(&simulator.merchant(&appid)?)
}

async fn merchant(State(simulator): State<Simulator>, Path(appid): Path<String>) -> Answer {
    show(&simulator.merchant(&appid)?)
}

async fn change_merchant(
    State(simulator): State<Simulator>,
    Path(appid): Path<String>,
    Body(change): Body<Value>,
) -> Answer {
    let invalid = |fault: serde_json::Error| ControlError::Invalid(fault.to_string());
    let mut all = serde_json::to_value(simulator.merchant(&appid)?.profile).map_err(invalid)?;
    merge(&mut all, change);
    let mut profile: Profile = serde_json::from_value(all).map_err(invalid)?;
    profile.appid.clone_from(&appid);
    simulator.put_merchant(profile);
    show(&simulator.merchant(&appid)?)
}

#[expect(clippy::unnecessary_wraps, reason = "the end of every handler")]
fn svg(picture: String) -> Answer {
    Ok(([(CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

fn appid_of(file: &str) -> &str {
    file.strip_suffix(".svg").unwrap_or(file)
}

async fn avatar(State(simulator): State<Simulator>, Path(file): Path<String>) -> Answer {
    svg(picture::avatar(&simulator.merchant(appid_of(&file))?.profile))
}

async fn qrcode(State(simulator): State<Simulator>, Path(file): Path<String>) -> Answer {
    let profile = simulator.merchant(appid_of(&file))?.profile;
    svg(picture::qr_svg(&format!("https://weixin.qq.com/r/{}", profile.user_name)))
}

async fn authorize(State(simulator): State<Simulator>, Body(request): Body<Authorize>) -> Answer {
    show(&simulator.authorize(&request).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthorizedBefore {
    component_appid: String,
    count: usize,
}

async fn authorized_before(State(simulator): State<Simulator>, Body(of): Body<AuthorizedBefore>) -> Answer {
    show(&json!({"authorized": simulator.authorize_before(&of.component_appid, of.count)?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfAccount {
    component_appid: String,
    appid: String,
}

async fn deauthorize(State(simulator): State<Simulator>, Body(of): Body<OfAccount>) -> Answer {
    simulator.deauthorize(&of.component_appid, &of.appid)?;
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permissions {
    component_appid: String,
    appid: String,
    func_ids: Vec<i64>,
}

async fn permissions(State(simulator): State<Simulator>, Body(of): Body<Permissions>) -> Answer {
    let changed = simulator.change_sets(&of.component_appid, &of.appid, of.func_ids)?;
    show(&json!({"changed": changed}))
}

async fn authorization_code(State(simulator): State<Simulator>, Body(of): Body<OfAccount>) -> Answer {
    show(&json!({"authorization_code": simulator.authorization_code(&of.component_appid, &of.appid)?}))
}

async fn login(State(simulator): State<Simulator>, Body(login): Body<Login>) -> Answer {
    show(&json!({"code": simulator.login_code(&login)?}))
}

async fn registration_ticket(State(simulator): State<Simulator>, Body(of): Body<OfAccount>) -> Answer {
    show(&json!({"ticket": simulator.registration_ticket(&of.component_appid, &of.appid)?}))
}

#[derive(Deserialize)]
struct Open {
    #[serde(default)]
    open: bool,
}

async fn audits(State(simulator): State<Simulator>, Query(which): Query<Open>) -> Answer {
    show(&simulator.audits(which.open))
}

async fn decide(State(simulator): State<Simulator>, Path(auditid): Path<i64>, Body(verdict): Body<Verdict>) -> Answer {
    simulator.decide_audit(auditid, verdict)?;
    done()
}

async fn rule_audits(State(simulator): State<Simulator>, Body(rule): Body<AuditRule>) -> Answer {
    simulator.rule_audits(rule);
    done()
}

async fn clear_audit_rules(State(simulator): State<Simulator>) -> Answer {
    simulator.clear_audit_rules();
    done()
}

async fn reviews(State(simulator): State<Simulator>, Query(which): Query<Open>) -> Answer {
    show(&simulator.reviews(which.open))
}

async fn decide_review(
    State(simulator): State<Simulator>,
    Path(id): Path<i64>,
    Body(verdict): Body<Verdict>,
) -> Answer {
    simulator.decide_review(id, verdict)?;
    done()
}

async fn rule_reviews(State(simulator): State<Simulator>, Body(rule): Body<AuditRule>) -> Answer {
    simulator.rule_reviews(rule);
    done()
}

async fn clear_review_rules(State(simulator): State<Simulator>) -> Answer {
    simulator.clear_review_rules();
    done()
}

async fn pushes(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.pushes())
}

async fn redeliver(State(simulator): State<Simulator>, Path(id): Path<u64>) -> Answer {
    simulator.redeliver(id)?;
    done()
}

async fn rule_pushes(State(simulator): State<Simulator>, Body(rule): Body<PushRule>) -> Answer {
    simulator.rule_pushes(rule);
    done()
}

async fn clear_push_rules(State(simulator): State<Simulator>) -> Answer {
    simulator.clear_push_rules();
    done()
}

async fn faults(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.faults())
}

async fn add_fault(State(simulator): State<Simulator>, Body(fault): Body<Fault>) -> Answer {
    simulator.inject_fault(fault);
    done()
}

async fn clear_faults(State(simulator): State<Simulator>) -> Answer {
    simulator.clear_faults();
    done()
}

#[derive(Deserialize)]
struct Which {
    path: Option<String>,
    appid: Option<String>,
}

async fn requests(State(simulator): State<Simulator>, Query(which): Query<Which>) -> Answer {
    let mut lines = simulator.requests();
    lines.retain(|line| {
        which.path.as_ref().is_none_or(|path| *path == line.path)
            && which.appid.as_ref().is_none_or(|appid| *appid == line.appid || *appid == line.component_appid)
    });
    show(&lines)
}

async fn clear_requests(State(simulator): State<Simulator>) -> Answer {
    simulator.clear_requests();
    done()
}

async fn counters(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.counters())
}

async fn sent_messages(State(simulator): State<Simulator>) -> Answer {
    show(&simulator.sent_messages())
}

async fn send_message(State(simulator): State<Simulator>, Body(message): Body<UserMessage>) -> Answer {
    show(&simulator.send_message(&message).await?)
}

async fn release_check(State(simulator): State<Simulator>, Body(check): Body<ReleaseCheck>) -> Answer {
    show(&simulator.release_check(&check).await?)
}
