//! The pages on which a merchant authorizes.
//!
//! WeChat reads the referrer of its authorization page and wants it to be on the domain that is registered with it. So
//! these are real pages with real links that a person clicks, and they send a referrer: a redirect would send none.

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::header::{HeaderName, REFERRER_POLICY, USER_AGENT};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use wxfleet_console::locale::Language;
use wxfleet_console::merchant::{
    AuthorizePage, AuthorizedPage, MerchantProblem, ProblemPage, Reference, StatusPage, Visitor,
};
use wxfleet_engine::Error;
use wxfleet_engine::authorization::Visit;
use wxfleet_engine::error::{Conflict, NotReady, What};
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::link::OpenedWith;
use wxfleet_wechat::authorize::{AuthType, Returned};
use wxfleet_wechat::client;
use wxfleet_wechat::errcode::Kind;
use wxfleet_wechat::id::ComponentAppid;

use crate::app::App;
use crate::reference::Lang;
use crate::request_id::RequestId;

const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/authorize/{component_appid}", get(authorize))
        .route("/authorize/{component_appid}/return", get(returned))
        .route("/invite/{token}", get(invite))
        .route("/status/{token}", get(status))
}

/// What every page needs of its request.
struct Visited {
    language: Language,
    visitor: Visitor,
    request_id: String,
}

impl<S: Sync> FromRequestParts<S> for Visited {
    type Rejection = QueryRejection;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, QueryRejection> {
        let Query(lang) = Query::<Lang>::try_from_uri(&parts.uri)?;
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            language: lang.choose(&parts.headers),
            visitor: Visitor::of_user_agent(agent),
            request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        })
    }
}

async fn authorize(State(app): State<App>, Path(component): Path<String>, visited: Visited) -> Response {
    let again = app.public(&format!("/authorize/{component}"));
    let Ok(component) = ComponentAppid::parse(component) else {
        return problem(&visited, StatusCode::NOT_FOUND, MerchantProblem::ComponentUnknown, None, None);
    };
    match app.engine.authorization.visit(&component).await {
        Ok(visit) => show(&app, &visited, &visit, &again),
        Err(error) => explain(&visited, &error, Some(&again)),
    }
}

async fn invite(State(app): State<App>, Path(token): Path<String>, visited: Visited) -> Response {
    let again = app.public(&format!("/invite/{token}"));
    let with = match visited.visitor {
        Visitor { on_phone: true, in_wechat: true } => OpenedWith::WeChat,
        Visitor { on_phone: true, in_wechat: false } => OpenedWith::Phone,
        Visitor { on_phone: false, .. } => OpenedWith::Desk,
    };
    match app.engine.authorization.visit_invitation(&token, with).await {
        Ok(visit) => show(&app, &visited, &visit, &again),
        Err(error) => explain(&visited, &error, Some(&again)),
    }
}

fn show(app: &App, visited: &Visited, visit: &Visit, page_url: &str) -> Response {
    let link = visit.link.as_ref();
    let page = AuthorizePage {
        component_name: &visit.component_name,
        look: app.config.brand.look(),
        component_appid: &visit.component_appid,
        auth_type: link.map_or(AuthType::Both, |link| link.auth_type),
        only: link.and_then(|link| link.biz_appid.as_ref()),
        permission_sets: link.map_or(&[], |link| &link.category_ids),
        pc_url: &visit.pc_url,
        h5_url: &visit.h5_url,
        page_url,
        visitor: visited.visitor,
        links_expire_at: visit.links_expire_at,
        invited_until: link.map(|link| link.expires_at),
    };
    Html(page.render(visited.language)).into_response()
}

async fn returned(
    State(app): State<App>,
    Path(component): Path<String>,
    RawQuery(query): RawQuery,
    visited: Visited,
) -> Response {
    let again = app.public(&format!("/authorize/{component}"));
    let Ok(component) = ComponentAppid::parse(component) else {
        return problem(&visited, StatusCode::NOT_FOUND, MerchantProblem::ComponentUnknown, None, None);
    };
    let query = query.unwrap_or_default();
    let Ok(back) = Returned::parse(&query) else {
        return problem(&visited, StatusCode::BAD_REQUEST, MerchantProblem::CodeMissing, Some(&again), None);
    };
    let state = state_of(&query);
    match app.engine.authorization.returned(&component, &state, back.auth_code, back.expires_in).await {
        Ok(returned) => {
            let name = app.engine.components.name(&component).await;
            let authorizer = &returned.authorizer;
            let page = AuthorizedPage {
                component_name: &name,
                look: app.config.brand.look(),
                nick_name: shown(authorizer),
                appid: &authorizer.appid,
                head_img: Some(authorizer.profile.head_img.as_str()).filter(|url| !url.is_empty()),
                return_url: returned.return_url.as_deref(),
                status_url: returned.status_url.as_deref(),
            };
            Html(page.render(visited.language)).into_response()
        }
        Err(error) => explain(&visited, &error, Some(&again)),
    }
}

/// A merchant looks at how their account stands. The address is a secret of theirs, so no search engine may keep it.
async fn status(State(app): State<App>, Path(token): Path<String>, visited: Visited) -> Response {
    let mut response = match app.engine.authorization.status(&token).await {
        Ok(status) => {
            let page = StatusPage {
                component_name: &status.component_name,
                look: app.config.brand.look(),
                account: &status.authorizer,
                code: &status.code,
            };
            Html(page.render(visited.language)).into_response()
        }
        Err(Error::NotFound(_)) => problem(&visited, StatusCode::NOT_FOUND, MerchantProblem::StatusUnknown, None, None),
        Err(error) => explain(&visited, &error, None),
    };
    let headers = response.headers_mut();
    headers.insert(X_ROBOTS_TAG, HeaderValue::from_static("noindex, nofollow, noarchive"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// An account whose profile could not be read yet goes by its appid.
fn shown(authorizer: &Authorizer) -> &str {
    let name = authorizer.profile.nick_name.as_str();
    if name.is_empty() { authorizer.appid.as_str() } else { name }
}

/// The visit that a redirect belongs to.
fn state_of(query: &str) -> String {
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "state")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// What went wrong, as a merchant needs to hear it.
fn explain(visited: &Visited, error: &Error, again: Option<&str>) -> Response {
    let (status, what) = match error {
        Error::NotFound(What::Component) => (StatusCode::NOT_FOUND, MerchantProblem::ComponentUnknown),
        Error::NotFound(_) => (StatusCode::NOT_FOUND, MerchantProblem::InvitationUnknown),
        Error::Conflict(Conflict::InvitationUsed) => (StatusCode::GONE, MerchantProblem::InvitationUsed),
        Error::Conflict(Conflict::InvitationExpired) => (StatusCode::GONE, MerchantProblem::InvitationExpired),
        Error::NotReady(NotReady::NoTicket) => (StatusCode::SERVICE_UNAVAILABLE, MerchantProblem::NoTicket),
        Error::NotReady(NotReady::TooManyVisits) => (StatusCode::SERVICE_UNAVAILABLE, MerchantProblem::WechatBusy),
        Error::NotReady(NotReady::PlatformRefused { .. }) => {
            (StatusCode::SERVICE_UNAVAILABLE, MerchantProblem::PlatformRefused)
        }
        Error::WeChat { cause, .. } => of_wechat(cause.errcode().map(|code| code.0), cause.kind()),
        _ => (StatusCode::SERVICE_UNAVAILABLE, MerchantProblem::Ours),
    };
    tracing::warn!(%error, "a merchant's visit failed");
    problem(visited, status, what, again, Some(error))
}

fn of_wechat(errcode: Option<i64>, kind: Kind) -> (StatusCode, MerchantProblem<'static>) {
    match (errcode, kind) {
        (Some(61009), _) => (StatusCode::CONFLICT, MerchantProblem::CodeInvalid),
        (Some(61010), _) => (StatusCode::CONFLICT, MerchantProblem::CodeExpired),
        (None, _) => (StatusCode::BAD_GATEWAY, MerchantProblem::WechatUnreachable),
        (_, Kind::Busy | Kind::MinuteLimit) => (StatusCode::BAD_GATEWAY, MerchantProblem::WechatBusy),
        (_, Kind::TicketUnusable) => (StatusCode::SERVICE_UNAVAILABLE, MerchantProblem::NoTicket),
        (_, Kind::PlatformRefused) => (StatusCode::BAD_GATEWAY, MerchantProblem::PlatformRefused),
        _ => (StatusCode::BAD_GATEWAY, MerchantProblem::WechatRefused),
    }
}

fn problem(
    visited: &Visited,
    status: StatusCode,
    problem: MerchantProblem<'_>,
    retry_url: Option<&str>,
    error: Option<&Error>,
) -> Response {
    let cause = match error {
        Some(Error::WeChat { cause, .. }) => Some(cause),
        _ => None,
    };
    let reference = Reference {
        errcode: cause.and_then(client::Error::errcode).map(|code| code.0),
        errmsg: None,
        rid: cause.and_then(client::Error::rid),
        request_id: Some(&visited.request_id),
    };
    let page = ProblemPage { problem, component_name: "", retry_url, reference };
    (status, Html(page.render(visited.language))).into_response()
}
