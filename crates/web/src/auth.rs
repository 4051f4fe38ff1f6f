//! Who calls: an API key in `Authorization: Bearer …`.

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use wxfleet_model::permission::Actor;

use crate::app::App;
use crate::problem::Problem;

/// A caller with a living key. What it may do is decided by `model::permission`, in the engine.
#[derive(Debug, Clone)]
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let text = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, text)| text.trim())
            .ok_or_else(Problem::unauthenticated)?;
        match app.engine.keys.recognise(text).await? {
            Some(actor) => Ok(Self(actor)),
            None => Err(Problem::unauthenticated()),
        }
    }
}
