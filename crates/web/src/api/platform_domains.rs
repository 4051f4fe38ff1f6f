//! The platform's own domains: the hosts that may be assigned to accounts.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::domain::{ConfirmFile, DomainChoice, PlatformDomainChange, PlatformDomains};
use wxfleet_model::domain::{Family, PlatformChange};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::domain::DomainAction;

use super::extract::{Asked, Body, component};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(server_domains, server_domains_set)
        .merge(operations!(server_domains_add))
        .merge(operations!(server_domains_delete))
        .merge(operations!(webview_domains, webview_domains_set))
        .merge(operations!(webview_domains_add))
        .merge(operations!(webview_domains_delete))
        .merge(operations!(confirm_file))
}

/// The platform's own server domains, of its test edition and of its published one.
#[utoipa::path(
    get, path = "/components/{component_appid}/server-domains", tag = "domains", operation_id = "platform_server_domains_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn server_domains(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
) -> Result<Json<PlatformDomains>, Problem> {
    shown(&app, &actor, &path, Family::Server).await
}

/// Make the platform's own server domains be these.
#[utoipa::path(
    put, path = "/components/{component_appid}/server-domains", tag = "domains", operation_id = "platform_server_domains_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn server_domains_set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Set, &choice, body)?;
    changed(&app, &actor, &path, Family::Server, change).await
}

/// Add to the platform's own server domains.
#[utoipa::path(
    post, path = "/components/{component_appid}/server-domains/add", tag = "domains", operation_id = "platform_server_domains_add",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn server_domains_add(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Add, &choice, body)?;
    changed(&app, &actor, &path, Family::Server, change).await
}

/// Delete from the platform's own server domains.
#[utoipa::path(
    post, path = "/components/{component_appid}/server-domains/delete", tag = "domains", operation_id = "platform_server_domains_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn server_domains_delete(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Delete, &choice, body)?;
    changed(&app, &actor, &path, Family::Server, change).await
}

/// The platform's own business domains, of its test edition and of its published one.
#[utoipa::path(
    get, path = "/components/{component_appid}/webview-domains", tag = "domains", operation_id = "platform_webview_domains_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn webview_domains(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
) -> Result<Json<PlatformDomains>, Problem> {
    shown(&app, &actor, &path, Family::Webview).await
}

/// Make the platform's own business domains be these.
#[utoipa::path(
    put, path = "/components/{component_appid}/webview-domains", tag = "domains", operation_id = "platform_webview_domains_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn webview_domains_set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Set, &choice, body)?;
    changed(&app, &actor, &path, Family::Webview, change).await
}

/// Add to the platform's own business domains.
#[utoipa::path(
    post, path = "/components/{component_appid}/webview-domains/add", tag = "domains", operation_id = "platform_webview_domains_add",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn webview_domains_add(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Add, &choice, body)?;
    changed(&app, &actor, &path, Family::Webview, change).await
}

/// Delete from the platform's own business domains.
#[utoipa::path(
    post, path = "/components/{component_appid}/webview-domains/delete", tag = "domains", operation_id = "platform_webview_domains_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("editions" = Option<String>, Query, description = "`both` (the default) or `testing`: the test edition alone"),
    ),
    request_body = PlatformDomainChange,
    responses((status = 200, body = PlatformDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn webview_domains_delete(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<PlatformDomainChange>,
) -> Result<Json<PlatformDomains>, Problem> {
    let change = parse::platform_domain_change(DomainAction::Delete, &choice, body)?;
    changed(&app, &actor, &path, Family::Webview, change).await
}

async fn shown(app: &App, actor: &Actor, path: &str, family: Family) -> Result<Json<PlatformDomains>, Problem> {
    let list = app.engine.domains.platform_list(actor, &component(path)?, family).await?;
    Ok(Json(view::platform_list(list)))
}

async fn changed(
    app: &App,
    actor: &Actor,
    path: &str,
    family: Family,
    change: PlatformChange,
) -> Result<Json<PlatformDomains>, Problem> {
    let changed = app.engine.domains.platform_change(actor, &component(path)?, family, change).await?;
    Ok(Json(view::platform_changed(changed)))
}

/// Fetch the file by which WeChat checks the platform's business domains. From now on this server serves it at its root,
/// too.
#[utoipa::path(
    get, path = "/components/{component_appid}/webview-domains/confirm-file", tag = "domains", operation_id = "platform_webview_domains_confirm_file",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    responses((status = 200, body = ConfirmFile), (status = "default", body = wxfleet_api::Problem))
)]
async fn confirm_file(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
) -> Result<Json<ConfirmFile>, Problem> {
    let file = app.engine.domains.platform_confirm_file(&actor, &component(&path)?).await?;
    Ok(Json(view::confirm_file(&app, file)))
}
