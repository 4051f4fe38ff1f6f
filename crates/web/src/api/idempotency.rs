//! `Idempotency-Key`: a write that is sent again under the same key gets the first answer again.
//!
//! It stands around the whole API, outside of [`problem::finish`], so that what is kept is what the caller saw: status,
//! type, bytes, and when to try again: of that, what is left of it is told. A request under a key is carried out in a task of its own and to its end: a caller whose connection
//! broke is the very one who will ask again. A handler whose answer holds a secret that is shown once marks it with
//! [`ShownOnce`].

use std::borrow::Cow;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use tracing::Instrument as _;
use wxfleet_engine::idempotency::{Answer, Asked, Claim, Claimed, Ending};

use super::extract::any_bytes;
use crate::api;
use crate::app::App;
use crate::attempts;
use crate::auth::Caller;
use crate::language::ApiLanguage;
use crate::problem::{self, Problem, Repeatable};
use crate::request_id::RequestId;

/// The header by which a caller names a request.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// On an answer that is given again.
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const LONGEST_KEY: usize = 255;

/// Marks an answer that holds a secret that is shown once: `(Extension(ShownOnce), Json(…))`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownOnce;

/// Carries a write under a key out once.
pub(crate) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_write = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    // What is not served is refused as such, whatever it calls itself.
    if !is_write || api::operation(request.method(), request.extensions()).is_none() {
        return next.run(request).await;
    }
    let Some(key) = key_of(request.headers()) else { return next.run(request).await };
    let language = ApiLanguage::of(request.headers()).0;
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let now = app.clock.now();
    match Box::pin(once(app, key, request, next)).await {
        Ok(response) => response,
        Err(refused) => problem::answer(refused, language, id, now),
    }
}

async fn once(app: App, key: Result<String, Problem>, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let Caller(actor) = Caller::from_request_parts(&mut parts, &app).await?;
    let key = key?;
    let body = any_bytes(Request::from_parts(parts.clone(), body), &app).await?;
    let asked = Asked {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        body: &same_form(&parts.headers, &body),
    };
    let claimed = match app.engine.idempotency.begin(&actor, &key, asked).await {
        Ok(claimed) => claimed,
        Err(error) => {
            let problem = Problem::from(error);
            attempts::refused(&app, actor, &parts, &body, &problem).await;
            return Err(problem);
        }
    };
    match claimed {
        Claimed::Again(answer) => Ok(again(answer, app.clock.now())),
        Claimed::First(claim) => {
            let request = Request::from_parts(parts, Body::from(body));
            let work = carry_out(app, claim, request, next).in_current_span();
            // Not bound to the connection: what was begun is carried to its end.
            tokio::spawn(work).await.unwrap_or_else(|_| Err(Problem::internal()))
        }
    }
}

/// The body as it is compared. A form is the same form whatever boundary its sender drew for it this time.
fn same_form<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = content_type.to_ascii_lowercase().starts_with("multipart/");
    let boundary = content_type.split(';').find_map(|part| part.trim().strip_prefix("boundary="));
    let boundary = boundary.map(|text| text.trim_matches('"').as_bytes()).filter(|text| is_form && !text.is_empty());
    let Some(boundary) = boundary else { return Cow::Borrowed(body) };
    let mut same = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.windows(boundary.len()).position(|window| window == boundary) {
        same.extend_from_slice(&rest[..at]);
        rest = &rest[at + boundary.len()..];
    }
    same.extend_from_slice(rest);
    Cow::Owned(same)
}

async fn carry_out(app: App, claim: Claim, request: Request, next: Next) -> Result<Response, Problem> {
    let answered = tokio::spawn(next.run(request).in_current_span()).await;
    let (response, ending) = match answered {
        Ok(response) => ending_of(response, app.clock.now()).await,
        Err(_) => (Err(Problem::internal()), Ending::Unknown),
    };
    app.engine.idempotency.end(claim, ending).await;
    response
}

/// What is to be remembered of an answer.
async fn ending_of(response: Response, now: Timestamp) -> (Result<Response, Problem>, Ending) {
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return (Err(Problem::internal()), Ending::Unknown);
    };
    let ending = match parts.extensions.get::<Repeatable>() {
        Some(Repeatable::NothingDone) => Ending::NothingDone,
        Some(Repeatable::Unclear) => Ending::Unknown,
        None if parts.extensions.get::<ShownOnce>().is_some() => Ending::Secret,
        None => Ending::Answered(Answer {
            status: parts.status.as_u16(),
            content_type: parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned),
            retry_at: retry_after(&parts.headers).map(|wait| now + wait),
            body: body.to_vec(),
        }),
    };
    (Ok(Response::from_parts(parts, Body::from(body))), ending)
}

/// How long the caller was told to wait.
fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: u32 = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(SignedDuration::from_secs(seconds.into()))
}

fn again(answer: Answer, now: Timestamp) -> Response {
    let mut response = Response::new(Body::from(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(value) = answer.content_type.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    let left = answer.retry_at.map(|at| now.duration_until(at)).filter(SignedDuration::is_positive);
    if let Some(left) = left {
        // Rounded up: a second too early is refused again.
        let seconds = (left + SignedDuration::from_nanos(999_999_999)).as_secs();
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response.headers_mut().insert(IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
    response
}

/// The key that the caller gave, if one was given.
fn key_of(headers: &HeaderMap) -> Option<Result<String, Problem>> {
    let value = headers.get(IDEMPOTENCY_KEY)?;
    let text = value.to_str().ok().map(str::trim).filter(|text| !text.is_empty() && text.len() <= LONGEST_KEY);
    Some(text.map(str::to_owned).ok_or_else(|| {
        Problem::invalid(
            "Idempotency-Key",
            "must be 1 to 255 visible ASCII characters",
            "必须是 1 到 255 个可见 ASCII 字符",
        )
    }))
}
