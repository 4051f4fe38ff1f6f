//! Who an account is, and what of that is changed here.

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::account::{CheckedName, ProfilePage, Profiled};
use wxfleet_wechat::account::SetNickname;

use super::{Open, at, lines};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/profile";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(profile))
        .route(&at("/refresh"), post(refresh))
        .route(&at("/labels"), post(labels))
        .route(&at("/name"), post(name))
        .route(&at("/introduction"), post(introduction))
        .route(&at("/search"), post(search))
}

async fn profile(State(app): State<App>, open: Open) -> Response {
    let page = page(&app, &open, None).await;
    open.desk.show(page)
}

pub(super) async fn page(app: &App, open: &Open, problem: Option<&Problem>) -> Result<String, Problem> {
    let name = open.account.profile.nick_name.as_str();
    with_name(app, open, name, None, problem).await
}

/// The page with this name in the field for a new one.
async fn with_name(
    app: &App,
    open: &Open,
    name: &str,
    checked: Option<CheckedName<'_>>,
    problem: Option<&Problem>,
) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let refusal = open.refusal(problem);
    let page = ProfilePage { subject: open.subject(), profiled: None, checked, name, refusal: refusal.as_ref() };
    if !open.is_mini_program() {
        return Ok(open.desk.framed(|frame| page.render(frame)));
    }
    let (basics, searchable, names) = tokio::join!(
        Box::pin(app.engine.account.basic_info(actor, place)),
        Box::pin(app.engine.account.searchable(actor, place)),
        Box::pin(app.engine.account.name_audits(actor, place)),
    );
    let (basics, searchable) = (basics.map_err(|error| open.why(error)), searchable.map_err(|error| open.why(error)));
    let names = names?;
    let profiled = Profiled { basics: basics.as_ref(), searchable: searchable.as_ref().copied(), names: &names };
    let page = ProfilePage { profiled: Some(profiled), ..page };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// After a change: the page that says so, or that says what was in the way.
async fn settled<T>(app: &App, open: Open, done: Done, outcome: Result<T, wxfleet_engine::Error>) -> Response {
    let Err(error) = outcome else { return done.at(&open.page(HERE)) };
    let (open, problem) = (open.at(HERE), Problem::from(error));
    let page = page(app, &open, Some(&problem)).await;
    open.refused(problem, page)
}

async fn refresh(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.authorizers.refresh(&who.actor, &open.place.component_appid, &open.place.appid).await;
    settled(&app, open, Done::Refreshed, outcome).await
}

#[derive(Debug, Deserialize)]
struct LabelsForm {
    #[serde(default)]
    labels: String,
}

async fn labels(State(app): State<App>, open: Open, Posted(who, form): Posted<LabelsForm>) -> Response {
    let (labels, place) = (lines(&form.labels), &open.place);
    let outcome = app.engine.authorizers.set_labels(&who.actor, &place.component_appid, &place.appid, &labels).await;
    settled(&app, open, Done::Labelled, outcome).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NameForm {
    nick_name: String,
    act: String,
}

/// A new name: checked at first, or handed in.
async fn name(State(app): State<App>, open: Open, Posted(who, form): Posted<NameForm>) -> Response {
    let name = form.nick_name.trim();
    let problem = if form.act == "set" {
        match app.engine.account.set_name(&who.actor, &open.place, &SetNickname::new(name)).await {
            Ok(change) if change.audit_id.is_some() => return Done::NameInReview.at(&open.page(HERE)),
            Ok(_) => return Done::NameSet.at(&open.page(HERE)),
            Err(error) => Problem::from(error),
        }
    } else {
        match app.engine.account.check_name(&who.actor, &open.place, name).await {
            Ok(reply) => {
                let open = open.at(HERE);
                let wording = reply.wording.unwrap_or_default();
                let needs_papers = reply.hit_condition.unwrap_or_default();
                let checked = CheckedName { name, needs_papers, wording: &wording };
                return match with_name(&app, &open, name, Some(checked), None).await {
                    Ok(html) => Html(html).into_response(),
                    Err(problem) => open.desk.refuse(problem),
                };
            }
            Err(error) => Problem::from(error),
        }
    };
    let open = open.at(HERE);
    let page = with_name(&app, &open, name, None, Some(&problem)).await;
    open.refused(problem, page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct IntroductionForm {
    signature: String,
}

async fn introduction(State(app): State<App>, open: Open, Posted(who, form): Posted<IntroductionForm>) -> Response {
    let outcome = app.engine.account.set_signature(&who.actor, &open.place, form.signature.trim()).await;
    settled(&app, open, Done::IntroductionSet, outcome).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SearchForm {
    searchable: String,
}

async fn search(State(app): State<App>, open: Open, Posted(who, form): Posted<SearchForm>) -> Response {
    let searchable = form.searchable == "1";
    let outcome = app.engine.account.set_searchable(&who.actor, &open.place, searchable).await;
    let done = if searchable { Done::Found } else { Done::Hidden };
    settled(&app, open, done, outcome).await
}
