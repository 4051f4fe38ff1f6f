//! What an account is bound to: its open platform account, its plug-ins; and the switches of Official Accounts.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::account::{AccountOption, NewPlugin, OpenAccount, OpenAppid, OptionValue, Plugin, PluginVersion};
use wxfleet_api::code::Done;
use wxfleet_wechat::plugin::PluginUpdate;

use super::super::extract::{Asked, Body, InPages, NoFields, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(open_account, create_open_account, bind_open_account, unbind_open_account)
        .merge(operations!(plugins, apply_plugin))
        .merge(operations!(update_plugin, unbind_plugin))
        .merge(operations!(option, set_option))
}

/// The open platform account that is meant.
#[derive(Debug, Default, Deserialize)]
struct Named {
    #[serde(default)]
    open_appid: String,
}

/// The open platform account that the account is bound to.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/open-account", tag = "accounts", operation_id = "account_open",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = OpenAccount), (status = "default", body = wxfleet_api::Problem))
)]
async fn open_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<OpenAccount>, Problem> {
    let open_appid = app.engine.account.open_account(&actor, &account(&path)?).await?;
    Ok(Json(OpenAccount { open_appid }))
}

/// Make an open platform account and bind the account to it.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/open-account", tag = "accounts", operation_id = "account_open_create",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = OpenAccount), (status = "default", body = wxfleet_api::Problem))
)]
async fn create_open_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<OpenAccount>, Problem> {
    let open_appid = app.engine.account.create_open_account(&actor, &account(&path)?).await?;
    Ok(Json(OpenAccount { open_appid }))
}

/// Bind the account to an open platform account of the same owner.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/open-account", tag = "accounts", operation_id = "account_open_bind",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = OpenAppid,
    responses((status = 200, body = OpenAccount), (status = "default", body = wxfleet_api::Problem))
)]
async fn bind_open_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<OpenAppid>,
) -> Result<Json<OpenAccount>, Problem> {
    app.engine.account.bind_open_account(&actor, &account(&path)?, &body.open_appid).await?;
    Ok(Json(OpenAccount { open_appid: Some(body.open_appid) }))
}

/// Unbind the account. Every user's `unionid` changes by it.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/open-account", tag = "accounts", operation_id = "account_open_unbind",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("open_appid" = String, Query, description = "The open platform account that it is bound to"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn unbind_open_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(named): Asked<Named>,
) -> Result<StatusCode, Problem> {
    let open_appid = parse::open_appid(named.open_appid)?;
    app.engine.account.unbind_open_account(&actor, &account(&path)?, &open_appid).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The plug-ins, and how the applications for them stand.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/plugins", tag = "accounts", operation_id = "account_plugins",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<Plugin>), (status = "default", body = wxfleet_api::Problem))
)]
async fn plugins(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<Plugin>>, Problem> {
    let plugins = app.engine.account.plugins(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(plugins.into_iter().map(view::plugin).collect())?))
}

/// Ask the maker of a plug-in for its use.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/plugins", tag = "accounts", operation_id = "account_plugin_apply",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewPlugin,
    responses((status = 200, body = Page<Plugin>), (status = "default", body = wxfleet_api::Problem))
)]
async fn apply_plugin(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewPlugin>,
) -> Result<Json<Page<Plugin>>, Problem> {
    let account = account(&path)?;
    app.engine.account.apply_plugin(&actor, &account, &parse::plugin(body)).await?;
    let plugins = app.engine.account.plugins(&actor, &account).await?;
    Ok(Json(Page::whole(plugins.into_iter().map(view::plugin).collect())))
}

/// Bring a plug-in to another version without a new release.
#[utoipa::path(
    patch, path = "/components/{component_appid}/authorizers/{appid}/plugins/{plugin_appid}", tag = "accounts", operation_id = "account_plugin_update",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("plugin_appid" = String, Path, description = "The plug-in"),
    ),
    request_body = PluginVersion,
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn update_plugin(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, plugin_appid)): Path<(String, String, String)>,
    Body(body): Body<PluginVersion>,
) -> Result<Json<Done>, Problem> {
    let update = PluginUpdate::new(plugin_appid, body.user_version);
    app.engine.account.update_plugin(&actor, &account(&(component, appid))?, &update).await?;
    Ok(Json(Done::default()))
}

/// Remove a plug-in.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/plugins/{plugin_appid}", tag = "accounts", operation_id = "account_plugin_unbind",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("plugin_appid" = String, Path, description = "The plug-in"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn unbind_plugin(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, plugin_appid)): Path<(String, String, String)>,
) -> Result<StatusCode, Problem> {
    app.engine.account.unbind_plugin(&actor, &account(&(component, appid))?, &plugin_appid).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a switch of an Official Account stands.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/options/{option_name}", tag = "accounts", operation_id = "account_option",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("option_name" = String, Path, description = "`location_report`, `voice_recognize` or `customer_service`"),
    ),
    responses((status = 200, body = AccountOption), (status = "default", body = wxfleet_api::Problem))
)]
async fn option(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, option_name)): Path<(String, String, String)>,
) -> Result<Json<AccountOption>, Problem> {
    let option_value = app.engine.account.option(&actor, &account(&(component, appid))?, &option_name).await?;
    Ok(Json(AccountOption { option_name, option_value }))
}

/// Set a switch of an Official Account.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/options/{option_name}", tag = "accounts", operation_id = "account_option_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("option_name" = String, Path, description = "`location_report`, `voice_recognize` or `customer_service`"),
    ),
    request_body = OptionValue,
    responses((status = 200, body = AccountOption), (status = "default", body = wxfleet_api::Problem))
)]
async fn set_option(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, option_name)): Path<(String, String, String)>,
    Body(body): Body<OptionValue>,
) -> Result<Json<AccountOption>, Problem> {
    let (account, option_value) = (account(&(component, appid))?, body.option_value);
    app.engine.account.set_option(&actor, &account, &option_name, &option_value).await?;
    Ok(Json(AccountOption { option_name, option_value }))
}
