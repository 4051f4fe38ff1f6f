//! Any API of WeChat's, by name: the catalogue, and calls of what is in it or beyond it.

use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::{Map, Value};
use wxfleet_api::Page;
use wxfleet_api::call::{Call, Endpoint, RawCall};
use wxfleet_engine::calls::{Content, Place};
use wxfleet_engine::error::{Error, What};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::catalogue;
use wxfleet_wechat::endpoint::{Answered, Upload};

use super::extract::{Asked, Body, InPortions, OptionalBody, Portion, account, component, decode};
use super::idempotency::ShownOnce;
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::{Both, Problem};

/// The largest call with a file that is read: WeChat's largest is a video of 10 MB.
const UPLOAD_LIMIT: usize = 12 << 20;

pub(super) fn routes() -> Operations {
    let calls = operations!(call_raw_for_account)
        .merge(operations!(call_raw))
        .merge(operations!(call_for_account))
        .merge(operations!(call))
        .with_bodies_up_to(UPLOAD_LIMIT);
    operations!(list).merge(operations!(show)).merge(calls)
}

/// These answer with what lets one act as a user.
const GIVES_A_SESSION: [&str; 6] = [
    "component_jscode2session",
    "jscode2session",
    "component_oauth2_access_token",
    "component_oauth2_refresh_token",
    "oauth2_access_token",
    "oauth2_refresh_token",
];

/// Which part of the catalogue is wanted.
#[derive(Debug, Default, Deserialize)]
struct Search {
    q: Option<String>,
    group: Option<String>,
}

/// Every API of WeChat's that this server knows, with its schema.
#[utoipa::path(
    get, path = "/catalogue", tag = "calls", operation_id = "catalogue_list",
    params(
        ("q" = Option<String>, Query, description = "Text in the id, the path or a title"),
        ("group" = Option<String>, Query, description = "One family, for instance `code`"),
        InPortions,
    ),
    responses((status = 200, body = Page<Endpoint>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Asked(search): Asked<Search>,
    portion: Portion,
) -> Result<Json<Page<Endpoint>>, Problem> {
    let found = app.engine.calls.catalogue(&actor, search.group.as_deref(), search.q.as_deref())?;
    Ok(Json(portion.cut_or_whole(found.into_iter().map(view::endpoint).collect())?))
}

/// One API of WeChat's.
#[utoipa::path(
    get, path = "/catalogue/{endpoint}", tag = "calls", operation_id = "catalogue_show",
    params(("endpoint" = String, Path, description = "The endpoint's id")),
    responses((status = 200, body = Endpoint), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<Endpoint>, Problem> {
    app.engine.calls.catalogue(&actor, None, None)?;
    catalogue::entry(&id).map(view::endpoint).map(Json).ok_or_else(|| Error::NotFound(What::Endpoint).into())
}

/// Call an API of WeChat's for one account. The answer is WeChat's, as it came. Appids that follow from the path, and
/// fields with one possible value, may be left out. An endpoint that takes a file wants `multipart/form-data`: the file
/// under its catalogue name, the other fields as a JSON part `body`, the query as a JSON part `query`.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/call/{endpoint}", tag = "calls", operation_id = "call_for_account",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("endpoint" = String, Path, description = "The endpoint's id in the catalogue"),
    ),
    request_body = Option<Call>,
    responses((status = 200, description = "WeChat's answer", body = Value), (status = "default", body = wxfleet_api::Problem))
)]
async fn call_for_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, id)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let place = place(component, appid)?;
    called(&app, &actor, &place, &id, request).await
}

/// Call an API of WeChat's for the platform itself.
#[utoipa::path(
    post, path = "/components/{component_appid}/call/{endpoint}", tag = "calls", operation_id = "call",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("endpoint" = String, Path, description = "The endpoint's id in the catalogue"),
    ),
    request_body = Option<Call>,
    responses((status = 200, description = "WeChat's answer", body = Value), (status = "default", body = wxfleet_api::Problem))
)]
async fn call(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((platform, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let place = Place { component_appid: component(&platform)?, appid: None };
    called(&app, &actor, &place, &id, request).await
}

/// Call a path of WeChat's that the catalogue does not know, for one account. Nothing is checked but the path.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/call/raw", tag = "calls", operation_id = "call_raw_for_account",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = RawCall,
    responses((status = 200, description = "WeChat's answer", body = Value), (status = "default", body = wxfleet_api::Problem))
)]
async fn call_raw_for_account(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid)): Path<(String, String)>,
    Body(raw): Body<RawCall>,
) -> Result<Response, Problem> {
    let place = place(component, appid)?;
    Ok(as_it_came(app.engine.calls.call_raw(&actor, &place, parse::raw_call(raw)?).await?))
}

/// Call a path of WeChat's that the catalogue does not know, for the platform itself.
#[utoipa::path(
    post, path = "/components/{component_appid}/call/raw", tag = "calls", operation_id = "call_raw",
    params(("component_appid" = String, Path, description = "The component")),
    request_body = RawCall,
    responses((status = 200, description = "WeChat's answer", body = Value), (status = "default", body = wxfleet_api::Problem))
)]
async fn call_raw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(platform): Path<String>,
    Body(raw): Body<RawCall>,
) -> Result<Response, Problem> {
    let place = Place { component_appid: component(&platform)?, appid: None };
    Ok(as_it_came(app.engine.calls.call_raw(&actor, &place, parse::raw_call(raw)?).await?))
}

fn place(component: String, appid: String) -> Result<Place, Problem> {
    let account = account(&(component, appid))?;
    Ok(Place { component_appid: account.component_appid, appid: Some(account.appid) })
}

/// Makes the call, and gives WeChat's answer.
async fn called(app: &App, actor: &Actor, place: &Place, id: &str, request: Request) -> Result<Response, Problem> {
    let content = in_its_place(id, content(request, app).await?);
    let answer = as_it_came(app.engine.calls.call(actor, place, id, content).await?);
    // A user's session is theirs: it is not kept to be given again.
    Ok(if GIVES_A_SESSION.contains(&id) { (Extension(ShownOnce), answer).into_response() } else { answer })
}

/// Beside a file the fields come as one part, `body`; some of them WeChat wants in the query.
fn in_its_place(id: &str, mut content: Content) -> Content {
    let entry = catalogue::entry(id).filter(|_| content.upload.is_some());
    for field in entry.into_iter().flat_map(|entry| &entry.query.0) {
        if let Some(value) = content.body.remove(&field.name) {
            content.query.entry(field.name.clone()).or_insert(value);
        }
    }
    content
}

/// WeChat labels some of its JSON as text; programs that call us are told what it is.
fn as_it_came(answered: Answered) -> Response {
    let is_json = answered.bytes.trim_ascii_start().starts_with(b"{");
    let content_type = if is_json { "application/json".to_owned() } else { answered.content_type };
    ([(CONTENT_TYPE, content_type)], answered.bytes).into_response()
}

async fn content(request: Request, app: &App) -> Result<Content, Problem> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        let form = Multipart::from_request(request, app).await.map_err(|_| broken_form(StatusCode::BAD_REQUEST))?;
        return with_file(form).await;
    }
    let OptionalBody(call) = OptionalBody::<Call>::from_request(request, app).await?;
    Ok(Content { query: call.query.unwrap_or_default(), body: call.body.unwrap_or_default(), upload: None })
}

/// The parts of a form: `body` is a JSON object with the fields, `query` one more if need be, the one other is the file.
async fn with_file(mut form: Multipart) -> Result<Content, Problem> {
    let mut content = Content::default();
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(error.status()))? {
        let name = part.name().unwrap_or_default().to_owned();
        let (file_name, content_type) =
            (part.file_name().map(ToOwned::to_owned), part.content_type().map(ToOwned::to_owned));
        let bytes = part.bytes().await.map_err(|error| broken_form(error.status()))?;
        match name.as_str() {
            "query" => content.query = decode::<Map<String, Value>>(&bytes)?,
            "body" => content.body = decode::<Map<String, Value>>(&bytes)?,
            _ if content.upload.is_some() => {
                return Err(Problem::invalid(
                    &name,
                    "is a second file; one goes along",
                    "是第二个文件；每次只能带一个",
                ));
            }
            _ => {
                let upload = Upload {
                    file_name: file_name.unwrap_or_else(|| name.clone()),
                    content_type: content_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
                    bytes,
                };
                content.upload = Some((name, upload));
            }
        }
    }
    Ok(content)
}

fn broken_form(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = Both::new("the form is larger than 12 MiB", "表单超过 12 MiB");
        return Problem::of_status(status, "body_too_large", detail);
    }
    let detail = Both::new("the form cannot be read", "表单无法解析");
    Problem::of_status(StatusCode::BAD_REQUEST, "invalid_body", detail)
}
