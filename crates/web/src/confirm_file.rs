//! `GET /{file_name}`: the files by which WeChat convinces itself that a business domain is ours.
//!
//! Only what was fetched from WeChat is served, under its own name; every other name below the root is as unknown as
//! before.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/{file_name}", get(serve))
}

async fn serve(State(app): State<App>, Path(file_name): Path<String>) -> Response {
    match app.engine.domains.served_file(&file_name).await {
        Ok(Some(content)) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], content).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a confirm file could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
