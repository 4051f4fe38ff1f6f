//! What `WebDriver` has no words for, asked of Chromium's own tools: the size of the screen, scripts that every page
//! begins with, pictures of whole pages, another language, no scripts at all.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};

use super::Chromium;

/// A command of the `DevTools` protocol, by way of chromedriver.
#[derive(Debug)]
struct Devtools(Value);

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _url: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

impl Chromium {
    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let command = Devtools(json!({"cmd": command, "params": parameters}));
        self.window.issue_cmd(command).await.unwrap()
    }

    /// The screen is this wide from now on, narrower than a window can be made.
    pub(super) async fn be_wide(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Every page from now on runs this before anything of its own. Scripts that a test brings along do not ask the
    /// page's policy.
    pub(super) async fn begin_pages_with(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await;
    }

    /// Pages from now on run no script, as if none had arrived.
    pub(super) async fn run_no_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    }

    /// The whole page as a PNG, up to four screens of it.
    pub(super) async fn whole_page(&self, (width, height): (u32, u32)) -> Vec<u8> {
        let length = self.window.execute("return document.documentElement.scrollHeight", vec![]).await.unwrap();
        let length = length.as_u64().and_then(|length| u32::try_from(length).ok()).unwrap_or(height);
        self.be_wide((width, length.clamp(height, height * 4))).await;
        let shot = self.window.screenshot().await.unwrap();
        self.be_wide((width, height)).await;
        shot
    }
}
