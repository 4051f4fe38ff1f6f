//! What holds for every page of the console.
//!
//! * An action must come from a page of ours: browsers say where a request comes from, in `Sec-Fetch-Site` or in
//!   `Origin`, and pages of others cannot change that. What says neither is no browser, and is refused too. The text in
//!   each form ([`super::session::Posted`]) is the second lock on the same door.
//! * Pages load nothing but our own files and avatars, run no inline script, and stand in nobody's frame.
//! * A language or theme in the address is remembered.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use wxfleet_console::console::card::Notice;
use wxfleet_console::locale::Language;

use super::cookies::Cookie;
use super::session::Preferences;
use crate::app::App;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

pub(crate) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = chosen_language(&parts);
    let mut response = if is_action(&parts.method) && !comes_from_here(&app, &parts.headers) {
        tracing::warn!("an action from another site was refused");
        super::notice(Preferences::of(&app, &parts), Notice::Foreign)
    } else {
        next.run(Request::from_parts(parts, body)).await
    };
    let headers = response.headers_mut();
    if let Some(language) = chosen {
        Cookie::Language.set(&app, headers, language.pick("zh", "en"));
    }
    headers.insert(CONTENT_SECURITY_POLICY, app.console_policy.clone());
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn is_action(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Whether the browser says that a page of ours sent the request.
fn comes_from_here(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text(SEC_FETCH_SITE), text(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => is_ours(app, origin, text(HOST).unwrap_or_default()),
        (None, None) => false,
    }
}

/// Whether an origin is this server: by its public address, or by the very address that the browser asked. That cannot
/// be chosen by a page of somebody else, whose origin is its own host.
fn is_ours(app: &App, origin: &str, host: &str) -> bool {
    let public = app.config.public_url.origin().ascii_serialization();
    let asked = origin.split_once("://").is_some_and(|(scheme, asked)| {
        matches!(scheme, "http" | "https") && !asked.is_empty() && asked.eq_ignore_ascii_case(host)
    });
    origin == public || asked
}

/// `?lang=` in the address.
fn chosen_language(parts: &Parts) -> Option<Language> {
    let query = parts.uri.query()?;
    let (_, tag) = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "lang")?;
    Language::of_tag(&tag)
}
