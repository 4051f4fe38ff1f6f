//! A call as it leaves: the same for an endpoint type and for a call by name.

use http::{Method, header};
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value};

use crate::endpoint::{Endpoint, Token, Upload};
use crate::wire::percent_encode;

/// Fields of a query or a body.
pub type Fields = Map<String, Value>;

/// A call to WeChat, put together.
pub struct Outgoing<'a> {
    /// The endpoint's id, for errors and logs; the URL never stands there.
    pub id: &'static str,
    /// `GET` or `POST`.
    pub method: Method,
    /// The path below the API host; begins with `/`.
    pub path: &'a str,
    /// Name and text of the token, if one goes along.
    pub token: Option<(&'a str, &'a str)>,
    /// The query beside the token.
    pub query: Fields,
    /// The body of a `POST`; `{}` at the least.
    pub body: Fields,
    /// The file and its field. The body is `multipart/form-data` then.
    pub upload: Option<(&'a str, &'a Upload)>,
}

impl<'a> Outgoing<'a> {
    /// A `GET` carries its fields in the query, a `POST` in the body, but for those that the endpoint wants in the query.
    pub(super) fn of<E: Endpoint>(endpoint: &'a E, token: &'a E::Token) -> Self {
        let Ok(Value::Object(fields)) = serde_json::to_value(endpoint) else {
            unreachable!("request types are objects and hold nothing that JSON cannot")
        };
        let in_query = |name: &str| E::METHOD == Method::GET || E::QUERY.contains(&name);
        let (query, body) = fields.into_iter().partition(|(name, _)| in_query(name));
        Self {
            id: E::ID,
            method: E::METHOD,
            path: E::PATH,
            token: token.query_value().map(|token| (E::TOKEN_KEY, token)),
            query,
            body,
            upload: endpoint.upload(),
        }
    }

    /// The request for the host `base`. A JSON body is raw UTF-8 and never empty.
    pub(super) fn request(&self, http: &reqwest::Client, base: &str) -> reqwest::Result<reqwest::Request> {
        let token = self.token.map(|(name, token)| pair(name, token));
        let fields = self.query.iter().map(|(name, value)| pair(name, &plain(value)));
        let pairs: Vec<String> = token.into_iter().chain(fields).collect();
        let question_mark = if pairs.is_empty() { "" } else { "?" };
        let url = format!("{base}{}{question_mark}{}", self.path, pairs.join("&"));
        let request = http.request(self.method.clone(), url);
        match self.upload {
            Some((field, upload)) => request.multipart(self.form(field, upload)?).build(),
            None if self.method == Method::GET => request.build(),
            None => {
                let body = serde_json::to_vec(&self.body).expect("a map of JSON values is JSON");
                request.header(header::CONTENT_TYPE, "application/json; charset=utf-8").body(body).build()
            }
        }
    }

    fn form(&self, field: &str, upload: &Upload) -> reqwest::Result<Form> {
        let file =
            Part::stream(upload.bytes.clone()).file_name(upload.file_name.clone()).mime_str(&upload.content_type)?;
        let texts = self.body.iter();
        Ok(texts
            .fold(Form::new(), |form, (name, value)| form.text(name.clone(), plain(value)))
            .part(field.to_owned(), file))
    }

    /// What must not stand in an error text, nor anywhere else that people read.
    pub fn credentials(&self) -> Vec<String> {
        super::answer::credentials(self.query.iter().chain(&self.body), self.token.map(|(_, token)| token))
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", percent_encode(name), percent_encode(value))
}

/// A field as it stands in a query or a form: a text without its quotes, anything else as JSON writes it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
