//! Styles and icons of the pages, and the headers that keep pages inert.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::app::App;

/// Where WeChat keeps avatars.
const AVATAR_HOSTS: &str =
    "https://wx.qlogo.cn http://wx.qlogo.cn https://mmbiz.qpic.cn http://mmbiz.qpic.cn https://mmbiz.qlogo.cn";

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = wxfleet_console::assets::asset(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let head = [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, keep), (VARY, "accept-encoding")];
    if takes_gzip(&headers) {
        (head, [(CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (head, asset.plain()).into_response()
    }
}

/// Whether the client takes what is compressed by gzip. Pages are not compressed: they hold what a form proves itself by
/// beside what the address says, and by its length a compressed one would tell of the two whether they are alike.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// What pages may load: our own styles and avatars, nothing else.
pub(crate) fn page_policy(image_origins: &[String]) -> HeaderValue {
    policy("style-src 'self'", "form-action 'none'", image_origins)
}

/// What pages of the console may load besides: our own scripts. They may send forms to us.
pub(crate) fn console_policy(image_origins: &[String]) -> HeaderValue {
    policy("script-src 'self'; style-src 'self'; connect-src 'self'", "form-action 'self'", image_origins)
}

/// A policy that begins with nothing at all. Origins that cannot stand in a header are left out.
fn policy(loads: &str, sends: &str, image_origins: &[String]) -> HeaderValue {
    let policy = |origins: &str| {
        HeaderValue::from_str(&format!(
            "default-src 'none'; {loads}; img-src 'self' data: {AVATAR_HOSTS} {origins}; base-uri 'none'; {sends}; frame-ancestors 'none'"
        ))
    };
    policy(&image_origins.join(" ")).unwrap_or_else(|_| policy("").expect("the policy's own text is plain ASCII"))
}

/// Pages load what [`page_policy`] lets them, run no script, and are not kept by caches.
pub(crate) async fn page_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, app.page_policy.clone());
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_for_who_takes_it() {
        let takes = |value: &'static str| {
            takes_gzip(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        for yes in ["gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.8", "deflate,gzip"] {
            assert!(takes(yes), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "identity, gzip; q=0.0", "x-gzip2"] {
            assert!(!takes(no), "{no}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
