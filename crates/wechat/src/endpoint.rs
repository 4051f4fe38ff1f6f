//! One API of WeChat's is one type: the request's fields are the struct's, and method, path, token and reply hang on it.
//!
//! Requests and replies derive both `Serialize` and `Deserialize`: the client writes the request and reads the reply,
//! the simulator does the reverse. A `POST` carries its fields as a JSON body that is never empty (`{}` at the least;
//! WeChat answers 44002 otherwise), a `GET` carries them as query parameters.

use bytes::Bytes;
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::secret::{AuthorizerAccessToken, ComponentAccessToken};

/// One API of WeChat's.
pub trait Endpoint: Serialize + DeserializeOwned + Send + Sync {
    /// Our stable id of it, the one of the endpoint catalogue, for instance `submit_audit`.
    const ID: &'static str;
    /// `GET` or `POST`.
    const METHOD: Method;
    /// The path below the API host.
    const PATH: &'static str;
    /// The query parameter that carries the token: `access_token` for most, whoever the token speaks for.
    const TOKEN_KEY: &'static str = "access_token";
    /// Fields of a `POST` that stand in the query all the same.
    const QUERY: &'static [&'static str] = &[];
    /// Whether sending it twice comes to the same as sending it once. Only then may it be repeated without looking how
    /// things stand.
    const REPEATABLE: bool = false;
    /// Who speaks: [`ComponentAccessToken`], [`AuthorizerAccessToken`], or [`NoToken`].
    type Token: Token;
    /// What comes back when WeChat says yes.
    type Reply: Reply;

    /// Whether [`check`](Self::check) refuses anything. A call by name reads its fields into the type only to check them,
    /// so for a type that refuses nothing the binary holds no reader. A test holds the two together.
    const CHECKS: bool = false;

    /// Refuses what WeChat is known to refuse, so that the caller hears which field it is. Nothing is sent; the engine
    /// asks before it calls.
    fn check(&self) -> Result<(), FieldError> {
        Ok(())
    }

    /// The file that goes along, and its field; the body is then `multipart/form-data` and the other fields its parts.
    fn upload(&self) -> Option<(&'static str, &Upload)> {
        None
    }
}

/// A file for WeChat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name, by whose ending WeChat tells the kind.
    pub file_name: String,
    /// For instance `image/png`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A field that WeChat would refuse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {}", expects.en)]
pub struct FieldError {
    /// Where it is, for instance `item_list[0].title`.
    pub field: String,
    /// What a right one looks like.
    pub expects: Expects,
}

/// What a right field looks like, in two languages; both read on after the field's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expects {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl FieldError {
    /// The error for that field.
    pub fn new(field: impl Into<String>, en: &'static str, zh: &'static str) -> Self {
        Self { field: field.into(), expects: Expects { en, zh } }
    }

    /// Nothing if `good`, the error for that field otherwise.
    pub(crate) fn unless(good: bool, field: &str, en: &'static str, zh: &'static str) -> Result<(), Self> {
        if good { Ok(()) } else { Err(Self::new(field, en, zh)) }
    }

    /// The same error seen from the object that holds it.
    pub(crate) fn within(self, parent: &str) -> Self {
        Self { field: format!("{parent}.{}", self.field), ..self }
    }
}

/// What an endpoint wants in its query as a token.
pub trait Token: Send + Sync {
    /// Whose token it is.
    const SPEAKER: Speaker;

    /// The text to send, if the endpoint takes one.
    fn query_value(&self) -> Option<&str>;
}

/// Who speaks in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The platform, with a component access token.
    Component,
    /// An account, with an authorizer access token.
    Authorizer,
    /// Nobody: credentials stand among the fields.
    None,
}

impl Speaker {
    /// One word for it: `component`, `authorizer` or `none`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Authorizer => "authorizer",
            Self::None => "none",
        }
    }
}

/// For the few endpoints that carry their own credentials in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoToken;

impl Token for NoToken {
    const SPEAKER: Speaker = Speaker::None;

    fn query_value(&self) -> Option<&str> {
        None
    }
}

impl Token for ComponentAccessToken {
    const SPEAKER: Speaker = Speaker::Component;

    fn query_value(&self) -> Option<&str> {
        Some(self.expose())
    }
}

impl Token for AuthorizerAccessToken {
    const SPEAKER: Speaker = Speaker::Authorizer;

    fn query_value(&self) -> Option<&str> {
        Some(self.expose())
    }
}

/// What an endpoint answers: JSON for most, an image for some.
pub trait Reply: Sized + Send {
    /// Whether bytes that are not JSON are a good answer.
    const BINARY: bool = false;
    /// Whether a JSON object is a good answer.
    const JSON: bool = true;

    /// Reads a body that WeChat sent with a good `errcode` or none.
    fn decode(content_type: &str, body: &Bytes) -> Result<Self, serde_json::Error>;

    /// Writes the body as WeChat would: content type and bytes.
    fn encode(&self) -> (String, Bytes);
}

impl<T: Serialize + DeserializeOwned + Send> Reply for T {
    fn decode(_content_type: &str, body: &Bytes) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(body)
    }

    fn encode(&self) -> (String, Bytes) {
        let body = serde_json::to_vec(self).expect("reply types hold nothing that JSON cannot");
        ("application/json; encoding=utf-8".to_owned(), body.into())
    }
}

/// An image or file, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binary {
    /// WeChat's `Content-Type`, for instance `image/jpeg`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl Reply for Binary {
    const BINARY: bool = true;
    const JSON: bool = false;

    fn decode(content_type: &str, body: &Bytes) -> Result<Self, serde_json::Error> {
        Ok(Self { content_type: content_type.to_owned(), bytes: body.clone() })
    }

    fn encode(&self) -> (String, Bytes) {
        (self.content_type.clone(), self.bytes.clone())
    }
}

/// An answer as it came, whatever it is: JSON without a refusal in it, or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// WeChat's `Content-Type`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl Reply for Answered {
    const BINARY: bool = true;

    fn decode(content_type: &str, body: &Bytes) -> Result<Self, serde_json::Error> {
        Ok(Self { content_type: content_type.to_owned(), bytes: body.clone() })
    }

    fn encode(&self) -> (String, Bytes) {
        (self.content_type.clone(), self.bytes.clone())
    }
}

/// A reply that says nothing beyond `errcode` 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Done {}
