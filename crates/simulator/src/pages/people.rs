//! The page for people at `/`: who there is, what waits for a decision, what went to and fro.

use axum::Router;

use crate::simulator::Simulator;

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
}
