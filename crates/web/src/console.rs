//! `/console/…`: the console, for people who signed in.
//!
//! * [`session`]: who is signed in, and forms that only they can have sent. [`cookies`]: what their browser keeps.
//! * [`guard`]: what holds for every page: where requests may come from, what pages may load.
//! * [`desk`]: who looks at which platform; [`overview`], [`accounts`], [`account`], [`templates`], [`authorization`],
//!   [`events`], [`apis`]: the pages. [`jobs`]: what is done to many accounts at once. [`views`]: what an operator saved
//!   of the list. [`find`]: the search over everything.
//! * [`settings`]: one's own sign-in, platforms, operators, keys, the journal.
//! * [`entry`]: the pages on the way in and out. [`next`]: where to go afterwards.
//!
//! A page of the console takes [`session::SignedIn`], so it is closed to everybody else; an action takes
//! [`session::Posted`]. What the operator's role allows is decided by the engine, as for every other actor.

mod account;
mod accounts;
mod apis;
mod authorization;
pub(crate) mod cookies;
pub(crate) mod desk;
mod entry;
mod events;
mod find;
mod guard;
mod jobs;
pub(crate) mod next;
mod overview;
pub(crate) mod session;
mod settings;
mod templates;
mod views;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use wxfleet_console::console::card::{Notice, NoticePage};
use wxfleet_engine::Error;

use self::session::{Preferences, SignedIn};
use crate::app::App;

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/console/{*rest}", get(nowhere))
        .merge(entry::routes())
        .merge(overview::routes())
        .merge(templates::routes())
        .merge(authorization::routes())
        .merge(events::routes())
        .merge(apis::routes())
        .merge(find::routes())
        .merge(accounts::routes())
        .merge(jobs::routes())
        .merge(views::routes())
        .merge(account::routes())
        .merge(settings::routes())
        .layer(from_fn_with_state(app.clone(), crate::attempts::in_console))
        .layer(from_fn_with_state(app.clone(), guard::layer))
}

/// An address that leads nowhere says so only to who is signed in.
async fn nowhere(who: SignedIn) -> Response {
    notice(who.look(), Notice::NotFound)
}

/// A page that says what stands in the way.
pub(crate) fn notice(look: Preferences, notice: Notice) -> Response {
    let status = match notice {
        Notice::StaleForm | Notice::Foreign | Notice::Forbidden => StatusCode::FORBIDDEN,
        Notice::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Notice::FirstStartOver => StatusCode::GONE,
        Notice::NotFound => StatusCode::NOT_FOUND,
        Notice::Trouble => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Html(NoticePage { look: look.0, notice }.render())).into_response()
}

/// What stopped a page on the way in, where there is nothing to say about the cause that a stranger may hear.
pub(crate) fn trouble(look: Preferences, error: &Error) -> Response {
    tracing::error!(%error, "a page of the console could not be served");
    notice(look, Notice::Trouble)
}
