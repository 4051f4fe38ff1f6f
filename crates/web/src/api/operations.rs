//! Routes of the API with their descriptions. What is served is a plain router. The description that stands above each
//! handler (`utoipa::path`) is put together by this crate's tests alone, into the file `openapi.json`: the code that makes
//! it is ten times as large as what it makes.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use utoipa::openapi::HttpMethod;

use crate::app::App;

/// Some operations of the API.
#[derive(Default)]
pub(super) struct Operations {
    pub(super) router: Router<App>,
    #[cfg(test)]
    pub(super) described: super::description::Described,
}

/// Several operations by the names of their handlers, each with `utoipa::path` above it.
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {{
        let operations = $crate::api::operations::Operations::default();
        utoipa_axum::paste! {
            $(let operations = operations.with::<[<__path_ $handler>], _, _>(&$handler);)+
        }
        operations
    }};
}
pub(super) use operations;

/// What `utoipa::path` knows of a handler.
#[cfg(not(test))]
pub(super) use utoipa::Path as Operation;

#[cfg(test)]
pub(super) use super::description::Operation;

impl Operations {
    /// One more, at the path and under the methods that stand in its description.
    pub(super) fn with<O: Operation, H: Handler<T, App>, T: 'static>(mut self, handler: &H) -> Self {
        let path = O::path();
        for method in O::methods() {
            self.router = self.router.route(&path, on(filter(&method), handler.clone()));
        }
        #[cfg(test)]
        self.described.add::<O>();
        self
    }

    /// These and others.
    pub(super) fn merge(mut self, others: Self) -> Self {
        self.router = self.router.merge(others.router);
        #[cfg(test)]
        self.described.merge(others.described);
        self
    }

    /// These, reading bodies of so many bytes at most.
    pub(super) fn with_bodies_up_to(mut self, bytes: usize) -> Self {
        self.router = self.router.layer(DefaultBodyLimit::max(bytes));
        self
    }
}

fn filter(method: &HttpMethod) -> MethodFilter {
    match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Post => MethodFilter::POST,
        HttpMethod::Head => MethodFilter::HEAD,
        HttpMethod::Patch => MethodFilter::PATCH,
        HttpMethod::Trace => MethodFilter::TRACE,
        HttpMethod::Delete => MethodFilter::DELETE,
        HttpMethod::Options => MethodFilter::OPTIONS,
    }
}
