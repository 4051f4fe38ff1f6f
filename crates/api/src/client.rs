//! A typed client for `/api/v1`, used by the command line and by whole-app tests.

use std::time::Duration;

use bytes::Bytes;
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
    Problem(Box<Problem>),
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

/// Speaks to one server with one key.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: Url,
    key: Option<String>,
    language: String,
    idempotency_key: Option<String>,
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
        Ok(Self { http, server, key, language: "en".to_owned(), idempotency_key: None })
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
        Self { idempotency_key: Some(key.to_owned()), ..self.clone() }
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
        if let Some(key) = self.idempotency_key.as_ref().filter(|_| writes) {
            request = request.header("idempotency-key", key);
        }
        request
    }

    async fn answered(&self, request: RequestBuilder) -> Result<File, Error> {
        let response = request.send().await.map_err(|cause| unreachable(&self.server, &cause))?;
        let status = response.status();
        let content_type =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = response.bytes().await.map_err(|cause| unreachable(&self.server, &cause))?;
        if status.is_success() {
            return Ok(File { content_type, bytes });
        }
        match serde_json::from_slice::<Problem>(&bytes) {
            Ok(problem) => Err(Error::Problem(Box::new(problem))),
            Err(_) => Err(self.nonsense(status)),
        }
    }

    fn nonsense(&self, status: StatusCode) -> Error {
        Error::Nonsense { server: self.server.to_string(), status: status.as_u16() }
    }
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
