//! Ways into a Mini Program: rules for links in ordinary QR codes, and its own codes.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use wxfleet_api::account::{NewQrRule, NewWxacode, QrRulePrefix, QrRules};
use wxfleet_api::domain::ConfirmFile;

use super::super::extract::{Asked, Body, NoFields, account};
use super::super::view::confirm_file as confirm_file_view;
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, set, delete)
        .merge(operations!(publish))
        .merge(operations!(confirm_file))
        .merge(operations!(wxacode))
}

/// The rule that is meant.
#[derive(Debug, Default, Deserialize)]
struct Named {
    #[serde(default)]
    prefix: String,
}

/// The rules for links in ordinary QR codes.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/qrcode-rules", tag = "accounts", operation_id = "account_qr_rules",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = QrRules), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<QrRules>, Problem> {
    let rules = app.engine.account.qr_rules(&actor, &account(&path)?).await?;
    Ok(Json(view::qr_rules(rules)))
}

/// Add a rule, or change one that is not published.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/qrcode-rules", tag = "accounts", operation_id = "account_qr_rule_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewQrRule,
    responses((status = 200, body = QrRules), (status = "default", body = wxfleet_api::Problem))
)]
async fn set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewQrRule>,
) -> Result<Json<QrRules>, Problem> {
    let account = account(&path)?;
    app.engine.account.set_qr_rule(&actor, &account, &parse::qr_rule(body)).await?;
    let rules = app.engine.account.qr_rules(&actor, &account).await?;
    Ok(Json(view::qr_rules(rules)))
}

/// Publish a rule: from now on every user's scan follows it. It cannot be changed any more.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/qrcode-rules/publish", tag = "accounts", operation_id = "account_qr_rule_publish",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = QrRulePrefix,
    responses((status = 200, body = QrRules), (status = "default", body = wxfleet_api::Problem))
)]
async fn publish(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<QrRulePrefix>,
) -> Result<Json<QrRules>, Problem> {
    let account = account(&path)?;
    app.engine.account.publish_qr_rule(&actor, &account, &body.prefix).await?;
    let rules = app.engine.account.qr_rules(&actor, &account).await?;
    Ok(Json(view::qr_rules(rules)))
}

/// Delete a rule.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/qrcode-rules", tag = "accounts", operation_id = "account_qr_rule_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("prefix" = String, Query, description = "How the rule's links begin"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn delete(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(named): Asked<Named>,
) -> Result<StatusCode, Problem> {
    app.engine.account.delete_qr_rule(&actor, &account(&path)?, &named.prefix).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fetch the file by which WeChat checks the host of a rule, and serve it at this server's root from now on.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/qrcode-rules/confirm-file", tag = "accounts", operation_id = "account_qr_rule_confirm_file",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = ConfirmFile), (status = "default", body = wxfleet_api::Problem))
)]
async fn confirm_file(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<ConfirmFile>, Problem> {
    let file = app.engine.domains.qr_rule_confirm_file(&actor, &account(&path)?).await?;
    Ok(Json(confirm_file_view(&app, file)))
}

/// Make a code that opens the Mini Program; the answer is the image.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/wxacode", tag = "accounts", operation_id = "account_wxacode",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewWxacode,
    responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), (status = "default", body = wxfleet_api::Problem))
)]
async fn wxacode(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewWxacode>,
) -> Result<Response, Problem> {
    let code = parse::wxacode(body)?;
    let image = app.engine.account.wxacode(&actor, &account(&path)?, &code).await?;
    Ok(([(CONTENT_TYPE, image.content_type)], image.bytes).into_response())
}
