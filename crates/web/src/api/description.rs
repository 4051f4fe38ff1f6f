//! The API's description in the form of `OpenAPI` 3.1, from what stands above each handler, and the tests that hold the file
//! `openapi.json` against it.

use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, Paths};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{KnownFormat, ObjectBuilder, OpenApi, RefOr, Required, Schema, SchemaFormat, Type};

/// What is known of some operations.
#[derive(Default)]
pub(super) struct Described {
    paths: Paths,
    schemas: Vec<(String, RefOr<Schema>)>,
}

/// What `utoipa::path` knows of a handler.
pub(super) trait Operation: utoipa::Path + SchemaReferences + Tags<'static> {}

impl<P: utoipa::Path + SchemaReferences + Tags<'static>> Operation for P {}

impl Described {
    pub(super) fn add<O: Operation>(&mut self) {
        let mut operation = O::operation();
        operation.tags.get_or_insert_default().extend(O::tags().into_iter().map(str::to_owned));
        self.paths.add_path_operation(O::path(), O::methods(), operation);
        O::schemas(&mut self.schemas);
    }

    pub(super) fn merge(&mut self, others: Self) {
        self.paths.merge(others.paths);
        self.schemas.extend(others.schemas);
    }
}

#[derive(utoipa::OpenApi)]
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

/// The description of all these operations.
fn description(described: Described) -> OpenApi {
    let mut document = Description::openapi();
    document.paths = described.paths;
    document.components.get_or_insert_default().schemas.extend(described.schemas);
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
}

/// What OpenAPI asks of every answer and no handler has to repeat: words for it, and the type of a problem.
fn describe_answers(operation: &mut utoipa::openapi::path::Operation) {
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
fn may_be_repeated(write: &mut utoipa::openapi::path::Operation) {
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

fn document() -> OpenApi {
    description(super::operations().described)
}

/// Where the description lies; `build.rs` packs it into the program.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

/// Set by who has read what the change means for callers: the file is written anew.
const WRITE: &str = "WXFLEET_WRITE_OPENAPI";

#[test]
#[expect(clippy::disallowed_methods, reason = "the switch of this one test")]
fn the_file_holds_what_stands_above_the_handlers() {
    let text = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var(WRITE).is_ok() {
        std::fs::write(FILE, &text).unwrap();
    }
    let kept = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(kept == text, "crates/web/openapi.json is stale; run this test with {WRITE}=1 and read what changed");
}

#[test]
fn the_description_is_whole() {
    let document = serde_json::to_value(document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(!operation["tags"].as_array().unwrap().is_empty(), "{method} {path} belongs to no chapter");
            let responses = operation["responses"].as_object().unwrap();
            let said = responses.values().all(|one| one["description"].as_str().is_some_and(|text| !text.is_empty()));
            assert!(said, "{method} {path}: OpenAPI asks for words about every answer");
            for (content_type, content) in
                responses.values().flat_map(|one| one["content"].as_object().into_iter().flatten())
            {
                let is_json = content_type.ends_with("json");
                let binary = serde_json::json!({
                    "type": "string", "format": "binary", "contentMediaType": content_type,
                });
                assert!(is_json || content["schema"] == binary, "{method} {path}: {content_type} is bytes: {content}");
            }
            assert!(responses["default"]["content"]["application/problem+json"].is_object(), "{method} {path}");
        }
    }
}
