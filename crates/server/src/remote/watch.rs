//! Following something at WeChat until it is decided: the privacy scan after a commit, an audit, the reading of the whole
//! list of accounts. The server is asked, often at first and once a minute in the end; a spinner turns on a terminal.

use std::pin::pin;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use wxfleet_api::authorizer::SyncOutcome;
use wxfleet_api::client::Error;
use wxfleet_api::code::Audit;

use super::Remote;
use crate::failure::Failure;
use crate::words::say;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Waits until the privacy scan of the committed code has ended; before that WeChat takes no submission.
pub(crate) async fn privacy_scan(remote: &Remote, component: &str, appid: &str) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let waiting = lang.pick("WeChat scans the code for private APIs…", "微信正在扫描代码里的隐私接口……");
    let scan = async || remote.client.code_privacy_scan(component, appid).await;
    until(remote, waiting, scan, |scan| scan.finished).await.map(drop)
}

/// Waits until WeChat has decided about a submission; `auditid` 0 means the latest.
pub(crate) async fn audit(remote: &Remote, component: &str, appid: &str, auditid: i64) -> Result<Audit, Failure> {
    let lang = remote.terminal.lang;
    let waiting = say!(
        lang,
        "WeChat reviews {appid} (this can take days; Ctrl-C leaves it running)…",
        "微信正在审核 {appid}（可能要几天；按 Ctrl-C 不影响审核）……"
    );
    let read = async || remote.client.audit(component, appid, auditid).await;
    until(remote, &waiting, read, |audit| !matches!(audit.status.as_str(), "in_review" | "delayed")).await
}

/// Shows how far the reading of WeChat's list is while it goes on, and gives what it came to.
pub(crate) async fn list_sync(
    remote: &Remote,
    component: &str,
    reading: impl Future<Output = Result<SyncOutcome, Error>>,
) -> Result<SyncOutcome, Error> {
    const LOOK_EVERY: Duration = Duration::from_millis(500);
    let bar = rows_bar(remote);
    let mut reading = pin!(reading);
    loop {
        tokio::select! {
            outcome = &mut reading => {
                bar.finish_and_clear();
                return outcome;
            }
            () = tokio::time::sleep(LOOK_EVERY), if !bar.is_hidden() => {}
        }
        // How far it is, is a comfort; that it cannot be told just now does not end the reading.
        if let Ok(progress) = remote.client.authorizers_sync_progress(component).await {
            bar.set_length(progress.total);
            bar.set_position(progress.read);
        }
    }
}

fn rows_bar(remote: &Remote) -> ProgressBar {
    let words = remote.terminal.lang.pick("reading WeChat's list", "正在读取微信的授权账号列表");
    if !remote.terminal.can_animate() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {elapsed} (ETA {eta})").expect("a constant template");
    ProgressBar::new(0).with_style(style).with_message(words)
}

async fn until<T>(
    remote: &Remote,
    waiting: &str,
    mut read: impl AsyncFnMut() -> Result<T, Error>,
    decided: impl Fn(&T) -> bool,
) -> Result<T, Failure> {
    let spinner = spinner(remote, waiting);
    let mut pause = FIRST_PAUSE;
    loop {
        let now = read().await?;
        if decided(&now) {
            spinner.finish_and_clear();
            return Ok(now);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(LONGEST_PAUSE);
    }
}

fn spinner(remote: &Remote, waiting: &str) -> ProgressBar {
    if !remote.terminal.can_animate() {
        remote.terminal.note(waiting);
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}").expect("a constant template");
    let spinner = ProgressBar::new_spinner().with_style(style).with_message(waiting.to_owned());
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}
