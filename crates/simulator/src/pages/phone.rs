//! Pages that open on a phone and come back with something: the OAuth page of an Official Account, and the page on which
//! its owner agrees to a Mini Program. The simulated person agrees at once.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use url::Url;

use crate::api::Query;
use crate::control::ControlError;
use crate::control::logins::Login;
use crate::simulator::Simulator;

pub(crate) fn routes() -> Router<Simulator> {
    Router::new().route("/connect/oauth2/authorize", get(oauth)).route("/cgi-bin/fastregisterauth", get(fast_register))
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
