//! Operators, as an administrator adds, changes and disables them.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::settings::{NewOperatorPage, OperatorPage, OperatorsPage};
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_engine::operators::password::Password;
use wxfleet_model::operator::{Operator, OperatorId};
use wxfleet_model::permission::{Action, Role};

use super::{again, allowed, id, page, refuse};
use crate::api::parse;
use crate::app::App;
use crate::console::desk::{Desk, Done};
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

const HERE: &str = "/console/settings/operators";
const NEW: &str = "/console/settings/operators/new";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route(NEW, get(new_page).post(add))
        .route("/console/settings/operators/{id}", get(show))
        .route("/console/settings/operators/{id}/role", post(set_role))
        .route("/console/settings/operators/{id}/password", post(reset))
        .route("/console/settings/operators/{id}/disable", post(disable))
        .route("/console/settings/operators/{id}/enable", post(enable))
}

async fn list(State(app): State<App>, desk: Desk) -> Response {
    match app.engine.operators.list(&desk.who.actor).await {
        Ok(operators) => {
            let me = desk.who.operator.id;
            page(desk, |frame| OperatorsPage { frame, operators: &operators, me }.render())
        }
        Err(error) => refuse(desk, error),
    }
}

async fn new_page(desk: Desk) -> Result<Response, Response> {
    allowed(&desk, Action::OperatorWrite)?;
    desk.who.confirm_recent()?;
    Ok(page(desk, |frame| NewOperatorPage { frame, name: "", role: Role::Operator, refusal: None }.render()))
}

#[derive(Deserialize)]
struct NewOperator {
    name: String,
    role: String,
    password: String,
}

async fn add(State(app): State<App>, desk: Desk, Posted(who, form): Posted<NewOperator>) -> Result<Response, Response> {
    allowed(&desk, Action::OperatorWrite)?;
    who.confirm_recent()?;
    let NewOperator { name, role, password } = form;
    let added = match parse::role(&role) {
        Ok(role) => {
            let added = app.engine.operators.add(&who.actor, &name, role, Password::new(password)).await;
            added.map_err(|error| (role, Problem::from(error)))
        }
        Err(problem) => Err((Role::Viewer, problem)),
    };
    Ok(match added {
        Ok(_) => Done::OperatorAdded.at(HERE),
        Err((role, problem)) => again(desk, NEW.to_owned(), problem, |frame, refusal| {
            NewOperatorPage { frame, name: &name, role, refusal: Some(refusal) }.render()
        }),
    })
}

async fn found(app: &App, desk: &Desk, text: &str) -> Result<Operator, Error> {
    let wanted = OperatorId(id(text, What::Operator)?);
    let all = app.engine.operators.list(&desk.who.actor).await?;
    all.into_iter().find(|operator| operator.id == wanted).ok_or(Error::NotFound(What::Operator))
}

fn address(operator: &Operator) -> String {
    format!("{HERE}/{}", operator.id.0)
}

async fn show(State(app): State<App>, desk: Desk, Path(text): Path<String>) -> Result<Response, Response> {
    let operator = match found(&app, &desk, &text).await {
        Ok(operator) => operator,
        Err(error) => return Ok(refuse(desk, error)),
    };
    desk.who.confirm_recent()?;
    Ok(page(desk, |frame| OperatorPage { frame, operator: &operator, refusal: None }.render()))
}

/// What is done to one operator.
enum Change {
    Role(String),
    Password(Password),
    Disable,
    Enable,
}

async fn change(app: App, desk: Desk, text: String, change: Change) -> Result<Response, Response> {
    allowed(&desk, Action::OperatorWrite)?;
    desk.who.confirm_recent()?;
    let operator = match found(&app, &desk, &text).await {
        Ok(operator) => operator,
        Err(error) => return Ok(refuse(desk, error)),
    };
    let (operators, actor, id) = (&app.engine.operators, &desk.who.actor, operator.id);
    let changed: Result<(), Problem> = match change {
        Change::Role(role) => match parse::role(&role) {
            Ok(role) => operators.set_role(actor, id, role).await.map_err(Problem::from),
            Err(problem) => Err(problem),
        },
        Change::Password(password) => operators.reset(actor, id, password).await.map_err(Problem::from),
        Change::Disable => operators.disable(actor, id).await.map_err(Problem::from),
        Change::Enable => operators.enable(actor, id).await.map_err(Problem::from),
    };
    Ok(match changed {
        Ok(()) => Done::OperatorChanged.at(&address(&operator)),
        Err(problem) => again(desk, address(&operator), problem, |frame, refusal| {
            OperatorPage { frame, operator: &operator, refusal: Some(refusal) }.render()
        }),
    })
}

#[derive(Deserialize)]
struct NewRole {
    role: String,
}

async fn set_role(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(_, form): Posted<NewRole>,
) -> Result<Response, Response> {
    change(app, desk, text, Change::Role(form.role)).await
}

#[derive(Deserialize)]
struct NewPassword {
    password: String,
}

async fn reset(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(_, form): Posted<NewPassword>,
) -> Result<Response, Response> {
    change(app, desk, text, Change::Password(Password::new(form.password))).await
}

async fn disable(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(_, NoFields {}): Posted<NoFields>,
) -> Result<Response, Response> {
    change(app, desk, text, Change::Disable).await
}

async fn enable(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(_, NoFields {}): Posted<NoFields>,
) -> Result<Response, Response> {
    change(app, desk, text, Change::Enable).await
}
