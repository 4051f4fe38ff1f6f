//! Pages that open on a phone and come back with something: the OAuth page of an Official Account, and the page on which
//! its owner agrees to a Mini Program. And the page on which a person confirms the Mini Program that was asked for. The
//! simulated person agrees at once.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use url::Url;

use crate::api::Query;
use crate::control::ControlError;
use crate::control::logins::Login;
use crate::pages::Lang;
use crate::simulator::Simulator;
use crate::world::registration::Confirmed;

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/connect/oauth2/authorize", get(oauth))
        .route("/cgi-bin/fastregisterauth", get(fast_register))
        .route("/wxopen/fastregister", get(confirm))
}

/// Back to where the page was opened from, with what it brought.
fn back(query: &Query, brought: Result<(&str, String), ControlError>) -> Response {
    let home = query.get("redirect_uri").and_then(|uri| Url::parse(uri).ok());
    let Some(mut home) = home else {
        return (StatusCode::BAD_REQUEST, "redirect_uri参数错误").into_response();
    };
    match brought {
        Ok((name, text)) => {
            home.query_pairs_mut().append_pair(name, &text);
            if let Some(state) = query.get("state") {
                home.query_pairs_mut().append_pair("state", state);
            }
            Redirect::to(home.as_str()).into_response()
        }
        Err(fault) => (StatusCode::BAD_REQUEST, fault.to_string()).into_response(),
    }
}

async fn oauth(State(simulator): State<Simulator>, request: Request) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let login = Login {
        appid: query.get("appid").unwrap_or_default().to_owned(),
        openid: None,
        scope: query.get("scope").map(str::to_owned),
    };
    back(&query, simulator.login_code(&login).map(|code| ("code", code)))
}

async fn fast_register(State(simulator): State<Simulator>, request: Request) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let field = |name| query.get(name).unwrap_or_default();
    let ticket = simulator.registration_ticket(field("component_appid"), field("appid"));
    back(&query, ticket.map(|ticket| ("ticket", ticket)))
}

async fn confirm(State(simulator): State<Simulator>, request: Request) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let lang = Lang::of(&query, request.headers());
    let (status, words) = match simulator.confirm_registration(query.get("taskid").unwrap_or_default()) {
        Some(Confirmed::Now) => (
            StatusCode::OK,
            lang.of_two(
                "已确认，小程序正在创建。可以关闭本页。",
                "Confirmed; the Mini Program is being made. You may close this page.",
            ),
        ),
        Some(Confirmed::Before { status: 0 }) => (
            StatusCode::OK,
            lang.of_two("之前已经确认过，小程序已创建。", "It was confirmed before, and the Mini Program was made."),
        ),
        Some(Confirmed::Before { .. }) => (
            StatusCode::GONE,
            lang.of_two("这次注册已经结束，没有成功。", "This registration is over; it did not succeed."),
        ),
        None => (
            StatusCode::NOT_FOUND,
            lang.of_two(
                "没有这个注册任务，或链接不完整。",
                "There is no such registration, or the link is incomplete.",
            ),
        ),
    };
    (status, words).into_response()
}
