//! The API's own page.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use serde::Deserialize;
use wxfleet_console::locale::Language;
use wxfleet_console::reference::ReferencePage;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/api/docs", get(docs))
}

/// `?lang=` on any page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lang {
    lang: Option<String>,
}

impl Lang {
    /// The page's language: what the address says, else what the browser wants, else Chinese.
    pub(crate) fn choose(&self, headers: &HeaderMap) -> Language {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Language::choose(self.lang.as_deref(), header)
    }
}

async fn docs(State(app): State<App>, Query(lang): Query<Lang>, headers: HeaderMap) -> Html<String> {
    let document = serde_json::from_str(crate::openapi()).unwrap_or_default();
    let server = app.config.public_url.as_str();
    Html(ReferencePage { document: &document, server }.render(lang.choose(&headers)))
}
