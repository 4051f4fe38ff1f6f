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

impl RequestId {
    /// A name that no other request has.
    pub(crate) fn new() -> Self {
        Self(Uuid::now_v7().simple().to_string())
    }

    /// Writes it on the answer.
    pub(crate) fn stamp(&self, response: &mut Response) {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(X_REQUEST_ID, value);
        }
    }
}

/// Names the request and logs how it ended. The query is not logged: it may hold codes.
pub(crate) async fn layer(mut request: Request, next: Next) -> Response {
    let id = RequestId::new();
    request.extensions_mut().insert(id.clone());
    let span = span(&request, &id);
    let mut response = async {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    id.stamp(&mut response);
    response
}

/// The name of the request's log lines.
fn span(request: &Request, id: &RequestId) -> Span {
    let path = shown(request.uri().path());
    tracing::info_span!("request", request.id = %id.0, method = %request.method(), path)
}

/// The path without the secret of an invitation or of a status page.
fn shown(path: &str) -> &str {
    if path.starts_with("/invite/") {
        "/invite/…"
    } else if path.starts_with("/status/") {
        "/status/…"
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn addresses_that_are_secrets_are_cut() {
        assert_eq!(shown("/invite/0123456789"), "/invite/…");
        assert_eq!(shown("/status/0123456789?lang=en"), "/status/…");
        assert_eq!(shown("/console/accounts"), "/console/accounts");
    }
}
