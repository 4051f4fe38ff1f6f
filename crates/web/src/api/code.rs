//! The code of one Mini Program: what is in its slots, committing, what WeChat shows of it.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::code::{Category, Code, Commit, PrivacyScan, Quota};

use super::extract::{Asked, Body, InPages, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(show)
        .merge(operations!(commit))
        .merge(operations!(privacy_scan))
        .merge(operations!(trial_qrcode))
        .merge(operations!(pages))
        .merge(operations!(categories))
        .merge(operations!(quota))
}

/// Which page the trial code opens.
#[derive(Debug, Default, Deserialize)]
struct TrialPage {
    path: Option<String>,
}

/// The trial, audit and online versions, asked of WeChat.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code", tag = "code", operation_id = "code_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Code), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<Code>, Problem> {
    let state = app.engine.code.show(&actor, &account(&path)?).await?;
    Ok(Json(view::code(state)))
}

/// Upload code from a template: it becomes the trial version, and WeChat's privacy scan begins.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/commit", tag = "code", operation_id = "code_commit",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = Commit,
    responses((status = 200, body = Code), (status = "default", body = wxfleet_api::Problem))
)]
async fn commit(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<Commit>,
) -> Result<Json<Code>, Problem> {
    let new = parse::new_commit(body)?;
    let state = app.engine.code.commit(&actor, &account(&path)?, new).await?;
    Ok(Json(view::code(state)))
}

/// How far the privacy scan has come that the last commit started.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/privacy-scan", tag = "code", operation_id = "code_privacy_scan",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = PrivacyScan), (status = "default", body = wxfleet_api::Problem))
)]
async fn privacy_scan(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<PrivacyScan>, Problem> {
    let scan = app.engine.code.privacy_scan(&actor, &account(&path)?).await?;
    Ok(Json(PrivacyScan { finished: scan.finished, without_auth: scan.without_auth, without_conf: scan.without_conf }))
}

/// The trial version's QR code, as the image that WeChat makes.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/trial-qrcode", tag = "code", operation_id = "code_trial_qrcode",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("path" = Option<String>, Query, description = "The page to open, with its query"),
    ),
    responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), (status = "default", body = wxfleet_api::Problem))
)]
async fn trial_qrcode(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(page): Asked<TrialPage>,
) -> Result<Response, Problem> {
    let path_of_page = page.path.filter(|path| !path.is_empty());
    let image = app.engine.code.trial_qrcode(&actor, &account(&path)?, path_of_page).await?;
    Ok(([(CONTENT_TYPE, image.content_type)], image.bytes).into_response())
}

/// Pages of the trial version.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/pages", tag = "code", operation_id = "code_pages",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<String>), (status = "default", body = wxfleet_api::Problem))
)]
async fn pages(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<String>>, Problem> {
    let pages = app.engine.code.pages(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(pages)?))
}

/// Categories that a page can be handed in under.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/categories", tag = "code", operation_id = "code_categories",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<Category>), (status = "default", body = wxfleet_api::Problem))
)]
async fn categories(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<Category>>, Problem> {
    let categories = app.engine.code.categories(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(categories.into_iter().map(view::category).collect())?))
}

/// What is left of the platform's monthly quota of submissions and speed-ups.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/quota", tag = "code", operation_id = "code_quota",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Quota), (status = "default", body = wxfleet_api::Problem))
)]
async fn quota(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<Quota>, Problem> {
    let quota = app.engine.code.quota(&actor, &account(&path)?).await?;
    Ok(Json(Quota {
        rest: quota.rest,
        limit: quota.limit,
        speedup_rest: quota.speedup_rest,
        speedup_limit: quota.speedup_limit,
    }))
}
