//! `/api/v1`: one file per resource, one handler per row of the contract, and the description of it all.

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/openapi.json", get(|| async { axum::Json(openapi()) }))
}

/// The API's description, as `/api/v1/openapi.json` gives it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}
