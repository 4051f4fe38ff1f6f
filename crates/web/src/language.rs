//! In which language a caller of the API wants words: `Accept-Language`, English when it says nothing.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use wxfleet_console::locale::Language;

/// The language of words in API answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApiLanguage(pub(crate) Language);

impl ApiLanguage {
    /// Reads the header.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self(header.map_or(Language::En, |header| Language::choose(None, Some(header))))
    }
}

impl<S: Sync> FromRequestParts<S> for ApiLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
