//! Going live and going back: release, rollback, gray release, visibility.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use wxfleet_api::Page;
use wxfleet_api::code::{Code, Done, GrayRelease, GrayReleasePlan, HistoryVersion, Rollback, VisitStatus};

use super::extract::{Body, InPages, NoFields, OptionalBody, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(release)
        .merge(operations!(roll_back))
        .merge(operations!(versions))
        .merge(operations!(gray_release, gray_release_start, gray_release_end))
        .merge(operations!(visit_status, set_visit_status))
}

/// Put the approved version live.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/release", tag = "release", operation_id = "code_release",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Code), (status = "default", body = wxfleet_api::Problem))
)]
async fn release(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<Code>, Problem> {
    let state = app.engine.code.release(&actor, &account(&path)?).await?;
    Ok(Json(view::code(state)))
}

/// Take the live version back: to the one before, or to one that WeChat lists.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/rollback", tag = "release", operation_id = "code_rollback",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = Rollback,
    responses((status = 200, body = Code), (status = "default", body = wxfleet_api::Problem))
)]
async fn roll_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    OptionalBody(body): OptionalBody<Rollback>,
) -> Result<Json<Code>, Problem> {
    let state = app.engine.code.roll_back(&actor, &account(&path)?, body.app_version).await?;
    Ok(Json(view::code(state)))
}

/// The versions that can be rolled back to.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/versions", tag = "release", operation_id = "code_versions",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<HistoryVersion>), (status = "default", body = wxfleet_api::Problem))
)]
async fn versions(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<HistoryVersion>>, Problem> {
    let versions = app.engine.code.versions(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(versions.into_iter().map(view::history_version).collect())?))
}

/// How the gray release stands.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/gray-release", tag = "release", operation_id = "gray_release_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = GrayReleasePlan), (status = "default", body = wxfleet_api::Problem))
)]
async fn gray_release(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<GrayReleasePlan>, Problem> {
    let plan = app.engine.code.gray_release(&actor, &account(&path)?).await?;
    Ok(Json(view::gray_plan(plan)))
}

/// Give the approved version to a part of the users, or to more of them.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/gray-release", tag = "release", operation_id = "gray_release_start",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = GrayRelease,
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn gray_release_start(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<GrayRelease>,
) -> Result<Json<Done>, Problem> {
    app.engine.code.gray_release_start(&actor, &account(&path)?, parse::gray_release(body)).await?;
    Ok(Json(Done::default()))
}

/// End the gray release: everybody has the old version again.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/code/gray-release", tag = "release", operation_id = "gray_release_end",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn gray_release_end(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    app.engine.code.gray_release_end(&actor, &account(&path)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether users can reach the Mini Program.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/visit-status", tag = "release", operation_id = "visit_status_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = VisitStatus), (status = "default", body = wxfleet_api::Problem))
)]
async fn visit_status(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<VisitStatus>, Problem> {
    let visible = app.engine.code.visible(&actor, &account(&path)?).await?;
    Ok(Json(VisitStatus { visible }))
}

/// Open or close the Mini Program for its users.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/visit-status", tag = "release", operation_id = "visit_status_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = VisitStatus,
    responses((status = 200, body = VisitStatus), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_visit_status(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<VisitStatus>,
) -> Result<Json<VisitStatus>, Problem> {
    app.engine.code.set_visible(&actor, &account(&path)?, body.visible).await?;
    Ok(Json(body))
}
