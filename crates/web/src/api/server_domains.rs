//! Server domains of an account.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::domain::{DomainChoice, EffectiveDomains, ServerDomainChange, ServerDomains};
use wxfleet_console::locale::Language;
use wxfleet_engine::domains::Changed;
use wxfleet_model::domain::{Change, Family};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::domain::DomainAction;

use super::extract::{Asked, Body, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::language::ApiLanguage;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(show, set).merge(operations!(add)).merge(operations!(delete)).merge(operations!(effective))
}

/// The server domains that were set by one way.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/server-domains", tag = "domains", operation_id = "server_domains_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("way" = Option<String>, Query, description = "`platform` (the default) or `direct`"),
    ),
    responses((status = 200, body = ServerDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    ApiLanguage(language): ApiLanguage,
    Path(path): Path<(String, String)>,
    Asked(choice): Asked<DomainChoice>,
) -> Result<Json<ServerDomains>, Problem> {
    let way = parse::way(&choice)?;
    let lists = app.engine.domains.lists(&actor, &account(&path)?, Family::Server, way).await?;
    let unchanged = Changed { lists, dropped: Vec::new(), already: false };
    Ok(Json(view::server_domains(unchanged, way, language)))
}

/// Make the server domains be these: an absent list stays as it is, an empty one is cleared.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/server-domains", tag = "domains", operation_id = "server_domains_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("way" = Option<String>, Query, description = "`platform` (the default) or `direct`"),
    ),
    request_body = ServerDomainChange,
    responses((status = 200, body = ServerDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn set(
    State(app): State<App>,
    Caller(actor): Caller,
    ApiLanguage(language): ApiLanguage,
    Path(path): Path<(String, String)>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<ServerDomainChange>,
) -> Result<Json<ServerDomains>, Problem> {
    let change = parse::server_domain_change(DomainAction::Set, &choice, body)?;
    changed(&app, &actor, language, &path, change).await
}

/// Add server domains.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/server-domains/add", tag = "domains", operation_id = "server_domains_add",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("way" = Option<String>, Query, description = "`platform` (the default) or `direct`"),
    ),
    request_body = ServerDomainChange,
    responses((status = 200, body = ServerDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn add(
    State(app): State<App>,
    Caller(actor): Caller,
    ApiLanguage(language): ApiLanguage,
    Path(path): Path<(String, String)>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<ServerDomainChange>,
) -> Result<Json<ServerDomains>, Problem> {
    let change = parse::server_domain_change(DomainAction::Add, &choice, body)?;
    changed(&app, &actor, language, &path, change).await
}

/// Delete server domains. One that is not there is no error.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/server-domains/delete", tag = "domains", operation_id = "server_domains_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("way" = Option<String>, Query, description = "`platform` (the default) or `direct`"),
    ),
    request_body = ServerDomainChange,
    responses((status = 200, body = ServerDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn delete(
    State(app): State<App>,
    Caller(actor): Caller,
    ApiLanguage(language): ApiLanguage,
    Path(path): Path<(String, String)>,
    Asked(choice): Asked<DomainChoice>,
    Body(body): Body<ServerDomainChange>,
) -> Result<Json<ServerDomains>, Problem> {
    let change = parse::server_domain_change(DomainAction::Delete, &choice, body)?;
    changed(&app, &actor, language, &path, change).await
}

async fn changed(
    app: &App,
    actor: &Actor,
    language: Language,
    path: &(String, String),
    change: Change,
) -> Result<Json<ServerDomains>, Problem> {
    let way = change.way;
    let changed = app.engine.domains.change(actor, &account(path)?, Family::Server, change).await?;
    Ok(Json(view::server_domains(changed, way, language)))
}

/// The server domains by who set them, and those in force.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/server-domains/effective", tag = "domains", operation_id = "server_domains_effective",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = EffectiveDomains), (status = "default", body = wxfleet_api::Problem))
)]
async fn effective(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<EffectiveDomains>, Problem> {
    let domains = app.engine.domains.effective(&actor, &account(&path)?).await?;
    Ok(Json(view::effective_server(domains)))
}
