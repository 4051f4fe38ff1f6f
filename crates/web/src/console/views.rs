//! What an operator saved of the list of accounts, and which of its columns they want to see.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;
use uuid::Uuid;
use wxfleet_console::console::Section;
use wxfleet_console::console::accounts::HiddenColumns;
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_model::view::ViewId;

use super::accounts::{HERE, Wanted, refused};
use super::cookies::Cookie;
use super::desk::{Desk, Done};
use super::session::Posted;
use crate::app::App;
use crate::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/accounts/columns", post(columns))
        .route("/console/accounts/views", post(save))
        .route("/console/accounts/views/rename", post(rename))
        .route("/console/accounts/views/delete", post(delete))
}

/// The columns that are ticked are shown from now on, by this browser.
async fn columns(State(app): State<App>, Posted(_, fields): Posted<Vec<(String, String)>>) -> Response {
    let shown: Vec<&str> =
        fields.iter().filter(|(name, _)| name == "column").map(|(_, value)| value.as_str()).collect();
    let mut response = Redirect::to(HERE).into_response();
    Cookie::Columns.set(&app, response.headers_mut(), &HiddenColumns::but(&shown).text());
    response
}

#[derive(Debug, Deserialize)]
struct SaveForm {
    name: String,
    #[serde(default)]
    filter: String,
    #[serde(default)]
    hide: String,
}

async fn save(State(app): State<App>, desk: Desk, Posted(who, form): Posted<SaveForm>) -> Response {
    // What was sent is read and written anew, so that nothing but a filter of ours is kept.
    let filter = Wanted::of_query(&form.filter).query().query();
    let hide = format!("hide={}", HiddenColumns::of_text(&form.hide).text());
    let query = if filter.is_empty() { hide } else { format!("{filter}&{hide}") };
    let saved = app.engine.views.save(&who.actor, &form.name, &query).await;
    answer(&app, desk, Done::ViewSaved, saved.map_err(Problem::from)).await
}

#[derive(Debug, Deserialize)]
struct NameForm {
    id: Uuid,
    #[serde(default)]
    name: String,
}

async fn rename(State(app): State<App>, desk: Desk, Posted(who, form): Posted<NameForm>) -> Response {
    let renamed = app.engine.views.rename(&who.actor, ViewId(form.id), &form.name).await;
    answer(&app, desk, Done::ViewRenamed, renamed.map_err(Problem::from)).await
}

async fn delete(State(app): State<App>, desk: Desk, Posted(who, form): Posted<NameForm>) -> Response {
    let removed = match app.engine.views.remove(&who.actor, ViewId(form.id)).await {
        Err(Error::NotFound(What::View)) => Ok(()),
        other => other,
    };
    answer(&app, desk, Done::ViewDeleted, removed.map_err(Problem::from)).await
}

/// The list that says what was done, or what was in the way.
async fn answer(app: &App, desk: Desk, done: Done, outcome: Result<(), Problem>) -> Response {
    match outcome {
        Ok(()) => done.at(HERE),
        Err(problem) => {
            let desk = desk.in_section(Section::Accounts).shown_at(HERE.to_owned());
            refused(app, &desk, problem).await
        }
    }
}
