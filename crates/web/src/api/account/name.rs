//! The name of a Mini Program, and WeChat's review of it.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::Page;
use wxfleet_api::account::{NameAudit, NameChanged, NameCheck, NameChecked, NewName};
use wxfleet_engine::error::{Error, What};

use super::super::extract::{Body, InPages, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(check).merge(operations!(set)).merge(operations!(audits)).merge(operations!(audit))
}

/// Whether WeChat would take a name. Nothing is changed.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/nickname/check", tag = "accounts", operation_id = "account_name_check",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NameCheck,
    responses((status = 200, body = NameChecked), (status = "default", body = wxfleet_api::Problem))
)]
async fn check(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NameCheck>,
) -> Result<Json<NameChecked>, Problem> {
    let checked = app.engine.account.check_name(&actor, &account(&path)?, &body.nick_name).await?;
    Ok(Json(NameChecked { hit_condition: checked.hit_condition.unwrap_or_default(), wording: checked.wording }))
}

/// Hand a name in. It is in force at once, or goes into review.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/nickname", tag = "accounts", operation_id = "account_name_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewName,
    responses((status = 200, body = NameChanged), (status = "default", body = wxfleet_api::Problem))
)]
async fn set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewName>,
) -> Result<Json<NameChanged>, Problem> {
    let name = parse::name(body)?;
    let change = app.engine.account.set_name(&actor, &account(&path)?, &name).await?;
    Ok(Json(NameChanged { audit_id: change.audit_id, wording: change.wording }))
}

/// The latest reviews of the account's names as they are stored, newest first.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/nickname/audits", tag = "accounts", operation_id = "account_name_audits",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<NameAudit>), (status = "default", body = wxfleet_api::Problem))
)]
async fn audits(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<NameAudit>>, Problem> {
    let audits = app.engine.account.name_audits(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(audits.into_iter().map(view::name_audit).collect())?))
}

/// One review, asked of WeChat.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/nickname/audits/{audit_id}", tag = "accounts", operation_id = "account_name_audit",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("audit_id" = i64, Path, description = "WeChat's number of the review"),
    ),
    responses((status = 200, body = NameAudit), (status = "default", body = wxfleet_api::Problem))
)]
async fn audit(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, audit_id)): Path<(String, String, String)>,
) -> Result<Json<NameAudit>, Problem> {
    let audit_id = audit_id.parse().map_err(|_| Error::NotFound(What::NameAudit))?;
    let audit = app.engine.account.name_audit(&actor, &account(&(component, appid))?, audit_id).await?;
    Ok(Json(view::name_audit(audit)))
}
