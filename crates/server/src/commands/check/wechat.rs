//! The way to WeChat: name, connection, TLS, and whether our clock agrees with WeChat's.

use std::error::Error as _;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::DATE;
use wxfleet_model::clock::{Clock as _, SystemClock};

use super::report::{Report, Who};
use crate::failure::Failure;
use crate::settings::Settings;
use crate::words::say;

/// WeChat's `Date` has whole seconds and travels; beyond this the clock is wrong.
const SKEW: SignedDuration = SignedDuration::from_secs(30);

pub(crate) async fn check(settings: &Settings, report: &mut Report) -> Result<(), Failure> {
    let lang = report.lang();
    let url = &settings.wechat.api_base_url;
    let client = client()?;
    match client.get(url.clone()).send().await {
        Ok(answer) => {
            report.good(&say!(lang, "WeChat: {url} answers", "微信：{url} 能连通"))?;
            let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
            clock(date, SystemClock.now(), report)
        }
        Err(cause) => {
            let reason = innermost(&cause);
            let what = say!(lang, "WeChat: {url} cannot be reached: {reason}", "微信：{url} 连不上：{reason}");
            let mend = lang.pick(
                "look at this machine's DNS, firewall and proxy (HTTPS_PROXY)",
                "检查本机的 DNS、防火墙和代理（HTTPS_PROXY）",
            );
            Ok(report.bad(&what, Who::Isv, mend)?)
        }
    }
}

fn client() -> anyhow::Result<reqwest::Client> {
    let roots =
        webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|root| reqwest::Certificate::from_der(root).ok());
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(10))
        .tls_certs_merge(roots)
        .build()?;
    Ok(client)
}

fn clock(date: Option<&str>, now: Timestamp, report: &mut Report) -> Result<(), Failure> {
    let lang = report.lang();
    let Some(skew) = date.and_then(|date| skew(date, now)) else {
        return Ok(report.note(
            lang.pick("clock: WeChat's answer has no date to compare with", "时钟：微信的应答里没有时间可比"),
        )?);
    };
    let seconds = skew.as_secs();
    if skew.abs() <= SKEW {
        return Ok(report.good(&say!(
            lang,
            "clock: within {seconds} s of WeChat's",
            "时钟：与微信相差 {seconds} 秒"
        ))?);
    }
    let what = say!(lang, "clock: {seconds} s off WeChat's", "时钟：与微信相差 {seconds} 秒");
    Ok(report.bad(&what, Who::Isv, lang.pick("set the clock; keep it right with NTP", "校准时钟，并启用 NTP"))?)
}

/// By how much we are ahead of a `Date` header.
fn skew(date: &str, now: Timestamp) -> Option<SignedDuration> {
    let theirs = jiff::fmt::rfc2822::parse(date).ok()?.timestamp();
    Some(theirs.duration_until(now))
}

/// What the network itself said.
fn innermost(error: &reqwest::Error) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        reason = inner.to_string();
        source = inner.source();
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Terminal;
    use crate::words::Lang;

    #[test]
    fn a_clock_that_is_off_is_found() {
        let date = "Sun, 22 Nov 2026 16:00:00 GMT";
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(skew(date, at("2026-11-22T16:00:31Z")), Some(SignedDuration::from_secs(31)));
        assert_eq!(skew("yesterday", at("2026-11-22T16:00:31Z")), None);
        for (now, good) in [("2026-11-22T16:00:30Z", true), ("2026-11-22T15:59:29Z", false)] {
            let mut report = Report::new(Terminal::nobody(Lang::En), false);
            clock(Some(date), at(now), &mut report).unwrap();
            assert_eq!(report.end().is_ok(), good, "{now}");
        }
    }
}
