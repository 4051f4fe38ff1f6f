//! The search over everything: as a list for the dialog of the frame, as the choices of a field, and for a browser
//! without scripts as the way to the page that has what was typed.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use http::HeaderMap;
use serde::Deserialize;
use wxfleet_console::console::errcode::typed;
use wxfleet_console::console::palette::{self, Found, FoundAccount};
use wxfleet_engine::authorizers::AuthorizerFilter;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::page::PageRequest;

use super::desk::Desk;
use super::session::HX_REQUEST;
use crate::app::App;
use crate::problem::Problem;

/// How many accounts are offered.
const ACCOUNTS: u32 = 6;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/find", get(find))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
}

async fn find(State(app): State<App>, desk: Desk, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Response {
    let q = wanted.q.trim();
    if !headers.contains_key(HX_REQUEST) {
        let page = if typed(q).is_some() { "/console/apis" } else { "/console/accounts" };
        let query: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        return Redirect::to(&format!("{page}?q={query}")).into_response();
    }
    let list = async {
        let accounts = accounts(&app, &desk, q).await?;
        // Before anything is typed the whole catalogue would fit.
        let entries = match q {
            "" => Vec::new(),
            q => app.engine.calls.catalogue(&desk.who.actor, None, Some(q))?,
        };
        let found = Found { q, accounts: &found(&accounts), entries: &entries };
        Ok::<_, Problem>(found.render(desk.language(), desk.who.operator.role))
    };
    let list = list.await;
    desk.show(list)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choosing {
    appid: String,
}

/// Accounts as the choices of the field in which one is typed.
pub(super) async fn choices(State(app): State<App>, desk: Desk, Query(wanted): Query<Choosing>) -> Response {
    match accounts(&app, &desk, wanted.appid.trim()).await {
        Ok(accounts) => Html(palette::choices(&found(&accounts))).into_response(),
        Err(problem) => desk.refuse(problem),
    }
}

async fn accounts(app: &App, desk: &Desk, q: &str) -> Result<Vec<Authorizer>, Problem> {
    // Nothing is typed, or nobody can have authorized yet.
    let (false, Ok(platform)) = (q.is_empty(), desk.platform()) else { return Ok(Vec::new()) };
    let filter = AuthorizerFilter { q: Some(q.to_owned()), ..AuthorizerFilter::default() };
    let request = PageRequest { limit: ACCOUNTS, after: None };
    Ok(app.engine.authorizers.list(&desk.who.actor, platform, filter, request).await?.items)
}

/// What to call an account; some have no name yet.
pub(super) fn name_of(account: &Authorizer) -> &str {
    let name = account.profile.nick_name.trim();
    if name.is_empty() { account.appid.as_str() } else { name }
}

fn found(accounts: &[Authorizer]) -> Vec<FoundAccount<'_>> {
    accounts
        .iter()
        .map(|account| FoundAccount {
            component: account.component_appid.as_str(),
            appid: account.appid.as_str(),
            name: name_of(account),
        })
        .collect()
}
