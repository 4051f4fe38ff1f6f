//! New Mini Programs, asked for on behalf of merchants.

use axum::Json;
use axum::extract::{Path, State};
use uuid::Uuid;
use wxfleet_api::Page;
use wxfleet_api::registration::{
    AccountLink, AccountLinkQuery, AccountTicket, Conversion, MadeFromAccount, NewRegistration, Registration,
};
use wxfleet_engine::error::{Error, What};
use wxfleet_engine::registrations::NewRegistration as Wanted;
use wxfleet_model::registration::RegistrationId;
use wxfleet_wechat::register::{
    FastRegisterBeta, FastRegisterPersonalCreate, FastRegisterWeappCreate, VerifyBeta, VerifyBetaVerifyInfo,
};
use wxfleet_wechat::secret::Credential;

use super::extract::{Asked, Body, NoFields, Paging, account, component};
use super::view;
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, ask)
        .merge(operations!(show))
        .merge(operations!(refresh))
        .merge(operations!(convert))
        .merge(operations!(account_link))
        .merge(operations!(from_account))
}

/// What was asked for, newest first.
#[utoipa::path(
    get, path = "/components/{component_appid}/registrations", tag = "registrations", operation_id = "registration_list",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("limit" = Option<u32>, Query, description = "Rows at once, 1 to 500"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the portion before"),
    ),
    responses((status = 200, body = Page<Registration>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Paging(page): Paging,
) -> Result<Json<Page<Registration>>, Problem> {
    let page = app.engine.registrations.list(&actor, &component(&path)?, page).await?;
    Ok(Json(view::page(page, registration)))
}

/// Ask for a new Mini Program. A person has to confirm within 24 hours; then WeChat tells how it ended.
#[utoipa::path(
    post, path = "/components/{component_appid}/registrations", tag = "registrations", operation_id = "registration_ask",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    request_body = NewRegistration,
    responses((status = 200, body = Registration), (status = "default", body = wxfleet_api::Problem))
)]
async fn ask(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Body(body): Body<NewRegistration>,
) -> Result<Json<Registration>, Problem> {
    let one = app.engine.registrations.ask(&actor, &component(&path)?, &wanted(body)?).await?;
    Ok(Json(registration(one)))
}

/// One registration as it is stored.
#[utoipa::path(
    get, path = "/components/{component_appid}/registrations/{id}", tag = "registrations", operation_id = "registration_show",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("id" = String, Path, description = "The registration"),
    ),
    responses((status = 200, body = Registration), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component_appid, id)): Path<(String, String)>,
) -> Result<Json<Registration>, Problem> {
    let one = app.engine.registrations.show(&actor, &component(&component_appid)?, named(&id)?).await?;
    Ok(Json(registration(one)))
}

/// Ask WeChat how a registration stands. Of trials and conversions WeChat tells by its push alone.
#[utoipa::path(
    post, path = "/components/{component_appid}/registrations/{id}/refresh", tag = "registrations", operation_id = "registration_refresh",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("id" = String, Path, description = "The registration"),
    ),
    responses((status = 200, body = Registration), (status = "default", body = wxfleet_api::Problem))
)]
async fn refresh(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component_appid, id)): Path<(String, String)>,
    _: NoFields,
) -> Result<Json<Registration>, Problem> {
    let one = app.engine.registrations.refresh(&actor, &component(&component_appid)?, named(&id)?).await?;
    Ok(Json(registration(one)))
}

/// Ask WeChat to make a trial Mini Program a company's own.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/conversion", tag = "registrations", operation_id = "registration_convert",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The trial Mini Program"),
    ),
    request_body = Conversion,
    responses((status = 200, body = Registration), (status = "default", body = wxfleet_api::Problem))
)]
async fn convert(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<Conversion>,
) -> Result<Json<Registration>, Problem> {
    let one = app.engine.registrations.convert(&actor, &account(&path)?, &conversion(body)).await?;
    Ok(Json(registration(one)))
}

/// WeChat's page on which the administrator of an Official Account agrees to a Mini Program for the same owner. The
/// browser comes back with `ticket`.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/registration-link", tag = "registrations", operation_id = "registration_account_link",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
        ("redirect_uri" = String, Query, description = "Where the browser comes back to"),
        ("copy_wx_verify" = Option<bool>, Query, description = "Whether the verification is copied; it is when left out"),
    ),
    responses((status = 200, body = AccountLink), (status = "default", body = wxfleet_api::Problem))
)]
async fn account_link(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(asked): Asked<AccountLinkQuery>,
) -> Result<Json<AccountLink>, Problem> {
    let (account, copies) = (account(&path)?, asked.copy_wx_verify.unwrap_or(true));
    let url = app.engine.registrations.account_link(&actor, &account, &asked.redirect_uri, copies).await?;
    Ok(Json(AccountLink { url: url.to_string() }))
}

/// Make a Mini Program for the owner of an Official Account, by the ticket of WeChat's page. It is authorized at once.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/registration", tag = "registrations", operation_id = "registration_from_account",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
    ),
    request_body = AccountTicket,
    responses((status = 200, body = MadeFromAccount), (status = "default", body = wxfleet_api::Problem))
)]
async fn from_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<AccountTicket>,
) -> Result<Json<MadeFromAccount>, Problem> {
    let ticket = Credential::new(body.ticket);
    let made = app.engine.registrations.from_account(&actor, &account(&path)?, ticket).await?;
    Ok(Json(MadeFromAccount {
        registration: registration(made.registration),
        is_wx_verify_succ: made.is_verified,
        is_link_succ: made.is_linked,
    }))
}

fn named(id: &str) -> Result<RegistrationId, Problem> {
    Ok(RegistrationId(Uuid::parse_str(id).map_err(|_| Error::NotFound(What::Registration))?))
}

fn needed<T>(field: &str, value: Option<T>) -> Result<T, Problem> {
    value.ok_or_else(|| Problem::invalid(field, "is needed for this kind", "该类型必须填写"))
}

fn wanted(body: NewRegistration) -> Result<Wanted, Problem> {
    match body.kind.as_str() {
        "enterprise" => {
            let mut create = FastRegisterWeappCreate::new(
                needed("name", body.name)?,
                needed("code", body.code)?,
                needed("code_type", body.code_type)?,
                needed("legal_persona_wechat", body.legal_persona_wechat)?,
                needed("legal_persona_name", body.legal_persona_name)?,
            );
            create.component_phone = body.component_phone;
            Ok(Wanted::Enterprise(create))
        }
        "personal" => {
            let idname = needed("idname", body.idname)?;
            let mut create = FastRegisterPersonalCreate::new(idname, needed("wxuser", body.wxuser)?);
            create.component_phone = body.component_phone;
            Ok(Wanted::Personal(create))
        }
        "trial" => {
            let name = needed("name", body.name)?;
            Ok(Wanted::Trial(FastRegisterBeta::new(name, needed("openid", body.openid)?)))
        }
        _ => Err(Problem::invalid(
            "kind",
            "must be enterprise, personal or trial",
            "必须是 enterprise、personal 或 trial",
        )),
    }
}

fn conversion(body: Conversion) -> VerifyBeta {
    VerifyBeta::new(VerifyBetaVerifyInfo {
        enterprise_name: body.enterprise_name,
        code: body.code,
        code_type: body.code_type,
        legal_persona_wechat: body.legal_persona_wechat,
        legal_persona_name: body.legal_persona_name,
        legal_persona_idcard: body.legal_persona_idcard,
        component_phone: body.component_phone,
    })
}

fn registration(one: wxfleet_model::registration::Registration) -> Registration {
    Registration {
        id: one.id.0.to_string(),
        kind: one.kind.to_string(),
        state: one.state.to_string(),
        name: one.name,
        wechat: one.wechat,
        authorize_url: Some(one.authorize_url).filter(|url| !url.is_empty()),
        status: one.status,
        msg: one.msg,
        appid: one.appid.map(|appid| appid.to_string()),
        asked_at: one.asked_at,
        ended_at: one.ended_at,
    }
}
