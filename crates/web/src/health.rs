//! Whether the server is alive, ready, and what it has counted.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use prometheus_client::encoding::text::encode;
use serde::Deserialize;
use wxfleet_api::health::{ComponentReadiness, Readiness};
use wxfleet_engine::health::{ComponentHealth, TicketHealth, TokenHealth};
use wxfleet_model::permission::Action;

use crate::app::App;
use crate::auth::Caller;
use crate::problem::{Both, Problem, SaysItself};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

#[derive(Debug, Default, Deserialize)]
struct Strictness {
    #[serde(default)]
    strict: bool,
}

/// 200 when database and keys are in order; with `?strict=true` each component's ticket and token decide too.
async fn ready(State(app): State<App>, Query(query): Query<Strictness>) -> Response {
    let (database, components) = match app.engine.health.check().await {
        Ok(components) => ("ok".to_owned(), components),
        Err(error) => (error.to_string(), Vec::new()),
    };
    let well = components.iter().all(|one| {
        matches!(one.ticket, TicketHealth::Fresh | TicketHealth::Stale) && one.access_token == TokenHealth::Good
    });
    let is_ready = database == "ok" && (well || !query.strict);
    let body = Readiness {
        ready: is_ready,
        database,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        components: components.iter().map(view).collect(),
    };
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Extension(SaysItself), Json(body)).into_response()
}

fn view(health: &ComponentHealth) -> ComponentReadiness {
    ComponentReadiness {
        component_appid: health.component.component_appid.to_string(),
        ticket: match health.ticket {
            TicketHealth::Fresh => "fresh",
            TicketHealth::Stale => "stale",
            TicketHealth::Expired => "expired",
            TicketHealth::Missing => "missing",
        }
        .to_owned(),
        ticket_received_at: health.component.ticket_received_at,
        access_token: match health.access_token {
            TokenHealth::Good => "good",
            TokenHealth::Expired => "expired",
            TokenHealth::Missing => "missing",
        }
        .to_owned(),
        access_token_expires_at: health.component.access_token_expires_at,
    }
}

/// Prometheus text; needs a key of any role unless the setting opens it.
async fn metrics(State(app): State<App>, caller: Result<Caller, Problem>) -> Result<Response, Problem> {
    if !app.config.metrics_open {
        caller?
            .0
            .may(Action::MetricsRead)
            .map_err(|forbidden| Problem::from(wxfleet_engine::Error::from(forbidden)))?;
    }
    let mut text = String::new();
    encode(&mut text, &app.registry).map_err(|_| {
        let detail = Both::new("the metrics could not be written", "无法输出指标");
        Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    })?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response())
}
