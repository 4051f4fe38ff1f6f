//! `/api/v1`: one file per resource, one handler per path and method, and the description of it all.
//!
//! A handler names who, where and what, does it, and shows it. `extract` reads what a request brings, `parse` turns
//! bodies into the engine's words, `view` turns the engine's words into bodies.

mod account;
mod audits;
mod authorizers;
mod body_fault;
mod calls;
mod code;
mod components;
#[cfg(test)]
mod description;
mod events;
mod extract;
mod idempotency;
mod journal;
mod keys;
mod labels;
mod links;
mod login;
mod operations;
pub(crate) mod parse;
mod permissions;
mod platform_domains;
mod registrations;
mod release;
mod server_domains;
mod templates;
mod testers;
mod view;
mod webview_domains;

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::MatchedPath;
use axum::routing::get;
use flate2::read::GzDecoder;
use http::header::CONTENT_TYPE;
use http::{Extensions, Method, StatusCode};

use self::operations::Operations;
use crate::app::App;
use crate::problem::{Both, Problem};

pub(crate) use self::idempotency::layer as once;

fn operations() -> Operations {
    components::routes()
        .merge(links::routes())
        .merge(authorizers::routes())
        .merge(labels::routes())
        .merge(permissions::routes())
        .merge(templates::routes())
        .merge(code::routes())
        .merge(audits::routes())
        .merge(release::routes())
        .merge(calls::routes())
        .merge(server_domains::routes())
        .merge(webview_domains::routes())
        .merge(platform_domains::routes())
        .merge(testers::routes())
        .merge(account::routes())
        .merge(registrations::routes())
        .merge(login::routes())
        .merge(events::routes())
        .merge(journal::routes())
        .merge(keys::routes())
}

pub(crate) fn routes() -> Router<App> {
    let description = || async { ([(CONTENT_TYPE, "application/json")], openapi()) };
    operations().router.route("/openapi.json", get(description)).fallback(no_such_path)
}

async fn no_such_path() -> Problem {
    let detail = Both::new("there is no such path in this API", "该 API 没有这个路径");
    Problem::of_status(StatusCode::NOT_FOUND, "no_such_path", detail)
}

/// The API's description, as `/api/v1/openapi.json` gives it.
pub fn openapi() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.gz"));
        let mut text = String::new();
        GzDecoder::new(packed).read_to_string(&mut text).expect("packed by the build");
        text
    });
    &TEXT
}

/// The name of the operation that a request asks for; `None` where its path or its method is not served.
pub(crate) fn operation(method: &Method, extensions: &Extensions) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<(Method, String), String>> =
        LazyLock::new(|| named_operations().into_iter().map(|(method, path, name)| ((method, path), name)).collect());
    let path = extensions.get::<MatchedPath>()?.as_str();
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    NAMES.get(&(method.clone(), path.to_owned())).map(String::as_str)
}

/// Every operation of the API as its description names it: method, path, name.
pub(crate) fn named_operations() -> Vec<(Method, String, String)> {
    #[derive(serde::Deserialize)]
    struct Document {
        paths: BTreeMap<String, BTreeMap<String, Operation>>,
    }
    #[derive(serde::Deserialize)]
    struct Operation {
        #[serde(rename = "operationId")]
        name: String,
    }
    let document: Document = serde_json::from_str(openapi()).expect("held by a test");
    let of_path = |(path, item): (String, BTreeMap<String, Operation>)| {
        item.into_iter().map(move |(method, operation)| {
            let method = method.to_ascii_uppercase().parse().expect("methods of the description are methods");
            (method, path.clone(), operation.name)
        })
    };
    document.paths.into_iter().flat_map(of_path).collect()
}
