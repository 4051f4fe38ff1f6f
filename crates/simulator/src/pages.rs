//! Pages for people: WeChat's authorization pages as the merchant sees them ([`authorize`]) and the simulator's own
//! page ([`people`]). Plain HTML that works without scripts; ids and names of elements are listed in
//! `docs/simulator.md` and do not change.

pub(crate) mod authorize;
pub(crate) mod codes;
pub(crate) mod people;
pub(crate) mod phone;
pub(crate) mod picture;
pub(crate) mod sets;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::header::ACCEPT_LANGUAGE;
use http::{HeaderMap, StatusCode};

use crate::api::Query;

/// Chinese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    Zh,
    En,
}

impl Lang {
    /// `?lang=` decides, then `Accept-Language`, then Chinese.
    pub(crate) fn of(query: &Query, headers: &HeaderMap) -> Self {
        let header = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        match query.get("lang").or_else(header) {
            Some(text) if text.to_ascii_lowercase().starts_with("en") => Self::En,
            _ => Self::Zh,
        }
    }

    /// The one of two texts that is in this language.
    pub(crate) fn of_two<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    pub(crate) fn code(self) -> &'static str {
        self.of_two("zh-CN", "en")
    }
}

fn render(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
    }
}
