//! The router, and the gate before everything that plays WeChat: each request is logged, and faults are played here.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::answer::Refusal;
use crate::api::{self, Arrival, Outcome, Query};
use crate::faults::FaultEffect;
use crate::requests::{self, RequestLine};
use crate::simulator::Simulator;
use crate::{control, pages};

/// The largest body that is read.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// Marks a response that shall not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// The number of a request in the log; rides on the request.
#[derive(Debug, Clone, Copy)]
struct Number(u64);

pub(crate) fn router(simulator: Simulator) -> Router {
    let wechat = Router::new()
        .merge(pages::authorize::routes())
        .merge(pages::phone::routes())
        .fallback(call)
        .layer(middleware::from_fn_with_state(simulator.clone(), gate));
    Router::new()
        .merge(control::routes())
        .merge(pages::people::routes())
        .fallback_service(wechat.with_state(simulator.clone()))
        .with_state(simulator)
}

/// Scheme, host and port by which the caller reached us.
pub(crate) fn base(simulator: &Simulator, headers: &HeaderMap) -> String {
    if let Some(url) = &simulator.config().public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("http://{host}")
}

/// Everything that is not a page: a call of the API.
async fn call(State(simulator): State<Simulator>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let base = base(&simulator, &parts.headers);
    simulator.with_world(|world, now| {
        let arrival = Arrival {
            now,
            method: &parts.method,
            path: parts.uri.path(),
            query: &query,
            body: &body,
            base: &base,
            from: parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip()),
            number: parts.extensions.get::<Number>().map_or(0, |number| number.0),
        };
        api::answer(world, &arrival)
    })
}

async fn gate(State(simulator): State<Simulator>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let line = line(&simulator, &parts, &body);
    let (id, effect) = simulator.with_traffic(|traffic| {
        let effect = traffic.faults.take(&line.path, &line.component_appid, &line.appid);
        let fault = effect.as_ref().and_then(|effect| serde_json::to_string(effect).ok());
        (traffic.requests.begin(RequestLine { fault, ..line }), effect)
    });
    parts.extensions.insert(Number(id));
    let request = Request::from_parts(parts, Body::from(body));
    let response = play(&simulator, effect, request, next).await;
    simulator.with_traffic(|traffic| {
        traffic.requests.end(id, |line| {
            let hung_up = response.extensions().get::<HangUp>().is_some();
            line.status = if hung_up { 0 } else { response.status().as_u16() };
            if let Some(outcome) = response.extensions().get::<Outcome>() {
                line.errcode = outcome.errcode;
                line.errmsg.clone_from(&outcome.errmsg);
            }
        });
    });
    response
}

fn line(simulator: &Simulator, parts: &Parts, body: &Bytes) -> RequestLine {
    let raw_query = parts.uri.query().unwrap_or_default();
    let query = Query::parse(raw_query);
    let (mut component_appid, mut appid) = requests::named_in(body, &query);
    let now = simulator.with_world(|world, now| {
        if let Some(speaker) = query.token().and_then(|token| world.tokens.speaker(token)) {
            component_appid.clone_from(&speaker.component);
            if let Some(spoken_for) = &speaker.appid {
                appid.clone_from(spoken_for);
            }
        }
        now
    });
    RequestLine {
        id: 0,
        at: now,
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: requests::mask_query(raw_query),
        body: requests::mask_body(body),
        component_appid,
        appid,
        status: 0,
        errcode: 0,
        errmsg: String::new(),
        fault: None,
    }
}

async fn play(simulator: &Simulator, effect: Option<FaultEffect>, request: Request, next: Next) -> Response {
    match effect {
        None => next.run(request).await,
        Some(FaultEffect::DelayMs(millis)) => {
            tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
            next.run(request).await
        }
        Some(FaultEffect::Errcode { errcode, errmsg }) => refusal(simulator, errcode, errmsg),
        Some(FaultEffect::HttpStatus(status)) => {
            (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY), html()).into_response()
        }
        Some(FaultEffect::Html) => html().into_response(),
        Some(FaultEffect::Reset) => hang_up(None),
        Some(FaultEffect::DropAfterProcessing) => {
            let outcome = next.run(request).await.extensions().get::<Outcome>().cloned();
            hang_up(outcome)
        }
        Some(FaultEffect::Truncate) => truncate(next.run(request).await).await,
    }
}

fn refusal(simulator: &Simulator, errcode: i64, errmsg: Option<String>) -> Response {
    let text = errmsg.unwrap_or_else(|| Refusal::new(errcode).errmsg);
    let rid = simulator.with_world(|world, now| world.random.rid(now.as_second()));
    let errmsg = format!("{text} rid: {rid}");
    let body = json!({"errcode": errcode, "errmsg": errmsg}).to_string();
    let mut response = ([(CONTENT_TYPE, "application/json; encoding=utf-8")], body).into_response();
    response.extensions_mut().insert(Outcome { errcode, errmsg });
    response
}

fn html() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/html")], "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>")
}

fn hang_up(outcome: Option<Outcome>) -> Response {
    let broken = stream::iter([Err::<Bytes, _>(std::io::Error::from(std::io::ErrorKind::ConnectionReset))]);
    let mut response = Response::new(Body::from_stream(broken));
    response.extensions_mut().insert(HangUp);
    if let Some(outcome) = outcome {
        response.extensions_mut().insert(outcome);
    }
    response
}

/// Announces the whole body, sends half of it and closes the connection.
async fn truncate(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let half = body.slice(..body.len() / 2);
    parts.headers.insert(CONTENT_LENGTH, body.len().into());
    let halves = stream::unfold(Some(half), |half| async move {
        let half = half?;
        if half.is_empty() {
            // Let the first half leave before the connection goes.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            return Some((Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)), None));
        }
        Some((Ok(half), Some(Bytes::new())))
    });
    Response::from_parts(parts, Body::from_stream(halves))
}
