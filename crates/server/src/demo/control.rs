//! The simulator's control API, as the demo and the tour use it: by HTTP, like anybody else.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde::Serialize;
use serde_json::Value;
use url::Url;

/// The simulator, from outside.
#[derive(Clone)]
pub(crate) struct Control {
    http: reqwest::Client,
    base: Url,
}

impl Control {
    pub(crate) fn new(http: reqwest::Client, base: Url) -> Self {
        Self { http, base }
    }

    /// What stands at an address such as `/_sim/pushes`.
    pub(crate) async fn read(&self, path: &str) -> anyhow::Result<Value> {
        self.answer(path, self.http.get(self.base.join(path)?)).await
    }

    /// Asks for something to be done.
    pub(crate) async fn order(&self, path: &str, body: &(impl Serialize + Sync)) -> anyhow::Result<Value> {
        self.answer(path, self.http.post(self.base.join(path)?).json(body)).await
    }

    async fn answer(&self, path: &str, request: reqwest::RequestBuilder) -> anyhow::Result<Value> {
        let answer = request.send().await.with_context(|| format!("the simulator's {path} does not answer"))?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "the simulator's {path} answered {status}: {text}");
        if text.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&text)?) }
    }

    /// Whether a push of this kind about this account was delivered: the server said `success`.
    pub(crate) async fn delivered(&self, kind: &str, appid: Option<&str>) -> anyhow::Result<bool> {
        let pushes = self.read("/_sim/pushes").await?;
        let of_kind = |push: &&Value| push["kind"] == kind && appid.is_none_or(|appid| push["appid"] == appid);
        let mut of_kind = pushes.as_array().into_iter().flatten().filter(of_kind);
        Ok(of_kind.any(|push| push["state"] == "delivered"))
    }
}

/// Asks again and again until there is something to give; fails with `what` after `patience`.
pub(crate) async fn wait_for<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    const PAUSE: Duration = Duration::from_millis(50);
    let looking = async {
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let seconds = patience.as_secs();
    tokio::time::timeout(patience, looking).await.with_context(|| format!("{what}: not within {seconds} s"))?
}
