//! `/api/v1`: one file per resource, one handler per path and method, and the description of it all.
//!
//! A handler names who, where and what, does it, and shows it. `extract` reads what a request brings, `parse` turns
//! bodies into the engine's words, `view` turns the engine's words into bodies.

mod account;
mod audits;
mod authorizers;
mod calls;
mod code;
mod components;
mod events;
mod extract;
mod idempotency;
mod journal;
mod keys;
mod labels;
mod links;
mod login;
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

use std::sync::LazyLock;

use axum::Router;
use axum::routing::get;
use http::{Method, StatusCode};
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Required, Schema, SchemaFormat, Type};
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::problem::{Both, Problem};

pub(crate) use self::idempotency::layer as once;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "wxfleet",
        description = "Operates the Mini Programs and Official Accounts that merchants authorized to a WeChat third-party platform.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/api/v1")),
    components(schemas(wxfleet_api::Problem)),
    tags(
        (name = "components", description = "The third-party platforms that this server runs"),
        (name = "authorization links", description = "Invitations for merchants"),
        (name = "authorizers", description = "The accounts that merchants authorized"),
        (name = "templates", description = "The platform's library of code"),
        (name = "code", description = "The code of one Mini Program"),
        (name = "audits", description = "WeChat's review of it"),
        (name = "release", description = "Going live and going back"),
        (name = "calls", description = "Any API of WeChat's, by name"),
        (name = "domains", description = "What a Mini Program may talk to, and which pages it may open"),
        (name = "accounts", description = "What an account has set for itself: name, avatar, categories, privacy and the like"),
        (name = "registrations", description = "New Mini Programs, asked for on behalf of merchants"),
        (name = "login", description = "Users who log in"),
        (name = "testers", description = "Who may open the trial version"),
        (name = "events", description = "What WeChat pushed"),
        (name = "journal", description = "Who did what, and how it ended"),
        (name = "keys", description = "API keys"),
        (name = "server", description = "What this server has learnt"),
    )
)]
struct Description;

static OPENAPI: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
    let (_, mut document) = described().split_for_parts();
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().add_security_scheme("key", scheme);
    for item in document.paths.paths.values_mut() {
        for write in [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten() {
            may_be_repeated(write);
        }
        let all = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        all.into_iter().flatten().for_each(describe_answers);
    }
    document.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
    document
});

/// What OpenAPI asks of every answer and no handler has to repeat: words for it, and the type of a problem.
fn describe_answers(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if status == "default"
            && let Some(body) = response.content.shift_remove("application/json")
        {
            response.content.insert("application/problem+json".to_owned(), body);
        }
        for (content_type, content) in &mut response.content {
            if let RefOr::T(content) = content
                && !content_type.ends_with("json")
            {
                content.schema = Some(RefOr::T(bytes(content_type)));
            }
        }
        if response.description.is_empty() {
            let words = if status == "default" { "What went wrong, and who can mend it" } else { "Done" };
            words.clone_into(&mut response.description);
        }
    }
}

/// The bytes of a picture or a file, in the words of OpenAPI 3.1 and, for tools that are older, of 3.0.
fn bytes(content_type: &str) -> Schema {
    let object = ObjectBuilder::new().schema_type(Type::String).content_media_type(content_type);
    object.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build().into()
}

/// Every write takes the header, without a word about it at each handler.
fn may_be_repeated(write: &mut Operation) {
    write.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A name of your choice for this request. Sent again under the same key within 24 hours, it is not carried \
             out again and gets the first answer again",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(components::routes())
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
    let (router, _) = described().split_for_parts();
    router.route("/openapi.json", get(|| async { axum::Json(openapi()) })).fallback(no_such_path)
}

async fn no_such_path() -> Problem {
    let detail = Both::new("there is no such path in this API", "该 API 没有这个路径");
    Problem::of_status(StatusCode::NOT_FOUND, "no_such_path", detail)
}

/// The API's description, as `/api/v1/openapi.json` gives it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    OPENAPI.clone()
}

/// Every operation of the API: method, path, name.
pub(crate) fn operations() -> Vec<(Method, String, String)> {
    let of_path = |(path, item): (&String, &PathItem)| {
        let all = [
            (Method::GET, &item.get),
            (Method::POST, &item.post),
            (Method::PUT, &item.put),
            (Method::PATCH, &item.patch),
            (Method::DELETE, &item.delete),
        ];
        let named = |operation: &Option<Operation>| operation.as_ref()?.operation_id.clone();
        let found = all.into_iter().filter_map(|(method, operation)| Some((method, path.clone(), named(operation)?)));
        found.collect::<Vec<_>>()
    };
    OPENAPI.paths.paths.iter().flat_map(of_path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_whole() {
        let document = serde_json::to_value(openapi()).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let responses = operation["responses"].as_object().unwrap();
                let said =
                    responses.values().all(|one| one["description"].as_str().is_some_and(|text| !text.is_empty()));
                assert!(said, "{method} {path}: OpenAPI asks for words about every answer");
                for (content_type, content) in
                    responses.values().flat_map(|one| one["content"].as_object().into_iter().flatten())
                {
                    let is_json = content_type.ends_with("json");
                    let binary = serde_json::json!({
                        "type": "string", "format": "binary", "contentMediaType": content_type,
                    });
                    assert!(
                        is_json || content["schema"] == binary,
                        "{method} {path}: {content_type} is bytes: {content}"
                    );
                }
                assert!(responses["default"]["content"]["application/problem+json"].is_object(), "{method} {path}");
            }
        }
    }
}
