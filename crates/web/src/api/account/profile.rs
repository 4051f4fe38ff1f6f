//! Who an account is: basic information, avatar, introduction, search, the least base library.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::account::{BasicInfo, NewAvatar, NewSupportVersion, SearchStatus, Signature, SupportVersion};
use wxfleet_api::code::Done;

use super::super::extract::{Body, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(basic_info)
        .merge(operations!(set_avatar))
        .merge(operations!(set_signature))
        .merge(operations!(search_status, set_search_status))
        .merge(operations!(support_version, set_support_version))
}

/// Who the account is, and how often name, avatar and introduction may still be changed.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/basic-info", tag = "accounts", operation_id = "account_basic_info",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = BasicInfo), (status = "default", body = wxfleet_api::Problem))
)]
async fn basic_info(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<BasicInfo>, Problem> {
    let info = app.engine.account.basic_info(&actor, &account(&path)?).await?;
    Ok(Json(view::basic_info(info)))
}

/// Set the avatar: a part of a picture that was uploaded for this account.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/head-image", tag = "accounts", operation_id = "account_avatar_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewAvatar,
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_avatar(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewAvatar>,
) -> Result<Json<Done>, Problem> {
    app.engine.account.set_avatar(&actor, &account(&path)?, &parse::avatar(body)).await?;
    Ok(Json(Done::default()))
}

/// Set the introduction.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/signature", tag = "accounts", operation_id = "account_signature_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = Signature,
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_signature(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<Signature>,
) -> Result<Json<Done>, Problem> {
    app.engine.account.set_signature(&actor, &account(&path)?, &body.signature).await?;
    Ok(Json(Done::default()))
}

/// Whether search shows the account.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/search-status", tag = "accounts", operation_id = "account_search_status",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = SearchStatus), (status = "default", body = wxfleet_api::Problem))
)]
async fn search_status(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<SearchStatus>, Problem> {
    let searchable = app.engine.account.searchable(&actor, &account(&path)?).await?;
    Ok(Json(SearchStatus { searchable }))
}

/// Let search show the account, or not.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/search-status", tag = "accounts", operation_id = "account_search_status_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = SearchStatus,
    responses((status = 200, body = SearchStatus), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_search_status(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<SearchStatus>,
) -> Result<Json<SearchStatus>, Problem> {
    app.engine.account.set_searchable(&actor, &account(&path)?, body.searchable).await?;
    Ok(Json(body))
}

/// The least base library, and which versions the users have.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/support-version", tag = "accounts", operation_id = "account_support_version",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = SupportVersion), (status = "default", body = wxfleet_api::Problem))
)]
async fn support_version(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<SupportVersion>, Problem> {
    let shown = app.engine.account.support_version(&actor, &account(&path)?).await?;
    Ok(Json(view::support_version(shown)))
}

/// Set the least base library.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/support-version", tag = "accounts", operation_id = "account_support_version_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewSupportVersion,
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_support_version(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewSupportVersion>,
) -> Result<Json<Done>, Problem> {
    app.engine.account.set_support_version(&actor, &account(&path)?, &body.version).await?;
    Ok(Json(Done::default()))
}
