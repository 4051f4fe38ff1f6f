//! Templates and drafts.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use wxfleet_api::Page;
use wxfleet_api::template::{Draft, NewTemplate, Template};
use wxfleet_wechat::id::{DraftId, TemplateId};

use super::extract::{Body, InPages, Portion, component};
use super::view;
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, add).merge(operations!(drafts)).merge(operations!(delete))
}

/// The templates, newest first.
#[utoipa::path(
    get, path = "/components/{component_appid}/templates", tag = "templates", operation_id = "template_list",
    params(
        ("component_appid" = String, Path, description = "The component"),
        InPages,
    ),
    responses((status = 200, body = Page<Template>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    portion: Portion,
) -> Result<Json<Page<Template>>, Problem> {
    let templates = app.engine.templates.list(&actor, &component(&path)?).await?;
    Ok(Json(portion.cut(templates.into_iter().map(view::template).collect())?))
}

/// The drafts, newest first.
#[utoipa::path(
    get, path = "/components/{component_appid}/template-drafts", tag = "templates", operation_id = "template_drafts",
    params(
        ("component_appid" = String, Path, description = "The component"),
        InPages,
    ),
    responses((status = 200, body = Page<Draft>), (status = "default", body = wxfleet_api::Problem))
)]
async fn drafts(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    portion: Portion,
) -> Result<Json<Page<Draft>>, Problem> {
    let drafts = app.engine.templates.drafts(&actor, &component(&path)?).await?;
    Ok(Json(portion.cut(drafts.into_iter().map(view::draft).collect())?))
}

/// Make a template of a draft.
#[utoipa::path(
    post, path = "/components/{component_appid}/templates", tag = "templates", operation_id = "template_add",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    request_body = NewTemplate,
    responses((status = 200, body = Template), (status = "default", body = wxfleet_api::Problem))
)]
async fn add(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Body(body): Body<NewTemplate>,
) -> Result<Json<Template>, Problem> {
    let added = app.engine.templates.add(&actor, &component(&path)?, DraftId(body.draft_id)).await?;
    Ok(Json(view::template(added)))
}

/// Delete a template. What was committed from it stays as it is.
#[utoipa::path(
    delete, path = "/components/{component_appid}/templates/{template_id}", tag = "templates", operation_id = "template_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("template_id" = i64, Path, description = "The template"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn delete(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((path, template)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let template = template
        .parse()
        .map(TemplateId)
        .map_err(|_| Problem::invalid("template_id", "must be a whole number", "必须是整数"))?;
    app.engine.templates.delete(&actor, &component(&path)?, template).await?;
    Ok(StatusCode::NO_CONTENT)
}
