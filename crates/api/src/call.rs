//! Any API of WeChat's, by name: the catalogue, and what goes along with a call.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One API of WeChat's, as its page describes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Endpoint {
    /// Our stable id, for instance `submit_audit`.
    pub id: String,
    /// The family, for instance `code`.
    pub group: String,
    /// What it does, in Chinese: the title of WeChat's page.
    pub title_zh: String,
    /// The same in English.
    pub title_en: String,
    /// WeChat's newer name of it.
    pub official_name: Option<String>,
    /// `GET` or `POST`.
    pub method: String,
    /// The path below WeChat's API host.
    pub path: String,
    /// Who speaks: `component`, `authorizer` or `none`.
    pub token: String,
    /// The account must have granted one of these permission sets, if there are any.
    pub permission_sets: Vec<i64>,
    /// JSON Schema of what a call takes: `{query?, body?}`.
    #[schema(value_type = Object)]
    pub request_schema: Value,
    /// JSON Schema of WeChat's answer.
    #[schema(value_type = Object)]
    pub response_schema: Value,
    /// The field that takes a file; the call is then `multipart/form-data`.
    pub file_field: Option<String>,
    /// Whether WeChat answers with an image or file.
    pub answers_file: bool,
    /// The refusals that its page names.
    pub errcodes: Vec<i64>,
    /// How often it may be called, in words.
    pub limits: String,
    /// The same in Chinese.
    pub limits_zh: String,
    /// Pitfalls, in words.
    pub notes: String,
    /// The same in Chinese.
    pub notes_zh: String,
    /// What is not certain about it.
    pub uncertain: Option<String>,
    /// The same in Chinese.
    pub uncertain_zh: Option<String>,
    /// Why WeChat advises against it, if it does.
    pub deprecated: Option<String>,
    /// The same in Chinese.
    pub deprecated_zh: Option<String>,
    /// An invented call in WeChat's shape.
    pub sample: Call,
}

/// What goes along with a call.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The query, without the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub query: Option<Map<String, Value>>,
    /// The body's fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<Map<String, Value>>,
}

/// A call that the catalogue does not describe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCall {
    /// `GET` or `POST`.
    pub method: String,
    /// The path below WeChat's API host, for instance `/wxa/something_new`.
    pub path: String,
    /// The query's name for the token, if it is not `access_token`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_param: Option<String>,
    /// The query, without the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub query: Option<Map<String, Value>>,
    /// The body's fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<Map<String, Value>>,
}

/// A file to go along with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The field, by its name in the catalogue.
    pub field: String,
    /// The file's name.
    pub file_name: String,
    /// For instance `image/png`.
    pub content_type: String,
    /// The bytes.
    pub bytes: bytes::Bytes,
}
