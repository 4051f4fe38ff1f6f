//! The privacy guideline of a Mini Program, and the private APIs that it may use.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::Page;
use wxfleet_api::account::{
    NewPrivacySetting, NewPrivateApi, PrivacySetting, PrivacyText, PrivacyTextUploaded, PrivacyVersion, PrivateApi,
    PrivateApiApplied,
};

use super::super::extract::{Asked, Body, InPages, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(show, set).merge(operations!(upload)).merge(operations!(private_apis, apply))
}

/// The privacy guideline, and the kinds of data that WeChat found in the code.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/privacy-setting", tag = "accounts", operation_id = "account_privacy",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("privacy_ver" = Option<i64>, Query, description = "1 that of the version online, 2 that of the code in hand (the default)"),
    ),
    responses((status = 200, body = PrivacySetting), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(version): Asked<PrivacyVersion>,
) -> Result<Json<PrivacySetting>, Problem> {
    let shown = app.engine.account.privacy_setting(&actor, &account(&path)?, version.privacy_ver).await?;
    Ok(Json(view::privacy_setting(shown)))
}

/// Set the privacy guideline. That of the code in hand comes into force with the next release.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/privacy-setting", tag = "accounts", operation_id = "account_privacy_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewPrivacySetting,
    responses((status = 200, body = PrivacySetting), (status = "default", body = wxfleet_api::Problem))
)]
async fn set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewPrivacySetting>,
) -> Result<Json<PrivacySetting>, Problem> {
    let (account, version) = (account(&path)?, body.privacy_ver);
    app.engine.account.set_privacy_setting(&actor, &account, &parse::privacy_setting(body)).await?;
    let shown = app.engine.account.privacy_setting(&actor, &account, version).await?;
    Ok(Json(view::privacy_setting(shown)))
}

/// Upload a guideline of one's own, for the guideline's `ext_file_media_id`.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/privacy-setting/text", tag = "accounts", operation_id = "account_privacy_text",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = PrivacyText,
    responses((status = 200, body = PrivacyTextUploaded), (status = "default", body = wxfleet_api::Problem))
)]
async fn upload(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<PrivacyText>,
) -> Result<Json<PrivacyTextUploaded>, Problem> {
    let ext_file_media_id = app.engine.account.upload_privacy_text(&actor, &account(&path)?, &body.text).await?;
    Ok(Json(PrivacyTextUploaded { ext_file_media_id }))
}

/// The private APIs, and whether the account may use them.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/private-apis", tag = "accounts", operation_id = "account_private_apis",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<PrivateApi>), (status = "default", body = wxfleet_api::Problem))
)]
async fn private_apis(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<PrivateApi>>, Problem> {
    let apis = app.engine.account.private_apis(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(apis.into_iter().map(view::private_api).collect())?))
}

/// Apply for the use of a private API.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/private-apis", tag = "accounts", operation_id = "account_private_api_apply",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewPrivateApi,
    responses((status = 200, body = PrivateApiApplied), (status = "default", body = wxfleet_api::Problem))
)]
async fn apply(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewPrivateApi>,
) -> Result<Json<PrivateApiApplied>, Problem> {
    let application = parse::private_api(body);
    let audit_id = app.engine.account.apply_private_api(&actor, &account(&path)?, &application).await?;
    Ok(Json(PrivateApiApplied { audit_id }))
}
