//! Audits: handing code in, following it, taking it back.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::Page;
use wxfleet_api::code::{Audit, Done, SubmitAudit, Submitted};
use wxfleet_wechat::id::Auditid;

use super::extract::{InPages, NoFields, OptionalBody, Paging, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, submit)
        .merge(operations!(latest))
        .merge(operations!(show))
        .merge(operations!(withdraw))
        .merge(operations!(speed_up))
}

fn auditid(text: &str) -> Result<Auditid, Problem> {
    text.parse().map_err(|_| Problem::invalid("auditid", "must be a whole number", "必须是整数"))
}

/// Hand the trial version in for WeChat's audit. Without `item_list` the account's first category and first page are
/// taken.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/audits", tag = "audits", operation_id = "audit_submit",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = SubmitAudit,
    responses((status = 200, body = Submitted), (status = "default", body = wxfleet_api::Problem))
)]
async fn submit(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    OptionalBody(body): OptionalBody<SubmitAudit>,
) -> Result<Json<Submitted>, Problem> {
    let auditid = app.engine.code.submit_audit(&actor, &account(&path)?, parse::submit_audit(body)).await?;
    Ok(Json(Submitted { auditid: auditid.0 }))
}

/// The submissions we know of, newest first.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/audits", tag = "audits", operation_id = "audit_list",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<Audit>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Paging(page): Paging,
) -> Result<Json<Page<Audit>>, Problem> {
    let audits = app.engine.code.audits(&actor, &account(&path)?, page).await?;
    Ok(Json(view::page(audits, view::audit)))
}

/// The newest submission, asked of WeChat.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/audits/latest", tag = "audits", operation_id = "audit_latest",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Audit), (status = "default", body = wxfleet_api::Problem))
)]
async fn latest(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<Audit>, Problem> {
    let audit = app.engine.code.latest_audit(&actor, &account(&path)?).await?;
    Ok(Json(view::audit(audit)))
}

/// One submission, asked of WeChat.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/code/audits/{auditid}", tag = "audits", operation_id = "audit_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("auditid" = i64, Path, description = "The submission"),
    ),
    responses((status = 200, body = Audit), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, id)): Path<(String, String, String)>,
) -> Result<Json<Audit>, Problem> {
    let audit = app.engine.code.audit(&actor, &account(&(component, appid))?, auditid(&id)?).await?;
    Ok(Json(view::audit(audit)))
}

/// Take the submission back. WeChat allows it a few times a day and ten times a month.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/audits/withdraw", tag = "audits", operation_id = "audit_withdraw",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Audit), (status = "default", body = wxfleet_api::Problem))
)]
async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<Audit>, Problem> {
    let audit = app.engine.code.withdraw_audit(&actor, &account(&path)?).await?;
    Ok(Json(view::audit(audit)))
}

/// Ask WeChat to review a submission sooner, against the platform's monthly quota.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/code/audits/{auditid}/speedup", tag = "audits", operation_id = "audit_speedup",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("auditid" = i64, Path, description = "The submission"),
    ),
    responses((status = 200, body = Done), (status = "default", body = wxfleet_api::Problem))
)]
async fn speed_up(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, id)): Path<(String, String, String)>,
    _: NoFields,
) -> Result<Json<Done>, Problem> {
    app.engine.code.speed_up_audit(&actor, &account(&(component, appid))?, auditid(&id)?).await?;
    Ok(Json(Done::default()))
}
