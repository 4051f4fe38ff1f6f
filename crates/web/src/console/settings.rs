//! `/console/settings/…`: one's own sign-in, platforms, operators, API keys, the journal.
//!
//! What concerns who may sign in, keys and secrets asks for the password again: the page with such a form does so
//! before it is shown, and the action once more.

mod journal;
mod keys;
mod me;
mod operators;
mod platforms;

use axum::Router;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use uuid::Uuid;
use wxfleet_console::console::pieces::Refusal;
use wxfleet_console::console::{Frame, Section};
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_model::permission::Action;

use super::desk::{self, Desk, explained};
use super::session::SignedIn;
use crate::app::App;
use crate::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/settings", get(|_: SignedIn| async { Redirect::to("/console/settings/me") }))
        .merge(me::routes())
        .merge(platforms::routes())
        .merge(operators::routes())
        .merge(keys::routes())
        .merge(journal::routes())
}

/// A page of the settings.
fn page(desk: Desk, render: impl FnOnce(Frame<'_>) -> String) -> Response {
    Html(desk.in_section(Section::Settings).framed(|frame| render(frame.clone()))).into_response()
}

/// The page with the form again, and why it was not taken.
fn again(desk: Desk, address: String, problem: Problem, render: impl FnOnce(Frame<'_>, Refusal) -> String) -> Response {
    let (_, refusal) = explained(problem.clone(), desk.language());
    let desk = desk.in_section(Section::Settings).shown_at(address);
    let html = desk.framed(|frame| render(frame.clone(), refusal));
    desk::refused(problem, html)
}

/// Whether the operator's role lets them near this at all: asked before a form is shown or read. The engine asks again.
fn allowed(desk: &Desk, action: Action) -> Result<(), Response> {
    desk.who.actor.may(action).map_err(|forbidden| refuse(desk.clone(), forbidden.into()))
}

/// In the place of a page that cannot be shown.
fn refuse(desk: Desk, error: Error) -> Response {
    desk.in_section(Section::Settings).refuse(error.into())
}

/// The two new passwords are not the same.
fn differ() -> Problem {
    Problem::invalid("again", "is not the same password", "两次输入的密码不一致")
}

/// An id from a path or a form.
fn id(text: &str, what: What) -> Result<Uuid, Error> {
    Uuid::parse_str(text).map_err(|_| Error::NotFound(what))
}
