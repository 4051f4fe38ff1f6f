//! Components: the third-party platforms, registered, shown, changed and removed.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::code::Done;
use wxfleet_api::component::{Component, ComponentPatch, NewComponent};

use super::extract::{Asked, Body, InPages, NoFields, Portion, component};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, add).merge(operations!(show, update, remove)).merge(operations!(restart_ticket))
}

/// Register a component, with the values that WeChat's console shows.
#[utoipa::path(
    post, path = "/components", tag = "components", operation_id = "component_add",
    request_body = NewComponent,
    responses((status = 201, body = Component), (status = "default", body = wxfleet_api::Problem))
)]
async fn add(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body<NewComponent>,
) -> Result<(StatusCode, Json<Component>), Problem> {
    let added = app.engine.components.add(&actor, parse::new_component(body)?).await?;
    Ok((StatusCode::CREATED, Json(view::component(&app, added))))
}

/// All components.
#[utoipa::path(
    get, path = "/components", tag = "components", operation_id = "component_list",
    params(
        InPages,
    ),
    responses((status = 200, body = Page<Component>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    portion: Portion,
) -> Result<Json<Page<Component>>, Problem> {
    let components = app.engine.components.list(&actor).await?;
    Ok(Json(portion.cut(components.into_iter().map(|one| view::component(&app, one)).collect())?))
}

/// One component.
#[utoipa::path(
    get, path = "/components/{component_appid}", tag = "components", operation_id = "component_show",
    params(("component_appid" = String, Path, description = "The component")),
    responses((status = 200, body = Component), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
) -> Result<Json<Component>, Problem> {
    let found = app.engine.components.show(&actor, &component(&path)?).await?;
    Ok(Json(view::component(&app, found)))
}

/// Change a component. A replaced token or AES key stays good for 24 hours for what still arrives under it.
#[utoipa::path(
    patch, path = "/components/{component_appid}", tag = "components", operation_id = "component_update",
    params(("component_appid" = String, Path, description = "The component")),
    request_body = ComponentPatch,
    responses((status = 200, body = Component), (status = "default", body = wxfleet_api::Problem))
)]
async fn update(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Body(body): Body<ComponentPatch>,
) -> Result<Json<Component>, Problem> {
    let change = parse::component_change(body)?;
    let changed = app.engine.components.update(&actor, &component(&path)?, change).await?;
    Ok(Json(view::component(&app, changed)))
}

/// How to remove a component.
#[derive(Debug, Default, Deserialize)]
struct Removal {
    #[serde(default)]
    force: bool,
}

/// Remove a component and everything that belongs to it. With living authorizers only when forced.
#[utoipa::path(
    delete, path = "/components/{component_appid}", tag = "components", operation_id = "component_remove",
    params(("component_appid" = String, Path, description = "The component"), ("force" = Option<bool>, Query, description = "Also with living authorizers")),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn remove(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(removal): Asked<Removal>,
) -> Result<StatusCode, Problem> {
    app.engine.components.remove(&actor, &component(&path)?, removal.force).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ask WeChat to push tickets again.
#[utoipa::path(
    post, path = "/components/{component_appid}/ticket/restart", tag = "components",
    operation_id = "component_ticket_restart",
    params(("component_appid" = String, Path, description = "The component")),
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn restart_ticket(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    _: NoFields,
) -> Result<Json<Done>, Problem> {
    app.engine.components.restart_ticket(&actor, &component(&path)?).await?;
    Ok(Json(Done::default()))
}
