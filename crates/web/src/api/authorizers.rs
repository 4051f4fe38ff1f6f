//! Authorizers: the accounts that merchants authorized.

use axum::Json;
use axum::extract::{Path, State};
use http::HeaderName;
use http::header::CACHE_CONTROL;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::authorizer::{AccessToken, Authorizer, SyncOutcome, SyncProgress};
use wxfleet_engine::authorizers::AuthorizerFilter;

use super::extract::{Asked, InPages, NoFields, Paging, account, component};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list)
        .merge(operations!(sync, sync_progress))
        .merge(operations!(show))
        .merge(operations!(refresh))
        .merge(operations!(access_token))
}

/// Which accounts are wanted.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    q: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    state: Option<String>,
    label: Option<String>,
    version: Option<String>,
    missing: Option<String>,
}

/// The accounts of a component.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers", tag = "authorizers", operation_id = "authorizer_list",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("q" = Option<String>, Query, description = "Beginning of an appid, or part of a name, principal or label"),
        ("kind" = Option<String>, Query, description = "`mini_program` or `official_account`"),
        ("status" = Option<String>, Query, description = "`authorized` or `unauthorized`"),
        ("state" = Option<String>, Query, description = "`well`, `failing`, `closed`, `reauthorize`, `frozen` or `unauthorized`"),
        ("label" = Option<String>, Query, description = "A whole label"),
        ("version" = Option<String>, Query, description = "The version that everybody sees, as far as it was looked at"),
        ("missing" = Option<i64>, Query, description = "Number of a permission set that was not granted"),
        InPages,
    ),
    responses((status = 200, body = Page<Authorizer>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(wanted): Asked<Wanted>,
    Paging(page): Paging,
) -> Result<Json<Page<Authorizer>>, Problem> {
    let filter = AuthorizerFilter {
        q: wanted.q.filter(|q| !q.trim().is_empty()),
        kind: wanted.kind.as_deref().map(parse::kind).transpose()?,
        status: wanted.status.as_deref().map(parse::status).transpose()?,
        state: wanted.state.as_deref().map(parse::authorizer_state).transpose()?,
        label: wanted.label.map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()),
        version: wanted.version.filter(|version| !version.is_empty()),
        missing: wanted.missing.as_deref().map(parse::permission_set).transpose()?,
        ..AuthorizerFilter::default()
    };
    let found = app.engine.authorizers.list(&actor, &component(&path)?, filter, page).await?;
    Ok(Json(view::page(found, view::authorizer)))
}

/// Hold our list against WeChat's whole one: adds and mends, never deletes. One that broke off goes on where it was.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/sync", tag = "authorizers", operation_id = "authorizer_sync",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    responses((status = 200, body = SyncOutcome), (status = "default", body = wxfleet_api::Problem))
)]
async fn sync(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    _: NoFields,
) -> Result<Json<SyncOutcome>, Problem> {
    let synced = app.engine.authorizers.sync(&actor, &component(&path)?).await?;
    Ok(Json(view::synced(synced)))
}

/// How far reading WeChat's list has come.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/sync", tag = "authorizers", operation_id = "authorizer_sync_progress",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    responses((status = 200, body = SyncProgress), (status = "default", body = wxfleet_api::Problem))
)]
async fn sync_progress(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
) -> Result<Json<SyncProgress>, Problem> {
    let progress = app.engine.authorizers.sync_progress(&actor, &component(&path)?).await?;
    Ok(Json(view::sync_progress(&progress)))
}

/// One account.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}", tag = "authorizers", operation_id = "authorizer_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Authorizer), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<Authorizer>, Problem> {
    let at = account(&path)?;
    let found = app.engine.authorizers.show(&actor, &at.component_appid, &at.appid).await?;
    Ok(Json(view::authorizer(found)))
}

/// Ask WeChat for the account's profile anew.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/refresh", tag = "authorizers", operation_id = "authorizer_refresh",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Authorizer), (status = "default", body = wxfleet_api::Problem))
)]
async fn refresh(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<Authorizer>, Problem> {
    let at = account(&path)?;
    let found = app.engine.authorizers.refresh(&actor, &at.component_appid, &at.appid).await?;
    Ok(Json(view::authorizer(found)))
}

/// The account's access token, for programs that call WeChat themselves. Needs the `token:read` permission.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/access-token", tag = "authorizers", operation_id = "access_token_read",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = AccessToken), (status = "default", body = wxfleet_api::Problem))
)]
async fn access_token(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<([(HeaderName, &'static str); 1], Json<AccessToken>), Problem> {
    let at = account(&path)?;
    let live = app.engine.tokens.hand_out(&actor, &at.component_appid, &at.appid).await?;
    let answer = AccessToken { access_token: live.token.expose().to_owned(), expires_in: live.expires_in_secs };
    Ok(([(CACHE_CONTROL, "no-store")], Json(answer)))
}
