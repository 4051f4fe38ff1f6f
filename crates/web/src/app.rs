//! The application: what handlers share, and the routes put together.

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Redirect, Response};
use axum::routing::get;
use http::HeaderValue;
use http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use prometheus_client::registry::Registry;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use wxfleet_engine::{Engine, asked};
use wxfleet_model::clock::Clock;

use crate::brand::Brand;
use crate::{
    api, assets, attempts, brand, callback, confirm_file, console, health, merchant, problem, reference, request_id,
};

/// The largest body that is read: pushes and API requests alike (1 MiB).
pub(crate) const BODY_LIMIT: usize = 1 << 20;

/// What the web layer needs to be told.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// What WeChat and merchants see of this server.
    pub public_url: url::Url,
    /// Where merchants' avatars may be loaded from besides WeChat's own hosts: the simulator's address, at a desk.
    pub image_origins: Vec<String>,
    /// Whether `/metrics` answers without a key.
    pub metrics_open: bool,
    /// How the ISV shows itself to merchants.
    pub brand: Brand,
}

/// What handlers share. A clone is the same application and costs one count: the framework clones the state for each
/// layer of each request.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What an [`App`] is made of.
pub struct Shared {
    pub(crate) engine: Engine,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: WebConfig,
    pub(crate) registry: Registry,
    pub(crate) page_policy: HeaderValue,
    pub(crate) console_policy: HeaderValue,
}

impl App {
    /// Puts the application together.
    pub fn new(engine: Engine, clock: Arc<dyn Clock>, config: WebConfig) -> Self {
        let mut registry = Registry::default();
        engine.metrics.register(&mut registry);
        let page_policy = assets::page_policy(&config.image_origins);
        let console_policy = assets::console_policy(&config.image_origins);
        Self(Arc::new(Shared { engine, clock, config, registry, page_policy, console_policy }))
    }

    /// An address below the public one. `path` begins with `/`.
    pub(crate) fn public(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url.as_str().trim_end_matches('/'))
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Calls to WeChat that a request causes are somebody's.
async fn by_somebody(request: Request, next: Next) -> Response {
    asked::by_request(next.run(request)).await
}

/// All routes.
pub fn router(app: App) -> Router {
    let api = api::routes()
        .layer(from_fn_with_state(app.clone(), attempts::in_api))
        .layer(from_fn_with_state(app.clone(), problem::finish))
        .layer(from_fn_with_state(app.clone(), api::once));
    let pages = Router::new()
        .route("/", get(|| async { Redirect::temporary("/console/") }))
        .merge(merchant::routes())
        .merge(brand::routes())
        .merge(reference::routes())
        .merge(assets::routes())
        .layer(from_fn_with_state(app.clone(), assets::page_headers));
    let rest = Router::new()
        .merge(confirm_file::routes())
        .merge(health::routes().layer(from_fn_with_state(app.clone(), problem::finish)))
        .merge(pages)
        .merge(console::routes(&app))
        .nest("/api/v1", api)
        .layer(from_fn(by_somebody))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(SetResponseHeaderLayer::if_not_present(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::if_not_present(X_FRAME_OPTIONS, HeaderValue::from_static("DENY")))
        .layer(SetResponseHeaderLayer::if_not_present(REFERRER_POLICY, HeaderValue::from_static("origin")))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn(request_id::layer));
    // Pushes are many and each layer is a box and a clone: their handlers do the little they need by themselves.
    rest.merge(callback::routes()).with_state(app)
}
