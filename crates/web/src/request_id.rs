//! Every request has a name: in the answer's `X-Request-Id`, in problems, and in the log.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::{Instrument, Span};
use uuid::Uuid;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name of the request at hand.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Names the request and logs how it ended. The query is not logged: it may hold codes.
pub(crate) async fn layer(mut request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = span(&request, &id);
    let mut response = async {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

/// The name of the request's log lines. Writing it down costs more than opening a push, and nearly no push leaves a
/// line: those that do name the request themselves.
fn span(request: &Request, id: &str) -> Span {
    let (method, path) = (request.method(), request.uri().path());
    if path.starts_with("/wechat/") {
        return tracing::debug_span!("request", request.id = %id, %method, %path);
    }
    tracing::info_span!("request", request.id = %id, %method, path = %shown(path))
}

/// The path without the secret of an invitation.
fn shown(path: &str) -> &str {
    if path.starts_with("/invite/") { "/invite/…" } else { path }
}
