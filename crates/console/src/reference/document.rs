//! The `OpenAPI` document, read into what the page shows: groups by tag, in the document's order.

use serde_json::Value;

use super::curl::{self, Call};
use super::prose::{Block, blocks};
use super::schema::{Field, Filling, Schemas};

/// The document.
pub(super) struct Document {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) description: Vec<Block>,
    pub(super) groups: Vec<Group>,
    /// The shape of every error.
    pub(super) problem: Vec<Field>,
    pub(super) problem_example: Option<String>,
}

/// The operations of one tag.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) anchor: String,
    pub(super) description: Vec<Block>,
    pub(super) operations: Vec<Operation>,
}

/// One method on one path.
pub(super) struct Operation {
    pub(super) anchor: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) description: Vec<Block>,
    pub(super) deprecated: bool,
    pub(super) needs_key: bool,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    /// The fields of the answer when all went well.
    pub(super) answer: Option<Body>,
    pub(super) answers: Vec<Answer>,
    pub(super) curl: String,
    pub(super) example: Option<String>,
}

/// One parameter and where it stands.
pub(super) struct Parameter {
    pub(super) place: String,
    pub(super) field: Field,
}

/// A body: its media type, its own type, its fields.
pub(super) struct Body {
    pub(super) media_type: String,
    pub(super) kind: String,
    pub(super) fields: Vec<Field>,
}

/// One status and what it means.
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) description: Vec<Block>,
    pub(super) good: bool,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl Document {
    /// Reads it; what is missing or malformed is left out.
    pub(super) fn read(document: &Value) -> Self {
        let schemas = Schemas::new(document);
        let problem = document.pointer("/components/schemas/Problem");
        let tags = array(document, "tags");
        let mut groups: Vec<Group> = tags.filter_map(|tag| Some(group(text(tag, "name")?, tag))).collect();
        for (path, shared) in object(document, "paths") {
            for (method, operation) in METHODS.iter().filter_map(|method| Some((*method, shared.get(*method)?))) {
                let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or("API");
                let read = Place { document, path, method, shared, operation }.read();
                if let Some(known) = groups.iter_mut().find(|group| group.name == tag) {
                    known.operations.push(read);
                } else {
                    groups.push(Group { operations: vec![read], ..group(tag, &Value::Null) });
                }
            }
        }
        groups.retain(|group| !group.operations.is_empty());
        Self {
            title: document.pointer("/info/title").and_then(Value::as_str).unwrap_or("API").to_owned(),
            version: document.pointer("/info/version").and_then(Value::as_str).unwrap_or_default().to_owned(),
            description: document.pointer("/info/description").and_then(Value::as_str).map(blocks).unwrap_or_default(),
            groups,
            problem: problem.map(|schema| schemas.fields(schema)).unwrap_or_default(),
            problem_example: problem.map(|schema| pretty(&schemas.example(schema, Filling::Everything))),
        }
    }
}

fn group(name: &str, tag: &Value) -> Group {
    Group {
        name: name.to_owned(),
        anchor: format!("group-{}", slug(name)),
        description: text(tag, "description").map(blocks).unwrap_or_default(),
        operations: Vec::new(),
    }
}

/// One operation where it stands in the document.
#[derive(Clone, Copy)]
struct Place<'a> {
    document: &'a Value,
    path: &'a str,
    method: &'a str,
    /// What all methods of the path share.
    shared: &'a Value,
    operation: &'a Value,
}

impl<'a> Place<'a> {
    fn read(self) -> Operation {
        let schemas = Schemas::new(self.document);
        let request = self.request();
        let good = self.good_content();
        let example =
            good.filter(Content::is_json).map(|content| pretty(&content.example(schemas, Filling::Everything)));
        let method = self.method.to_uppercase();
        Operation {
            anchor: slug(text(self.operation, "operationId").unwrap_or(&format!("{method}-{}", self.path))),
            path: self.path.to_owned(),
            summary: text(self.operation, "summary").unwrap_or_default().trim_end_matches('.').to_owned(),
            description: text(self.operation, "description").map(blocks).unwrap_or_default(),
            deprecated: is_true(self.operation, "deprecated"),
            needs_key: self.needs_key(),
            parameters: self.parameters().filter_map(|parameter| read_parameter(schemas, parameter)).collect(),
            curl: curl::command(&self.call(&method)),
            body: request.map(|content| content.read(schemas)),
            answer: good.map(|content| content.read(schemas)),
            answers: self.answers().collect(),
            example,
            method,
        }
    }

    fn call<'m>(self, method: &'m str) -> Call<'m>
    where
        'a: 'm,
    {
        let schemas = Schemas::new(self.document);
        let required = self.parameters().filter(|p| text(p, "in") == Some("query") && is_true(p, "required"));
        let json = self.request().filter(Content::is_json);
        Call {
            method,
            path: self.path,
            query: required.filter_map(|parameter| text(parameter, "name")).collect(),
            needs_key: self.needs_key(),
            body: json.map(|content| content.example(schemas, Filling::Needed)),
            file: self.good_content().is_some_and(|content| !content.is_json()),
        }
    }

    /// Whether it takes a key: an empty list of requirements, or an empty requirement in it, means that it does not.
    fn needs_key(self) -> bool {
        let security = self.operation.get("security").or_else(|| self.document.get("security"));
        let empty = |requirement: &Value| requirement.as_object().is_some_and(serde_json::Map::is_empty);
        security.and_then(Value::as_array).is_some_and(|list| !list.is_empty() && !list.iter().any(empty))
    }

    fn parameters(self) -> impl Iterator<Item = &'a Value> {
        let declared = array(self.shared, "parameters").chain(array(self.operation, "parameters"));
        declared.map(move |parameter| Schemas::new(self.document).resolve(parameter))
    }

    fn request(self) -> Option<Content<'a>> {
        Content::of(Schemas::new(self.document).resolve(self.operation.get("requestBody")?))
    }

    /// What the first answer of the 200s holds.
    fn good_content(self) -> Option<Content<'a>> {
        let (_, answer) = object(self.operation, "responses").find(|(status, _)| status.starts_with('2'))?;
        Content::of(Schemas::new(self.document).resolve(answer))
    }

    fn answers(self) -> impl Iterator<Item = Answer> {
        object(self.operation, "responses").map(move |(status, answer)| Answer {
            status: status.to_owned(),
            description: text(Schemas::new(self.document).resolve(answer), "description")
                .map(blocks)
                .unwrap_or_default(),
            good: status.starts_with('2'),
        })
    }
}

/// What a request or an answer holds.
#[derive(Clone, Copy)]
struct Content<'a> {
    media_type: &'a str,
    schema: Option<&'a Value>,
}

impl<'a> Content<'a> {
    /// The JSON where there is a choice.
    fn of(holder: &'a Value) -> Option<Self> {
        let offered = || object(holder, "content");
        let (media_type, body) = offered().find(|(name, _)| name.contains("json")).or_else(|| offered().next())?;
        Some(Self { media_type, schema: body.get("schema") })
    }

    fn is_json(&self) -> bool {
        self.media_type.contains("json")
    }

    fn example(self, schemas: Schemas<'a>, filling: Filling) -> Value {
        self.schema.map(|schema| schemas.example(schema, filling)).unwrap_or_default()
    }

    fn read(self, schemas: Schemas<'a>) -> Body {
        Body {
            media_type: self.media_type.to_owned(),
            kind: self.schema.map(|schema| schemas.kind(schema)).unwrap_or_default(),
            fields: self.schema.map(|schema| schemas.fields(schema)).unwrap_or_default(),
        }
    }
}

fn read_parameter(schemas: Schemas<'_>, parameter: &Value) -> Option<Parameter> {
    let name = text(parameter, "name")?;
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let mut field = schemas.field(name, schema, is_true(parameter, "required"), 0);
    if let Some(description) = text(parameter, "description") {
        field.description = blocks(description);
    }
    Some(Parameter { place: text(parameter, "in").unwrap_or_default().to_owned(), field })
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a value has string keys only")
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn array<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn object<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
    let members = value.get(key).and_then(Value::as_object).into_iter().flatten();
    members.map(|(name, member)| (name.as_str(), member))
}

/// Text as an anchor: letters and digits of any script, everything else one `-`.
fn slug(text: &str) -> String {
    let lowered = text.to_lowercase();
    let words: Vec<&str> = lowered.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
