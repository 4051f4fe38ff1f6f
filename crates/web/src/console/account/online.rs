//! What everybody sees of a Mini Program: opened and closed, given to a part of the users, taken back.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::account::{Gray, GrayForm, OnlinePage};
use wxfleet_wechat::code::Grayrelease;
use wxfleet_wechat::endpoint::Endpoint as _;

use super::ask::{Asked, answered, ask};
use super::{Open, at};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/online";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(online))
        .route(&at("/open"), post(open_service))
        .route(&at("/close"), get(close_page).post(close))
        .route(&at("/gray"), get(gray_page).post(gray))
        .route(&at("/gray/end"), get(end_gray_page).post(end_gray))
        .route(&at("/roll-back"), get(roll_back_page).post(roll_back))
        .route(&at("/library"), post(library))
}

async fn online(State(app): State<App>, open: Open) -> Response {
    let page = page(&app, &open, None).await;
    open.desk.show(page)
}

async fn page(app: &App, open: &Open, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let why = |error| open.why(error);
    let known = app.engine.code.known(actor, place).await?;
    let (visible, gray, earlier, library) = tokio::join!(
        Box::pin(app.engine.code.visible(actor, place)),
        Box::pin(app.engine.code.gray_release(actor, place)),
        Box::pin(app.engine.code.versions(actor, place)),
        Box::pin(app.engine.account.support_version(actor, place)),
    );
    let (visible, earlier, library) = (visible.map_err(why), earlier.map_err(why), library.map_err(why));
    let gray =
        gray.map(|plan| Gray { status: plan.status, percentage: plan.percentage, since: plan.created_at }).map_err(why);
    let refusal = open.refusal(problem);
    let page = OnlinePage {
        subject: open.subject(),
        code: &known,
        visible: visible.as_ref().copied(),
        gray: gray.as_ref().copied(),
        earlier: earlier.as_deref(),
        library: library.as_ref(),
        refusal: refusal.as_ref(),
    };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// After a change: the page that says so, or that says what was in the way.
async fn settled<T>(app: &App, open: Open, done: Done, outcome: Result<T, wxfleet_engine::Error>) -> Response {
    let Err(error) = outcome else { return done.at(&open.page(HERE)) };
    let (open, problem) = (open.at(HERE), Problem::from(error));
    let page = page(app, &open, Some(&problem)).await;
    open.refused(problem, page)
}

async fn open_service(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.code.set_visible(&who.actor, &open.place, true).await;
    settled(&app, open, Done::ServiceOpened, outcome).await
}

async fn close_page(State(app): State<App>, open: Open) -> Response {
    ask(&app, &open, Asked::Close).await
}

async fn close(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.code.set_visible(&who.actor, &open.place, false).await;
    answered(&app, &open, Asked::Close, Done::ServiceClosed, outcome).await
}

/// A gray release as a form says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct GrayFields {
    percentage: i64,
    testers_first: String,
    members_first: String,
}

impl GrayFields {
    fn form(&self) -> GrayForm {
        GrayForm {
            percentage: self.percentage,
            testers_first: !self.testers_first.is_empty(),
            members_first: !self.members_first.is_empty(),
        }
    }
}

/// What is asked of WeChat.
fn plan_of(form: GrayForm) -> Grayrelease {
    let mut gray = Grayrelease::new(form.percentage);
    gray.support_debuger_first = form.members_first.then_some(true);
    gray.support_experiencer_first = form.testers_first.then_some(true);
    gray
}

async fn gray_page(State(app): State<App>, open: Open, Query(fields): Query<GrayFields>) -> Response {
    let form = fields.form();
    match plan_of(form).check() {
        Ok(()) => ask(&app, &open, Asked::Gray(form)).await,
        // Nobody is asked whether they are sure of what cannot be.
        Err(wrong) => open.desk.refuse(wxfleet_engine::Error::from(wrong).into()),
    }
}

async fn gray(State(app): State<App>, open: Open, Posted(who, fields): Posted<GrayFields>) -> Response {
    let form = fields.form();
    let outcome = app.engine.code.gray_release_start(&who.actor, &open.place, plan_of(form)).await;
    answered(&app, &open, Asked::Gray(form), Done::GrayReleased, outcome).await
}

async fn end_gray_page(State(app): State<App>, open: Open) -> Response {
    ask(&app, &open, Asked::EndGray).await
}

async fn end_gray(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.code.gray_release_end(&who.actor, &open.place).await;
    answered(&app, &open, Asked::EndGray, Done::GrayEnded, outcome).await
}

/// To which version; empty is the one before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RollBackForm {
    app_version: String,
}

async fn roll_back_page(State(app): State<App>, open: Open, Query(form): Query<RollBackForm>) -> Response {
    ask(&app, &open, Asked::RollBack(form.app_version.parse().ok())).await
}

async fn roll_back(State(app): State<App>, open: Open, Posted(who, form): Posted<RollBackForm>) -> Response {
    let chosen = form.app_version.parse().ok();
    let outcome = app.engine.code.roll_back(&who.actor, &open.place, chosen).await;
    answered(&app, &open, Asked::RollBack(chosen), Done::RolledBack, outcome).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LibraryForm {
    version: String,
}

async fn library(State(app): State<App>, open: Open, Posted(who, form): Posted<LibraryForm>) -> Response {
    let outcome = app.engine.account.set_support_version(&who.actor, &open.place, form.version.trim()).await;
    settled(&app, open, Done::LibrarySet, outcome).await
}
