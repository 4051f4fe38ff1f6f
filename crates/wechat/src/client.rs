//! Sends an endpoint to WeChat and understands the answer.
//!
//! WeChat answers nearly everything with HTTP 200; whether it said yes stands in `errcode`, which is absent from the
//! token answers. The body may be labelled `text/plain`, begin with a BOM, hold the code as a string. Images come as
//! bytes when it went well and as JSON when it did not. This module knows all that, so its callers see a typed reply
//! or an [`Error`] that says what to do.
//!
//! Nothing is retried here: what may be repeated, and after reading what, is the engine's to decide;
//! [`Error::unknown_outcome`] says when WeChat may have acted although we have no answer. No token, secret or query
//! string reaches an error text, a `Debug` print or a log line: errors carry our endpoint id in place of the URL, and
//! credentials that WeChat should repeat in its `errmsg` are masked.

mod answer;
mod error;
mod outgoing;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use url::{Host, Url};

use crate::endpoint::{Answered, Endpoint, Reply};

pub use error::{DecodeKind, Error, TransportKind};
pub use outgoing::{Fields, Outgoing};

/// How to reach WeChat.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClientConfig {
    /// The API host, `https://api.weixin.qq.com` or the simulator; a path in it is kept in front of WeChat's.
    pub api_base_url: Url,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
    /// How long a call may take in all, the body included.
    pub timeout: Duration,
    /// The most bytes of a JSON answer.
    pub max_json_bytes: usize,
    /// The most bytes of an image or file.
    pub max_binary_bytes: usize,
}

impl ClientConfig {
    /// 3 s to connect, 30 s in all, 4 MiB of JSON, 10 MiB of anything else.
    pub fn new(api_base_url: Url) -> Self {
        Self {
            api_base_url,
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(30),
            max_json_bytes: 4 << 20,
            max_binary_bytes: 10 << 20,
        }
    }
}

/// A client could not be made: the base URL is none for HTTP, or TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The base URL is not `http://` or `https://` with a host, or has a query or fragment.
    #[error("api_base_url must be http:// or https:// with a host, without query or fragment")]
    BaseUrl,
    /// The TLS roots or the connector could not be set up.
    #[error("the HTTP client could not be set up")]
    Tls(#[source] reqwest::Error),
}

/// A call that has ended, for who watches: what was asked and what came. Both may hold credentials; watchers keep what
/// they have masked.
pub struct Exchange<'a> {
    /// What was asked.
    pub outgoing: &'a Outgoing<'a>,
    /// From the first byte to the last.
    pub took: Duration,
    /// WeChat's answer, if there was one: its `Content-Type` and its bytes.
    pub answer: Option<(&'a str, &'a [u8])>,
    /// Why it brought no reply.
    pub error: Option<&'a Error>,
}

/// Is told of every call when it has ended, in the caller's own task.
pub type Watcher = Arc<dyn Fn(&Exchange<'_>) + Send + Sync>;

/// Speaks to WeChat's API host. Clones share one pool of connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    max_json_bytes: usize,
    max_binary_bytes: usize,
    watcher: Option<Watcher>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.base).finish_non_exhaustive()
    }
}

/// An answer that came with HTTP 200, unread.
struct Came {
    content_type: String,
    body: Bytes,
}

impl Client {
    /// A client for that host. Roots are the platform's store and Mozilla's list compiled in, so that an image without
    /// a store works; redirects are not followed, since WeChat's API has none and a token must not travel on.
    pub fn new(config: ClientConfig) -> Result<Self, SetupError> {
        let ClientConfig { api_base_url, connect_timeout, timeout, max_json_bytes, max_binary_bytes } = config;
        if !is_plain_http(&api_base_url) {
            return Err(SetupError::BaseUrl);
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("wxfleet/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(connect_timeout)
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none());
        builder = if api_base_url.scheme() == "https" {
            builder.tls_certs_merge(roots().map_err(SetupError::Tls)?)
        } else {
            // Nothing will ask for a root, and reading the lists takes longer than a start should.
            builder.tls_certs_only([])
        };
        if is_loopback(&api_base_url) {
            builder = builder.no_proxy();
        }
        Ok(Self {
            http: builder.build().map_err(SetupError::Tls)?,
            base: api_base_url.as_str().trim_end_matches('/').to_owned(),
            max_json_bytes,
            max_binary_bytes,
            watcher: None,
        })
    }

    /// The same client, whose calls are all told to this watcher.
    #[must_use]
    pub fn watched_by(self, watcher: Watcher) -> Self {
        Self { watcher: Some(watcher), ..self }
    }

    /// Sends one request, once, and reads the answer.
    ///
    /// Fails with [`Error::Api`] when WeChat refuses, [`Error::Transport`] when there is no answer or none of WeChat's,
    /// [`Error::Decode`] when the answer is not what the endpoint promises.
    pub async fn call<E: Endpoint>(&self, endpoint: &E, token: &E::Token) -> Result<E::Reply, Error> {
        self.timed(&Outgoing::of(endpoint, token)).await
    }

    /// Sends a call that was put together by name, once, and gives the answer as it came, file or JSON.
    ///
    /// Fails as [`call`](Self::call) does.
    pub async fn send(&self, outgoing: &Outgoing<'_>) -> Result<Answered, Error> {
        self.timed(outgoing).await
    }

    async fn timed<R: Reply>(&self, outgoing: &Outgoing<'_>) -> Result<R, Error> {
        let started = Instant::now();
        let most = if R::BINARY { self.max_binary_bytes } else { self.max_json_bytes };
        let came = self.exchange(outgoing, most).await;
        let took = started.elapsed();
        let (came, result) = match came {
            Ok(came) => {
                let Came { content_type, body } = &came;
                let answer = answer::Answer { endpoint: outgoing.id, content_type, body: body.clone() };
                let result = answer.read::<R>(|| outgoing.credentials());
                (Some(came), result)
            }
            Err(error) => (None, Err(error)),
        };
        self.tell(outgoing, took, came.as_ref(), result.as_ref().err());
        result
    }

    /// Tells the log and the watcher of a call.
    fn tell(&self, outgoing: &Outgoing<'_>, took: Duration, came: Option<&Came>, error: Option<&Error>) {
        let id = outgoing.id;
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        match error {
            None => tracing::debug!(endpoint.id = id, duration_ms, errcode = 0, "wechat call"),
            Some(error) => tracing::debug!(
                endpoint.id = id,
                duration_ms,
                errcode = error.errcode().map(|errcode| errcode.0),
                rid = error.rid(),
                error = %error,
                "wechat call"
            ),
        }
        if let Some(watcher) = &self.watcher {
            let answer = came.map(|came| (came.content_type.as_str(), &*came.body));
            watcher(&Exchange { outgoing, took, answer, error });
        }
    }

    async fn exchange(&self, outgoing: &Outgoing<'_>, most: usize) -> Result<Came, Error> {
        let endpoint = outgoing.id;
        let request = outgoing.request(&self.http, &self.base).map_err(|error| Error::transport(endpoint, error))?;
        let response = self.http.execute(request).await.map_err(|error| Error::transport(endpoint, error))?;
        if response.status() != StatusCode::OK {
            return Err(Error::status(endpoint, response.status().as_u16()));
        }
        let content_type = content_type(response.headers());
        let body = whole(endpoint, response, most).await?;
        Ok(Came { content_type, body })
    }
}

/// The whole body, unless it is larger than such an answer may be.
async fn whole(endpoint: &'static str, mut response: reqwest::Response, most: usize) -> Result<Bytes, Error> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Error::transport(endpoint, error))? {
        if body.len() + chunk.len() > most {
            return Err(Error::decode(endpoint, DecodeKind::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn is_plain_http(url: &Url) -> bool {
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    matches!(url.scheme(), "http" | "https") && url.has_host() && bare
}

/// Whether the host is this machine; then no proxy may stand between.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

fn roots() -> reqwest::Result<Vec<reqwest::Certificate>> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| reqwest::Certificate::from_der(root)).collect()
}

fn content_type(headers: &HeaderMap) -> String {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn this_machine_is_reached_without_a_proxy() {
        for here in ["http://127.0.0.1:8650", "http://localhost:1", "http://[::1]:8650", "http://wechat.localhost"] {
            assert!(is_loopback(&url(here)), "{here}");
        }
        assert!(!is_loopback(&url("https://api.weixin.qq.com")));
    }

    #[test]
    fn only_a_plain_http_base_is_taken() {
        for bad in ["ftp://api.weixin.qq.com", "https://api.weixin.qq.com/?a=b", "data:text/plain,x"] {
            assert!(matches!(Client::new(ClientConfig::new(url(bad))), Err(SetupError::BaseUrl)), "{bad}");
        }
        assert!(Client::new(ClientConfig::new(url("https://api.weixin.qq.com"))).is_ok());
    }
}
