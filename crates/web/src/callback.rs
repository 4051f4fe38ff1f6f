//! WeChat's pushes: `POST` and `GET` on the two URLs that stand in WeChat's console.
//!
//! The answer tells a stranger nothing: whatever is wrong with a push, the text is the same; the reason is in the log.
//! `success` is said only after the commit, and it is those seven bytes and nothing else. A reply that is due, and the
//! empty body that WeChat's release check wants, come after the commit too.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures_util::FutureExt;
use http::StatusCode;
use http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tracing::Instrument;
use wxfleet_engine::intake::{Answer, Door, Refusal};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::app::{App, BODY_LIMIT};
use crate::problem;
use crate::request_id::RequestId;

/// A sender that is slower than this is not WeChat, which waits five seconds for the whole exchange.
const BODY_DEADLINE: Duration = Duration::from_secs(5);

/// What is not on disk by then is not acknowledged: WeChat waits five seconds, and sends it again after a 503.
const STORE_DEADLINE: Duration = Duration::from_millis(2_500);

/// The one answer to everything that is not genuine.
const INVALID: &str = "invalid callback";
const NOT_STORED: &str = "not stored, send it again";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/wechat/{component_appid}/events", get(check_events).post(events))
        .route("/wechat/{component_appid}/messages/{appid}", get(check_messages).post(messages))
}

async fn events(
    State(app): State<App>,
    Path(component): Path<String>,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    named(&component, async |id| receive(&app, id, &component, Some(Door::Events), query, body).await).await
}

async fn messages(
    State(app): State<App>,
    Path((component, appid)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let door = Appid::parse(appid).ok().map(Door::Messages);
    named(&component, async |id| receive(&app, id, &component, door, query, body).await).await
}

async fn check_events(State(app): State<App>, Path(component): Path<String>, RawQuery(query): RawQuery) -> Response {
    named(&component, async |id| check(&app, id, &component, query).await).await
}

async fn check_messages(
    State(app): State<App>,
    Path((component, _)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    named(&component, async |id| check(&app, id, &component, query).await).await
}

/// Gives the request its name and answers for it even if `handle` panics: what layers do for all other routes. Each layer
/// is a box and a clone at each request, and pushes are many.
async fn named(component: &str, handle: impl AsyncFnOnce(&RequestId) -> Response) -> Response {
    let id = RequestId::new();
    let span = tracing::debug_span!("request", request.id = %id.0, component.appid = component);
    let answered = async {
        let response = handle(&id).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    };
    let handled = AssertUnwindSafe(answered.instrument(span)).catch_unwind().await;
    let mut response = handled.unwrap_or_else(problem::panicked);
    id.stamp(&mut response);
    response
}

async fn receive(
    app: &App,
    id: &RequestId,
    component: &str,
    door: Option<Door>,
    query: Option<String>,
    body: Body,
) -> Response {
    let Ok(component) = ComponentAppid::parse(component) else { return unknown() };
    let body = match read(body).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let Some(door) = door else {
        tracing::warn!(request.id = %id.0, component.appid = %component, "a push names no appid: is $APPID$ in the message URL?");
        return invalid();
    };
    let query = query.unwrap_or_default();
    let received = app.engine.intake.receive(&component, &door, &query, &body);
    match tokio::time::timeout(STORE_DEADLINE, received).await {
        Ok(Ok(received)) => said(received.answer),
        Ok(Err(refusal)) => refuse(id, &component, &refusal),
        Err(_) => {
            tracing::error!(request.id = %id.0, component.appid = %component, "a push was not on disk in time; WeChat will send it again");
            plain(StatusCode::SERVICE_UNAVAILABLE, NOT_STORED)
        }
    }
}

async fn check(app: &App, id: &RequestId, component: &str, query: Option<String>) -> Response {
    let Ok(component) = ComponentAppid::parse(component) else { return unknown() };
    match app.engine.intake.url_check(&component, &query.unwrap_or_default()).await {
        Ok(echostr) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], echostr).into_response(),
        Err(refusal) => refuse(id, &component, &refusal),
    }
}

/// Reads the body, within its bounds of size and time.
async fn read(body: Body) -> Result<Bytes, Response> {
    match tokio::time::timeout(BODY_DEADLINE, Limited::new(body, BODY_LIMIT).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB"))
        }
        Ok(Err(_)) => Err(invalid()),
        Err(_) => Err(plain(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

fn said(answer: Answer) -> Response {
    match answer {
        Answer::Success => plain(StatusCode::OK, "success"),
        Answer::Nothing => plain(StatusCode::OK, ""),
        Answer::Sealed(xml) => ([(CONTENT_TYPE, "text/xml; charset=utf-8")], xml).into_response(),
    }
}

fn refuse(id: &RequestId, component: &ComponentAppid, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::UnknownComponent => unknown(),
        Refusal::NotGenuine(reject) => {
            let code = reject.code();
            tracing::warn!(request.id = %id.0, component.appid = %component, code, reason = %reject, "a push was refused");
            invalid()
        }
        Refusal::Unavailable(error) => {
            tracing::error!(request.id = %id.0, component.appid = %component, %error, "a push could not be stored; WeChat will send it again");
            plain(StatusCode::SERVICE_UNAVAILABLE, NOT_STORED)
        }
    }
}

fn invalid() -> Response {
    plain(StatusCode::BAD_REQUEST, INVALID)
}

fn unknown() -> Response {
    plain(StatusCode::NOT_FOUND, "no such component")
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (status, headers, text).into_response()
}
