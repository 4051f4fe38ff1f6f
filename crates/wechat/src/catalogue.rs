//! Every API of WeChat's that we know, by id: for calls that are made by name, and for people who look for one.
//!
//! Two things stand side by side. The rows of `data/catalog.json` ([`Entry`]) say in words what WeChat's pages say:
//! titles, fields, limits, errcodes, a sample; `data/catalog.zh.json` says their remarks in Chinese. The endpoint types of
//! this crate ([`Typed`]) are what the compiler knows. A call by name is held against both before it leaves:
//! [`Entry::complete`] fills in what has one value only, [`Entry::check`] names the field that is missing, unknown or of
//! the wrong kind, and then asks the type.
//! `tests/catalogue.rs` and the tests of [`typed`] hold rows and types together.
//!
//! * [`shape`]: the fields of a request or an answer as a tree, and their JSON Schema.
//! * [`typed`]: the list of types.

pub mod shape;
pub mod typed;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

pub use self::shape::{Field, Shape};
pub use self::typed::Typed;
use crate::endpoint::{FieldError, Speaker};
use crate::errcode::Errcode;
use crate::packed;

/// One API as WeChat's pages describe it.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Our stable id, the one of [`Endpoint::ID`](crate::endpoint::Endpoint::ID).
    pub id: String,
    /// The family, for instance `code` or `domain`.
    pub group: String,
    /// What it does, in Chinese: the title of WeChat's page.
    pub title_zh: String,
    /// The same in English.
    pub title_en: String,
    /// WeChat's newer name of it, for instance `submitAudit`.
    #[serde(default)]
    pub official_name: Option<String>,
    /// `GET` or `POST`.
    pub method: String,
    /// The path below the API host.
    pub path: String,
    /// Who speaks.
    pub token: Speaker,
    /// The query's name for the token; `None` where nobody speaks.
    pub token_param: Option<String>,
    /// Who may speak as well.
    #[serde(default)]
    pub token_also: Vec<Speaker>,
    /// The account must have granted one of these, if there are any.
    #[serde(default)]
    pub permission_sets: Vec<i64>,
    /// The query, without the token.
    pub query: Shape,
    /// The body.
    pub body: Shape,
    /// How the body is written.
    pub body_kind: BodyKind,
    /// The answer.
    pub response: Shape,
    /// How the answer is written.
    pub response_kind: AnswerKind,
    /// The refusals that its page names.
    pub errcodes: Vec<NamedErrcode>,
    /// What else there is to say about it, in English.
    #[serde(flatten)]
    pub remarks: Remarks,
    /// The same in Chinese.
    #[serde(skip)]
    pub remarks_zh: Remarks,
    /// An invented query in WeChat's shape.
    #[serde(default)]
    pub sample_query: Option<Map<String, Value>>,
    /// An invented body in WeChat's shape.
    #[serde(default)]
    pub sample_request: Option<Value>,
    /// An invented answer in WeChat's shape.
    #[serde(default)]
    pub sample_response: Option<Value>,
}

/// What there is to say about an API beside its fields, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Remarks {
    /// How often it may be called; may be empty.
    #[serde(default)]
    pub quota_note: String,
    /// Pitfalls; may be empty.
    #[serde(default)]
    pub notes: String,
    /// What is not certain about it.
    pub uncertain_note: Option<String>,
    /// Why WeChat advises against it, if it does.
    pub deprecated: Option<String>,
}

/// A refusal that a page names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct NamedErrcode {
    /// Its code; [`Errcode::info`] says more.
    pub code: Errcode,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// There is none: the fields stand in the query.
    None,
    /// A JSON object, `{}` at the least.
    Json,
    /// `multipart/form-data` with a file.
    Multipart,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A JSON object.
    Json,
    /// An image or file; JSON when WeChat refuses.
    BinaryOrJson,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut rows: Vec<Entry> = packed::table(packed::file!("catalog.json"));
    let mut in_chinese: HashMap<String, Remarks> = packed::table(packed::file!("catalog.zh.json"));
    for row in &mut rows {
        row.remarks_zh = in_chinese.remove(&row.id).unwrap_or_default();
        let token = ["access_token", "component_access_token"];
        if row.token != Speaker::None {
            row.query.0.retain(|field| !token.contains(&field.name.as_str()));
        }
    }
    rows.sort_by(|one, other| one.id.cmp(&other.id));
    rows
});

/// Every API, by id.
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// The API of that id.
pub fn entry(id: &str) -> Option<&'static Entry> {
    ENTRIES.binary_search_by(|row| row.id.as_str().cmp(id)).ok().map(|index| &ENTRIES[index])
}

/// Ids like this one, the likest first: for a name that is none.
pub fn nearest(id: &str) -> Vec<&'static str> {
    let wanted: Vec<&str> = id.split(['_', '-', '/', ' ']).filter(|word| word.len() > 2).collect();
    let mut found: Vec<(usize, &str)> = ENTRIES
        .iter()
        .map(|row| (wanted.iter().filter(|word| row.id.contains(*word) || row.path.contains(*word)).count(), &*row.id))
        .filter(|(hits, _)| *hits > 0)
        .collect();
    found.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.len().cmp(&other.1.len())));
    found.into_iter().take(5).map(|(_, id)| id).collect()
}

impl Entry {
    /// Our type of it.
    pub fn typed(&self) -> Option<&'static Typed> {
        typed::by_id(&self.id)
    }

    /// Whether the word, in lower case, stands in the id, the path, a title or WeChat's newer name.
    pub fn mentions(&self, word: &str) -> bool {
        let official = self.official_name.as_ref();
        let texts = [&self.id, &self.path, &self.title_zh, &self.title_en].into_iter().chain(official);
        texts.into_iter().any(|text| text.to_lowercase().contains(word))
    }

    /// Whether it only tells how things stand, as far as its name says. Who changes something is asked first, so in
    /// doubt it is said to change.
    pub fn only_reads(&self) -> bool {
        const READS: [&str; 22] = [
            "get",
            "query",
            "list",
            "search",
            "check",
            "count",
            "info",
            "describe",
            "fetch",
            "have",
            "same",
            "datacube",
            "sns",
            "download",
            "is",
            "types",
            "codes",
            "tree",
            "jscode2session",
            "rank",
            "userinfo",
            "auth",
        ];
        const CHANGES: [&str; 9] =
            ["undo", "revert", "delete", "reset", "token", "refresh", "submit", "resubmit", "upload"];
        let has = |words: &[&str]| self.id.split('_').any(|word| words.contains(&word));
        has(&READS) && !has(&CHANGES)
    }

    /// Who speaks where no account does: the platform itself, if the endpoint lets it.
    pub fn speaker_without_account(&self) -> Speaker {
        if self.token_also.contains(&Speaker::Component) { Speaker::Component } else { self.token }
    }

    /// Whether a person should say yes first, since it cannot be taken back.
    pub fn cannot_be_taken_back(&self) -> bool {
        const WORDS: [&str; 9] =
            ["delete", "unbind", "cancel", "release", "revert", "rebind", "visit_status", "clear", "unlink"];
        let reads = self.id.starts_with("get_") || self.method == "GET" && !self.id.starts_with("revert");
        !reads && WORDS.iter().any(|word| self.id.contains(word))
    }

    /// The field that takes a file.
    pub fn file_field(&self) -> Option<&str> {
        self.body.0.iter().find(|field| field.is_file()).map(|field| field.name.as_str())
    }

    /// An invented query, without the token.
    pub fn sample_call_query(&self) -> Map<String, Value> {
        let sample = self.sample_query.iter().flatten();
        let known = sample.filter(|(name, _)| self.query.field(name).is_some());
        known.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// An invented body, without the file.
    pub fn sample_call_body(&self) -> Map<String, Value> {
        let sample = self.sample_request.as_ref().and_then(Value::as_object).into_iter().flatten();
        let fields = sample.filter(|(name, _)| Some(name.as_str()) != self.file_field());
        fields.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Fills in the fields that have one value only, such as `grant_type`, where the caller left them out.
    pub fn complete(&self, query: &mut Map<String, Value>, body: &mut Map<String, Value>) {
        for (shape, fields) in [(&self.query, query), (&self.body, body)] {
            for field in &shape.0 {
                if let Some(constant) = &field.constant {
                    fields.entry(field.name.as_str()).or_insert_with(|| Value::String(constant.clone()));
                }
            }
        }
    }

    /// Refuses a request with a field that is missing, unknown or of the wrong kind, and what the type is known to
    /// refuse. The file, if there is one, is not among the fields.
    pub fn check(&self, query: &Map<String, Value>, body: &Map<String, Value>) -> Result<(), FieldError> {
        self.query.check("query.", query)?;
        self.body.check("body.", body)?;
        let Some(typed) = self.typed() else { return Ok(()) };
        let all: Map<String, Value> =
            query.iter().chain(body).map(|(key, value)| (key.clone(), value.clone())).collect();
        typed.check(Value::Object(all)).map_err(|error| FieldError { field: self.placed(&error.field), ..error })
    }

    /// A field as the caller of a call by name writes it.
    fn placed(&self, field: &str) -> String {
        let first = field.split(['.', '[']).next().unwrap_or_default();
        let place = if self.query.field(first).is_some() { "query" } else { "body" };
        format!("{place}.{field}")
    }

    /// The JSON Schema of `{query?, body?}`.
    pub fn request_schema(&self) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, shape) in [("query", &self.query), ("body", &self.body)] {
            if !shape.0.is_empty() {
                if shape.0.iter().any(Field::must_be_given) {
                    required.push(name);
                }
                properties.insert(name.to_owned(), shape.schema());
            }
        }
        json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
    }

    /// The JSON Schema of the answer, `errcode` and `errmsg` included.
    pub fn response_schema(&self) -> Value {
        self.response.schema()
    }
}
