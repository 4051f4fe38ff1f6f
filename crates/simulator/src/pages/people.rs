//! The page for people at `/`: who there is, what waits for a decision, what went to and fro. Its buttons are plain
//! forms; each does one thing and leads back.

use askama::Template;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::{Lang, render};
use crate::api::Query;
use crate::control::logins::Login;
use crate::control::merchants::{MerchantView, VersionView};
use crate::control::platforms::ComponentView;
use crate::control::traffic::PushView;
use crate::faults::{Fault, FaultEffect, FaultMatch};
use crate::requests::RequestLine;
use crate::simulator::Simulator;
use crate::world::audit::{Audit, Verdict};
use crate::world::merchant::AccountKind;
use crate::world::push::PushState;

/// How many merchants one page shows.
const MERCHANTS: usize = 20;
/// How many requests and pushes are shown.
const RECENT: usize = 30;

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/", get(page))
        .route("/_sim/page/decide", post(decide))
        .route("/_sim/page/deauthorize", post(deauthorize))
        .route("/_sim/page/login", post(login))
        .route("/_sim/page/ticket", post(ticket))
        .route("/_sim/page/redeliver", post(redeliver))
        .route("/_sim/page/fault", post(fault))
        .route("/_sim/page/faults/clear", post(clear_faults))
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    lang: Lang,
    now: String,
    refresh: bool,
    components: Vec<ComponentRow>,
    audits: Vec<AuditRow>,
    merchants: Vec<MerchantRow>,
    merchant_count: usize,
    search: String,
    /// The code of a user who logged in a moment ago.
    login: Option<String>,
    earlier: Option<usize>,
    later: Option<usize>,
    pushes: Vec<PushRow>,
    requests: Vec<RequestRow>,
    faults: Vec<String>,
}

struct ComponentRow {
    appid: String,
    events_url: String,
    next_ticket: String,
    tickets: usize,
    authorizers: usize,
}

struct AuditRow {
    auditid: i64,
    appid: String,
    nick_name: String,
    version: String,
    desc: String,
    submitted: String,
    decides: String,
    delayed: bool,
}

struct MerchantRow {
    appid: String,
    nick_name: String,
    kind: &'static str,
    principal: String,
    components: Vec<(String, usize)>,
    trial: String,
    audit: String,
    online: String,
    remarks: String,
}

struct PushRow {
    id: u64,
    at: String,
    kind: String,
    appid: String,
    state: &'static str,
    class: &'static str,
    tries: u32,
    outcome: String,
    finished: bool,
}

struct RequestRow {
    at: String,
    method: String,
    path: String,
    account: String,
    result: String,
    class: &'static str,
}

/// The time of day in China, and the day where it is another than today.
fn clock(at: Timestamp, now: Timestamp) -> String {
    let china = |at: Timestamp| at.to_zoned(TimeZone::fixed(Offset::constant(8)));
    let (at, now) = (china(at), china(now));
    if at.date() == now.date() {
        at.strftime("%H:%M:%S").to_string()
    } else {
        at.strftime("%Y-%m-%d %H:%M").to_string()
    }
}

async fn page(State(simulator): State<Simulator>, request: Request) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let lang = Lang::of(&query, request.headers());
    let now = simulator.now();
    let search = query.get("q").unwrap_or_default();
    let offset = query.get("offset").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut merchants = simulator.merchants(search, offset, MERCHANTS + 1);
    let more = merchants.len() > MERCHANTS;
    merchants.truncate(MERCHANTS);
    let pushes = simulator.pushes();
    let requests = simulator.requests();
    render(&PeoplePage {
        lang,
        now: clock(now, now),
        refresh: query.get("refresh").is_some(),
        components: simulator.components().iter().map(|one| component_row(one, now, lang)).collect(),
        audits: simulator.audits(true).iter().map(|audit| audit_row(&simulator, audit, now, lang)).collect(),
        merchants: merchants.iter().map(|merchant| merchant_row(merchant, lang)).collect(),
        merchant_count: simulator.merchant_count(),
        search: search.to_owned(),
        login: query.get("login").map(str::to_owned),
        earlier: (offset > 0).then(|| offset.saturating_sub(MERCHANTS)),
        later: more.then(|| offset + MERCHANTS),
        pushes: pushes.iter().take(RECENT).map(|push| push_row(push, now, lang)).collect(),
        requests: requests.iter().rev().take(RECENT).map(|line| request_row(line, now, lang)).collect(),
        faults: simulator.faults().iter().filter_map(|fault| serde_json::to_string(fault).ok()).collect(),
    })
}

fn component_row(component: &ComponentView, now: Timestamp, lang: Lang) -> ComponentRow {
    let stopped = || lang.of_two("已停止", "stopped").to_owned();
    ComponentRow {
        appid: component.component_appid.clone(),
        events_url: component.events_url.clone(),
        next_ticket: component.ticket_due_at.map_or_else(stopped, |at| clock(at, now)),
        tickets: component.tickets,
        authorizers: component.authorizers,
    }
}

fn audit_row(simulator: &Simulator, audit: &Audit, now: Timestamp, lang: Lang) -> AuditRow {
    let by_hand = || lang.of_two("等待人工", "by hand").to_owned();
    let merchant = simulator.merchant(&audit.appid).map(|merchant| merchant.profile.nick_name);
    AuditRow {
        auditid: audit.auditid,
        appid: audit.appid.clone(),
        nick_name: merchant.unwrap_or_default(),
        version: audit.user_version.clone(),
        desc: audit.user_desc.clone(),
        submitted: clock(audit.submitted_at, now),
        decides: audit.decide_at.map_or_else(by_hand, |at| clock(at, now)),
        delayed: audit.status == crate::world::audit::AuditStatus::Delayed,
    }
}

fn audit_words(status: i64, lang: Lang) -> &'static str {
    match status {
        0 => lang.of_two("通过", "passed"),
        1 => lang.of_two("驳回", "rejected"),
        2 => lang.of_two("审核中", "in review"),
        3 => lang.of_two("已撤回", "withdrawn"),
        _ => lang.of_two("审核延后", "delayed"),
    }
}

fn merchant_row(merchant: &MerchantView, lang: Lang) -> MerchantRow {
    let version =
        |slot: &Option<VersionView>| slot.as_ref().map_or_else(|| "–".to_owned(), |one| one.user_version.clone());
    let audit = match (&merchant.audit, merchant.audit_state) {
        (Some(one), Some((_, status))) => format!("{} {}", one.user_version, audit_words(status, lang)),
        _ => "–".to_owned(),
    };
    let profile = &merchant.profile;
    let mut remarks = Vec::new();
    if !profile.named {
        remarks.push(lang.of_two("未设置名称头像", "no name or avatar"));
    }
    if profile.kind == AccountKind::MiniProgram && !profile.available_sets.contains(&18) {
        remarks.push(lang.of_two("没有开发权限(18)", "cannot grant set 18"));
    }
    match profile.account_status {
        16 => remarks.push(lang.of_two("已封禁", "banned")),
        18 => remarks.push(lang.of_two("已告警", "warned")),
        19 => remarks.push(lang.of_two("已冻结", "frozen")),
        _ => {}
    }
    MerchantRow {
        appid: profile.appid.clone(),
        nick_name: profile.nick_name.clone(),
        kind: match profile.kind {
            AccountKind::MiniProgram => lang.of_two("小程序", "Mini Program"),
            AccountKind::OfficialAccount => lang.of_two("公众号", "Official Account"),
        },
        principal: profile.principal_name.clone(),
        components: merchant.grants.iter().map(|grant| (grant.component_appid.clone(), grant.func_ids.len())).collect(),
        trial: version(&merchant.trial),
        audit,
        online: version(&merchant.online),
        remarks: remarks.join(lang.of_two("，", ", ")),
    }
}

fn push_row(push: &PushView, now: Timestamp, lang: Lang) -> PushRow {
    let (state, class) = match push.state {
        PushState::Waiting => (lang.of_two("等待", "waiting"), ""),
        PushState::Delivered => (lang.of_two("已送达", "delivered"), "good"),
        PushState::Failed => (lang.of_two("失败", "failed"), "bad"),
        PushState::Dropped => (lang.of_two("已丢弃", "dropped"), "bad"),
    };
    PushRow {
        id: push.id,
        at: clock(push.created_at, now),
        kind: push.kind.clone(),
        appid: push.appid.clone().unwrap_or_default(),
        state,
        class,
        tries: push.tries,
        outcome: push.outcome.clone(),
        finished: push.state != PushState::Waiting,
    }
}

fn request_row(line: &RequestLine, now: Timestamp, lang: Lang) -> RequestRow {
    let mut result = match (line.status, line.errcode) {
        (0, _) => lang.of_two("连接已断开", "closed").to_owned(),
        (200 | 302, 0) => "ok".to_owned(),
        (200, errcode) => format!("{errcode} {}", line.errmsg.split(" rid: ").next().unwrap_or_default()),
        (status, _) => format!("HTTP {status}"),
    };
    if let Some(fault) = &line.fault {
        result = format!("{result} ⚡{fault}");
    }
    RequestRow {
        at: clock(line.at, now),
        method: line.method.clone(),
        path: line.path.clone(),
        account: if line.appid.is_empty() { line.component_appid.clone() } else { line.appid.clone() },
        class: if result == "ok" { "good" } else { "bad" },
        result,
    }
}

async fn form(request: Request) -> Query {
    let body = to_bytes(request.into_body(), 64 * 1024).await.unwrap_or_default();
    Query::parse(&String::from_utf8_lossy(&body))
}

fn back(form: &Query, anchor: &str) -> Response {
    let lang = if form.get("lang") == Some("en") { "en" } else { "zh-CN" };
    Redirect::to(&format!("/?lang={lang}#{anchor}")).into_response()
}

/// What was asked for is gone: someone else was faster, and the page shows how things stand.
fn shrug<T>(result: Result<T, crate::ControlError>) {
    if let Err(fault) = result {
        tracing::debug!(%fault, "nothing to do");
    }
}

async fn decide(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    let reason = form.get("reason").unwrap_or_default().to_owned();
    let verdict = match form.get("verdict") {
        Some("reject") => Verdict::Reject { reason, screenshot: String::new() },
        Some("delay") => Verdict::Delay { reason, then: Box::new(Verdict::Hold) },
        _ => Verdict::Approve,
    };
    if let Some(auditid) = form.get("auditid").and_then(|id| id.parse().ok()) {
        shrug(simulator.decide_audit(auditid, verdict));
    }
    back(&form, "audits")
}

async fn deauthorize(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    let field = |name| form.get(name).unwrap_or_default();
    shrug(simulator.deauthorize(field("component_appid"), field("appid")));
    back(&form, "merchants")
}

/// A user logs in; the page shows the code that their Mini Program or browser got.
async fn login(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    let appid = form.get("appid").unwrap_or_default().to_owned();
    let scope = Some("snsapi_userinfo".to_owned());
    let Ok(code) = simulator.login_code(&Login { appid, openid: None, scope }) else { return back(&form, "merchants") };
    let lang = if form.get("lang") == Some("en") { "en" } else { "zh-CN" };
    Redirect::to(&format!("/?lang={lang}&login={code}#merchants")).into_response()
}

async fn ticket(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    shrug(simulator.push_ticket(form.get("component_appid").unwrap_or_default()));
    back(&form, "components")
}

async fn redeliver(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    if let Some(id) = form.get("id").and_then(|id| id.parse().ok()) {
        shrug(simulator.redeliver(id));
    }
    back(&form, "pushes")
}

async fn fault(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    let given = |name: &str| form.get(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let effect = match form.get("effect").unwrap_or_default() {
        "reset" => FaultEffect::Reset,
        "drop_after_processing" => FaultEffect::DropAfterProcessing,
        "truncate" => FaultEffect::Truncate,
        "html" => FaultEffect::Html,
        "http_502" => FaultEffect::HttpStatus(502),
        "delay_6s" => FaultEffect::DelayMs(6000),
        _ => FaultEffect::Errcode {
            errcode: given("errcode").and_then(|text| text.parse().ok()).unwrap_or(-1),
            errmsg: None,
        },
    };
    let matches = FaultMatch { path: given("path"), appid: given("appid") };
    simulator.inject_fault(Fault { matches, times: Some(1), effect });
    back(&form, "faults")
}

async fn clear_faults(State(simulator): State<Simulator>, request: Request) -> Response {
    let form = form(request).await;
    simulator.clear_faults();
    back(&form, "faults")
}
