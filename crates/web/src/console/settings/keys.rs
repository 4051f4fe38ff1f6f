//! API keys, as an administrator makes and revokes them.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::settings::{KeyMadePage, KeysPage, NewKey};
use wxfleet_engine::error::What;
use wxfleet_engine::keys::CreatedKey;
use wxfleet_model::key::KeyId;
use wxfleet_model::permission::{Action, Grant, Role};

use super::{again, allowed, id, page, refuse};
use crate::api::parse;
use crate::app::App;
use crate::console::desk::{Desk, Done};
use crate::console::session::{Posted, SignedIn};
use crate::problem::Problem;

const HERE: &str = "/console/settings/keys";

pub(super) fn routes() -> Router<App> {
    Router::new().route(HERE, get(list).post(create)).route("/console/settings/keys/revoke", post(revoke))
}

async fn list(State(app): State<App>, desk: Desk) -> Result<Response, Response> {
    allowed(&desk, Action::KeyWrite)?;
    desk.who.confirm_recent()?;
    Ok(match app.engine.keys.list(&desk.who.actor).await {
        Ok(keys) => {
            let new = NewKey { name: "", role: Role::Viewer, token_read: false, components: "", labels: "" };
            page(desk, |frame| KeysPage { frame, keys: &keys, new, refusal: None }.render())
        }
        Err(error) => refuse(desk, error),
    })
}

#[derive(Deserialize)]
struct Wanted {
    name: String,
    role: String,
    #[serde(default)]
    token_read: Option<String>,
    #[serde(default)]
    components: String,
    #[serde(default)]
    labels: String,
}

async fn create(State(app): State<App>, desk: Desk, Posted(who, form): Posted<Wanted>) -> Result<Response, Response> {
    allowed(&desk, Action::KeyWrite)?;
    who.confirm_recent()?;
    let problem = match made(&app, &who, &form).await {
        Ok(created) => {
            let (name, text) = (created.key.name.as_str(), created.text.expose());
            let server = app.config.public_url.as_str();
            return Ok(page(desk, |frame| KeyMadePage { frame, name, text, server }.render()));
        }
        Err(problem) => problem,
    };
    Ok(match app.engine.keys.list(&who.actor).await {
        Ok(keys) => again(desk, HERE.to_owned(), problem, |frame, refusal| {
            let new = NewKey {
                name: &form.name,
                role: form.role.parse().unwrap_or(Role::Viewer),
                token_read: form.token_read.is_some(),
                components: &form.components,
                labels: &form.labels,
            };
            KeysPage { frame, keys: &keys, new, refusal: Some(refusal) }.render()
        }),
        Err(error) => refuse(desk, error),
    })
}

async fn made(app: &App, who: &SignedIn, form: &Wanted) -> Result<CreatedKey, Problem> {
    let words = |text: &str, apart: &dyn Fn(char) -> bool| -> Vec<String> {
        text.split(apart).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let components = words(&form.components, &|c| c.is_whitespace() || matches!(c, ',' | '，'));
    let labels = words(&form.labels, &|c| matches!(c, ',' | '，' | '、' | '\n'));
    let limits = parse::limits(components, labels)?;
    let grants = if form.token_read.is_some() { vec![Grant::TokenRead] } else { Vec::new() };
    let role = parse::role(&form.role)?;
    Ok(app.engine.keys.create_limited(&who.actor, &form.name, role, grants, limits).await?)
}

#[derive(Deserialize)]
struct Revoked {
    id: String,
}

async fn revoke(State(app): State<App>, desk: Desk, Posted(who, form): Posted<Revoked>) -> Result<Response, Response> {
    allowed(&desk, Action::KeyWrite)?;
    who.confirm_recent()?;
    let revoked = async { app.engine.keys.revoke(&who.actor, KeyId(id(&form.id, What::Key)?)).await };
    Ok(match revoked.await {
        Ok(()) => Done::KeyRevoked.at(HERE),
        Err(error) => refuse(desk, error),
    })
}
