//! What the merchant granted, and the link that asks for more.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use wxfleet_console::console::account::PermissionsPage;
use wxfleet_console::console::authorization::MadeLink;
use wxfleet_engine::authorization::{CreatedLink, NewLink};
use wxfleet_engine::code::Account;
use wxfleet_model::authorizer::AuthorizerKind;
use wxfleet_wechat::authorize::AuthType;

use super::{Open, at};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/permissions";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(permissions))
        .route(&at("/link"), post(link))
        .route(&at("/status-page"), post(make_status_page))
        .route(&at("/status-page/end"), post(end_status_pages))
}

async fn permissions(State(app): State<App>, open: Open) -> Response {
    let page = page(&app, &open, Shown::default()).await;
    open.desk.show(page)
}

/// What a page says beside the permissions. Addresses are shown this once.
#[derive(Debug, Default)]
struct Shown<'a> {
    made: Option<&'a CreatedLink>,
    status_url: Option<&'a str>,
    problem: Option<&'a Problem>,
}

async fn page(app: &App, open: &Open, shown: Shown<'_>) -> Result<String, Problem> {
    let platform = &open.place.component_appid;
    let name = app.engine.components.name(platform).await;
    let status_pages = app.engine.authorization.status_pages(open.actor(), platform, &open.place.appid).await?;
    let refusal = open.refusal(shown.problem);
    let page = PermissionsPage {
        subject: open.subject(),
        platform_name: if name.is_empty() { platform.as_str() } else { &name },
        made: shown.made.map(|made| MadeLink { url: &made.url, link: &made.link }),
        status_pages,
        status_url: shown.status_url,
        refusal: refusal.as_ref(),
    };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// The page with what was in the way.
async fn refused(app: &App, open: &Open, error: wxfleet_engine::Error) -> Response {
    let problem = Problem::from(error);
    let page = page(app, open, Shown { problem: Some(&problem), ..Shown::default() }).await;
    open.refused(problem, page)
}

/// An invitation for this account alone. It asks for all permission sets: a link that named only what is missing would
/// take away what is there.
async fn link(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let open = open.at(HERE);
    let new = NewLink {
        auth_type: Some(match open.account.kind {
            Some(AuthorizerKind::MiniProgram) => AuthType::MiniPrograms,
            Some(AuthorizerKind::OfficialAccount) => AuthType::OfficialAccounts,
            None => AuthType::Both,
        }),
        biz_appid: Some(open.place.appid.clone()),
        note: open.account.profile.nick_name.clone(),
        ..NewLink::default()
    };
    match app.engine.authorization.create_link(&who.actor, &open.place.component_appid, new).await {
        Ok(made) => {
            let page = page(&app, &open, Shown { made: Some(&made), ..Shown::default() }).await;
            open.desk.show(page)
        }
        Err(error) => refused(&app, &open, error).await,
    }
}

async fn make_status_page(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let open = open.at(HERE);
    let Account { component_appid, appid } = &open.place;
    match app.engine.authorization.status_page_make(&who.actor, component_appid, appid).await {
        Ok(url) => {
            let page = page(&app, &open, Shown { status_url: Some(&url), ..Shown::default() }).await;
            open.desk.show(page)
        }
        Err(error) => refused(&app, &open, error).await,
    }
}

async fn end_status_pages(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let open = open.at(HERE);
    let Account { component_appid, appid } = &open.place;
    match app.engine.authorization.status_page_revoke(&who.actor, component_appid, appid).await {
        Ok(()) => Done::StatusPagesEnded.at(&open.page(HERE)),
        Err(error) => refused(&app, &open, error).await,
    }
}
