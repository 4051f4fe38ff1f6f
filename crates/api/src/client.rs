//! A typed client for `/api/v1`, used by the command line and by whole-app tests.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::call::Upload;
use crate::problem::Problem;

mod routes;

pub use routes::{EventQuery, JournalQuery, ListQuery};

/// Why a call did not give what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server said no, and why.
    #[error("{}", .0.detail)]
    Problem(Box<Refusal>),
    /// The server could not be reached, or the connection broke.
    #[error("cannot reach {server}: {reason}")]
    Unreachable {
        /// Where we tried.
        server: String,
        /// What the network said.
        reason: String,
    },
    /// Something answered that is not wxfleet.
    #[error("{server} answered {status} with something that is not wxfleet's")]
    Nonsense {
        /// Where we asked.
        server: String,
        /// The HTTP status.
        status: u16,
    },
}

/// A problem, and what the head of the answer said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why, and what to do about it.
    pub problem: Problem,
    /// After how long the same may be tried again, where that is known.
    pub retry_after: Option<Duration>,
}

impl Deref for Refusal {
    type Target = Problem;

    fn deref(&self) -> &Problem {
        &self.problem
    }
}

/// How the writes of a client are named in `Idempotency-Key`.
#[derive(Clone)]
enum Naming {
    /// Not at all.
    None,
    /// All alike, since there is one.
    Same(String),
    /// The first one so, and those behind it by their place.
    Steps { key: String, named: Arc<AtomicUsize> },
}

impl Naming {
    /// The name of the next write.
    fn next(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Same(key) => Some(key.clone()),
            Self::Steps { key, named } => Some(match named.fetch_add(1, Ordering::Relaxed) {
                0 => key.clone(),
                before => format!("{key}/{}", before + 1),
            }),
        }
    }
}

/// Speaks to one server with one key.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: Url,
    key: Option<String>,
    language: String,
    naming: Naming,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("server", &self.server.as_str()).finish_non_exhaustive()
    }
}

/// Bytes with their type, for instance a trial QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `Content-Type`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl Client {
    /// A client for the server at this address. Without a key only what is open to everybody answers.
    pub fn new(server: Url, key: Option<String>) -> Result<Self, Error> {
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS
            .iter()
            .filter_map(|root| reqwest::Certificate::from_der(root).ok());
        let mut builder = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_mins(2))
            .tls_certs_merge(roots);
        if is_loopback(&server) {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|cause| unreachable(&server, &cause))?;
        Ok(Self { http, server, key, language: "en".to_owned(), naming: Naming::None })
    }

    /// Asks for words in this language (`zh` or `en`).
    #[must_use]
    pub fn speaking(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// The same client with an `Idempotency-Key` on every write: meant for one request, which may then be sent again
    /// without being carried out again.
    #[must_use]
    pub fn idempotency_key(&self, key: &str) -> Self {
        Self { naming: Naming::Same(key.to_owned()), ..self.clone() }
    }

    /// The same client for one task of several writes: the first goes under this `Idempotency-Key`, the second under
    /// `KEY/2`, and so on. Who does the same task again under the same key gets the first answers again, step by step.
    /// With a key of more than 250 characters the names of later writes may be too long for the server.
    #[must_use]
    pub fn idempotency_keys_from(&self, key: &str) -> Self {
        Self { naming: Naming::Steps { key: key.to_owned(), named: Arc::default() }, ..self.clone() }
    }

    /// The server's address.
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// Sends a request and reads a JSON answer. `path` begins with `/`.
    pub async fn json<Q: Serialize + ?Sized, B: Serialize + ?Sized, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &Q,
        body: Option<&B>,
    ) -> Result<T, Error> {
        let file = self.file(method, path, query, body).await?;
        serde_json::from_slice(&file.bytes).map_err(|_| self.nonsense(StatusCode::OK))
    }

    /// Sends a form with a file: `parts` are JSON texts by name.
    pub(crate) async fn form(
        &self,
        path: &str,
        parts: Vec<(&'static str, String)>,
        file: Upload,
    ) -> Result<File, Error> {
        let Upload { field, file_name, content_type, bytes } = file;
        let part = Part::stream(bytes).file_name(file_name).mime_str(&content_type);
        let part = part.map_err(|cause| unreachable(&self.server, &cause))?;
        let form = parts.into_iter().fold(Form::new(), |form, (name, text)| form.text(name, text)).part(field, part);
        self.answered(self.request(Method::POST, path).multipart(form)).await
    }

    /// Sends a request and takes the answer as it is.
    pub async fn file<Q: Serialize + ?Sized, B: Serialize + ?Sized>(
        &self,
        method: Method,
        path: &str,
        query: &Q,
        body: Option<&B>,
    ) -> Result<File, Error> {
        let mut request = self.request(method, path).query(query);
        if let Some(body) = body {
            request = request.json(body);
        }
        self.answered(request).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut url = self.server.clone();
        url.set_path(path);
        let writes = method != Method::GET;
        let mut request = self.http.request(method, url).header("accept-language", &self.language);
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        if let Some(key) = writes.then(|| self.naming.next()).flatten() {
            request = request.header("idempotency-key", key);
        }
        request
    }

    async fn answered(&self, request: RequestBuilder) -> Result<File, Error> {
        let response = request.send().await.map_err(|cause| unreachable(&self.server, &cause))?;
        let status = response.status();
        let content_type =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let retry_after = retry_after(response.headers());
        let bytes = response.bytes().await.map_err(|cause| unreachable(&self.server, &cause))?;
        if status.is_success() {
            return Ok(File { content_type, bytes });
        }
        match serde_json::from_slice::<Problem>(&bytes) {
            Ok(problem) => Err(Error::Problem(Box::new(Refusal { problem, retry_after }))),
            Err(_) => Err(self.nonsense(status)),
        }
    }

    fn nonsense(&self, status: StatusCode) -> Error {
        Error::Nonsense { server: self.server.to_string(), status: status.as_u16() }
    }
}

/// The seconds of `Retry-After`; our server gives no dates.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

fn is_loopback(server: &Url) -> bool {
    match server.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn unreachable(server: &Url, cause: &reqwest::Error) -> Error {
    let mut reason = String::new();
    let mut source: Option<&dyn std::error::Error> = std::error::Error::source(cause);
    while let Some(inner) = source {
        reason = inner.to_string();
        source = inner.source();
    }
    if reason.is_empty() {
        reason = if cause.is_timeout() { "no answer in time".to_owned() } else { "the connection failed".to_owned() };
    }
    Error::Unreachable { server: server.to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(client: &Client, method: Method) -> Option<String> {
        let request = client.request(method, "/api/v1/keys").build().unwrap();
        request.headers().get("idempotency-key").map(|key| key.to_str().unwrap().to_owned())
    }

    fn client() -> Client {
        Client::new(Url::parse("http://127.0.0.1:1").unwrap(), None).unwrap()
    }

    #[test]
    fn writes_of_one_task_are_named_by_their_place() {
        for again in 0..2 {
            let client = client().idempotency_keys_from("nightly");
            let also = client.clone();
            assert_eq!(key_of(&client, Method::POST).as_deref(), Some("nightly"), "{again}");
            assert_eq!(key_of(&client, Method::GET), None);
            assert_eq!(key_of(&also, Method::PUT).as_deref(), Some("nightly/2"));
            assert_eq!(key_of(&client, Method::DELETE).as_deref(), Some("nightly/3"));
        }
    }

    #[test]
    fn the_writes_of_one_request_are_named_alike() {
        let client = client().idempotency_key("once");
        assert_eq!(key_of(&client, Method::POST), key_of(&client, Method::POST));
        assert_eq!(key_of(&self::client(), Method::POST), None);
    }

    #[test]
    fn how_long_to_wait_is_read_where_it_is_told_in_seconds() {
        let told = |text: &'static str| retry_after(&HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]));
        assert_eq!(told("7500"), Some(Duration::from_mins(125)));
        assert_eq!(told("Sun, 29 Nov 2026 00:00:00 GMT"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
