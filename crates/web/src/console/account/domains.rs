//! Domains of an account, by both ways.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::account::{DomainsPage, DomainsWay};
use wxfleet_engine::domains::Changed;
use wxfleet_model::domain::{Change, DomainLists, Family, Way};
use wxfleet_wechat::domain::DomainAction;

use super::{Open, at, lines};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/domains";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(domains))
        .route(&at("/domains/server"), post(set_server))
        .route(&at("/domains/webview"), post(set_webview))
        .route(&at("/domains/file"), post(confirm_file))
}

/// The way that is looked at; anything else than `direct` is the usual one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    way: String,
}

fn way_of(word: &str) -> Way {
    word.parse().unwrap_or(Way::Platform)
}

fn page_of(way: Way) -> String {
    match way {
        Way::Platform => HERE.to_owned(),
        Way::Direct => format!("{HERE}?way={way}"),
    }
}

async fn domains(State(app): State<App>, open: Open, Query(chosen): Query<Chosen>) -> Response {
    Html(page(&app, &open, way_of(&chosen.way), Shown::default()).await).into_response()
}

/// What a page says beside the lists.
#[derive(Debug, Default)]
struct Shown<'a> {
    dropped: &'a [String],
    served: Option<&'a str>,
    problem: Option<&'a Problem>,
}

async fn page(app: &App, open: &Open, way: Way, shown: Shown<'_>) -> String {
    let (actor, place) = (open.actor(), &open.place);
    let (server, webview) = tokio::join!(
        Box::pin(app.engine.domains.lists(actor, place, Family::Server, way)),
        Box::pin(app.engine.domains.lists(actor, place, Family::Webview, way)),
    );
    let (server, webview) = (server.map_err(|error| open.why(error)), webview.map_err(|error| open.why(error)));
    let refusal = open.refusal(shown.problem);
    let page = DomainsPage {
        subject: open.subject(),
        lists: DomainsWay { way, server: server.as_ref(), webview: webview.as_ref() },
        dropped: shown.dropped,
        served: shown.served,
        refusal: refusal.as_ref(),
    };
    open.desk.framed(|frame| page.render(frame))
}

/// The lists by their names, one entry a line, and the way.
type Fields = Vec<(String, String)>;

async fn set_server(State(app): State<App>, open: Open, Posted(who, fields): Posted<Fields>) -> Response {
    let (way, lists) = read(&fields, Family::Server);
    let change = Change { action: DomainAction::Set, way, lists };
    let outcome = app.engine.domains.change(&who.actor, &open.place, Family::Server, change).await;
    settled(&app, open, way, outcome).await
}

async fn set_webview(State(app): State<App>, open: Open, Posted(who, fields): Posted<Fields>) -> Response {
    let (way, lists) = read(&fields, Family::Webview);
    let change = Change { action: DomainAction::Set, way, lists };
    let outcome = app.engine.domains.change(&who.actor, &open.place, Family::Webview, change).await;
    settled(&app, open, way, outcome).await
}

fn read(fields: &Fields, family: Family) -> (Way, DomainLists) {
    let of = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let mut lists = DomainLists::default();
    for kind in family.kinds() {
        if let Some(text) = of(kind.as_str()) {
            lists.set(*kind, lines(text));
        }
    }
    (way_of(of("way").unwrap_or_default()), lists)
}

/// After a change: the page that says so; the lists with what WeChat dropped; or what was in the way.
async fn settled(app: &App, open: Open, way: Way, outcome: Result<Changed, wxfleet_engine::Error>) -> Response {
    let here = page_of(way);
    match outcome {
        Ok(changed) if changed.dropped.is_empty() => Done::DomainsSaved.at(&open.page(&here)),
        Ok(changed) => {
            let open = open.at(&here);
            let shown = Shown { dropped: &changed.dropped, ..Shown::default() };
            Html(page(app, &open, way, shown).await).into_response()
        }
        Err(error) => {
            let (open, problem) = (open.at(&here), Problem::from(error));
            let page = page(app, &open, way, Shown { problem: Some(&problem), ..Shown::default() }).await;
            open.refused(problem, Ok(page))
        }
    }
}

/// Fetches the file by which WeChat checks business domains that are set directly, and serves it from now on.
async fn confirm_file(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let open = open.at(&page_of(Way::Direct));
    match app.engine.domains.confirm_file(&who.actor, &open.place).await {
        Ok(file) => {
            let address = app.public(&format!("/{}", file.file_name));
            let shown = Shown { served: Some(&address), ..Shown::default() };
            Html(page(&app, &open, Way::Direct, shown).await).into_response()
        }
        Err(error) => {
            let problem = Problem::from(error);
            let page = page(&app, &open, Way::Direct, Shown { problem: Some(&problem), ..Shown::default() }).await;
            open.refused(problem, Ok(page))
        }
    }
}
