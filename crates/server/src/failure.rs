//! How a command ends when it does not end well, and what is said about it on stderr.

use std::io;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Unit, Zoned};
use wxfleet_api::client::{Error as ApiError, Refusal};
use wxfleet_api::problem::Problem;
use wxfleet_model::clock::{Clock as _, SystemClock};

use crate::settings::SettingError;
use crate::words::{Lang, Said, say};

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The server or WeChat refused, or could not be reached. Exit status 1.
    Api(Box<ApiError>),
    /// Something else stands in the way, said for the person who can mend it. Exit status 1.
    Refused(Said),
    /// Asked for in a way that cannot be carried out. Exit status 2.
    Usage(Said),
    /// A setting cannot be used. Exit status 2.
    Setting(Box<SettingError>),
    /// All is said already; only the exit status is left. Exit status 1.
    Said,
    /// The machine failed us. Exit status 1.
    Other(anyhow::Error),
}

impl Failure {
    /// The exit status.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Setting(_) => 2,
            Self::Api(_) | Self::Refused(_) | Self::Said | Self::Other(_) => 1,
        }
    }

    /// What to print on stderr; nothing when all is said.
    pub fn say(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Api(error) => api_error(error, lang),
            Self::Refused(said) | Self::Usage(said) => said.to(lang).to_owned(),
            Self::Setting(error) => error.say(lang),
            Self::Said => return None,
            Self::Other(error) => format!("{error:#}"),
        })
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<SettingError> for Failure {
    fn from(error: SettingError) -> Self {
        Self::Setting(Box::new(error))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Other(error.into())
    }
}

fn api_error(error: &ApiError, lang: Lang) -> String {
    match error {
        ApiError::Problem(refusal) => refusal_lines(refusal, &SystemClock.now().to_zoned(TimeZone::system()), lang),
        ApiError::Unreachable { server, reason } => say!(
            lang,
            "cannot reach wxfleet at {server}: {reason}\n  Is `wxfleet serve` running there? --server or \
             WXFLEET_SERVER names another address.",
            "连不上 {server} 的 wxfleet：{reason}\n  那里的 `wxfleet serve` 在运行吗？别的地址用 --server 或 \
             WXFLEET_SERVER 指定。"
        ),
        ApiError::Nonsense { server, status } => say!(
            lang,
            "{server} answered HTTP {status} with something that is not wxfleet's\n  Is another program listening \
             there, or a proxy in between? --server or WXFLEET_SERVER names another address.",
            "{server} 返回了 HTTP {status}，内容不是 wxfleet 的\n  是不是别的程序占着这个地址，或者中间有代理？别的地址用 \
             --server 或 WXFLEET_SERVER 指定。"
        ),
    }
}

/// What happened; WeChat's own words and its request id; what to do, who can, and when.
fn refusal_lines(refusal: &Refusal, now: &Zoned, lang: Lang) -> String {
    let problem = &refusal.problem;
    let mut lines = vec![problem.detail.clone()];
    if let Some(errcode) = problem.errcode {
        // WeChat repeats its request id in the text; it has a line of its own here.
        let errmsg = problem.errmsg.as_deref().unwrap_or_default();
        let errmsg = errmsg.split_once(" rid:").map_or(errmsg, |(errmsg, _)| errmsg);
        lines.push(say!(lang, "  WeChat: errcode {errcode} {errmsg}", "  微信：errcode {errcode} {errmsg}"));
    }
    if let Some(rid) = &problem.rid {
        lines.push(say!(lang, "  rid for WeChat's support: {rid}", "  给微信客服的 rid:{rid}"));
    }
    if !problem.advice.is_empty() {
        lines.push(advice_line(problem, lang));
    }
    lines.extend(refusal.retry_after.and_then(|wait| again_line(wait, now, lang)));
    let (code, request_id) = (&problem.code, &problem.request_id);
    lines.push(say!(lang, "  ({code}; request {request_id})", "  （{code}；请求号 {request_id}）"));
    lines.iter().map(|line| crate::terminal::inert(line)).collect::<Vec<_>>().join("\n")
}

/// What to do, headed by whose turn it is. Where it is nobody's, the advice itself says that there is nothing to do, or
/// what wxfleet does.
fn advice_line(problem: &Problem, lang: Lang) -> String {
    let advice = &problem.advice;
    if problem.advice_for == "wxfleet" {
        return format!("  {advice}");
    }
    let who = who(&problem.advice_for, lang);
    say!(lang, "  What to do ({who}): {advice}", "  怎么办（{who}）：{advice}")
}

/// Whose turn it is.
pub(crate) fn who(advice_for: &str, lang: Lang) -> &str {
    match advice_for {
        "isv" => lang.pick("you, the platform's operator", "服务商自己"),
        "merchant" => lang.pick("the merchant", "商家"),
        "wechat" => lang.pick("the fault is on WeChat's side", "问题在微信一侧"),
        other => other,
    }
}

/// After how long the same may be tried again, and when that is on the reader's clock. A wait beyond all calendars is
/// not told.
fn again_line(wait: Duration, now: &Zoned, lang: Lang) -> Option<String> {
    const DAY: u64 = 24 * 60;
    let seconds = wait.as_secs();
    if seconds < 60 {
        return Some(say!(lang, "  Try again in {seconds} s", "  {seconds} 秒后可以再试"));
    }
    let then = now.checked_add(wait).and_then(|then| then.round(Unit::Minute)).ok()?;
    let minutes = seconds.div_ceil(60);
    let at = then.strftime(if minutes < DAY { "%H:%M" } else { "%Y-%m-%d %H:%M" });
    let (days, hours, rest) = (minutes / DAY, minutes % DAY / 60, minutes % 60);
    Some(match (days, hours) {
        (0, 0) => say!(lang, "  Try again in {rest} min (at {at})", "  {rest} 分钟后（{at}）可以再试"),
        (0, _) => say!(
            lang,
            "  Try again in {hours} h {rest:02} min (at {at})",
            "  {hours} 小时 {rest:02} 分钟后（{at}）可以再试"
        ),
        _ => say!(lang, "  Try again in {days} d {hours} h (at {at})", "  {days} 天 {hours} 小时后（{at}）可以再试"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> Problem {
        Problem {
            type_: "/api/docs#audit_in_progress".to_owned(),
            title: "Conflict".to_owned(),
            status: 409,
            detail: "a version is in review already".to_owned(),
            code: "audit_in_progress".to_owned(),
            request_id: "r-1".to_owned(),
            advice: "wait for the decision, or withdraw it".to_owned(),
            advice_for: "isv".to_owned(),
            field: None,
            errcode: Some(85009),
            errmsg: Some("already submit a version under auditing\u{1b}[2J rid: abc-def".to_owned()),
            rid: Some("abc-def".to_owned()),
        }
    }

    #[test]
    fn a_refusal_says_what_who_and_what_next() {
        let refusal = Refusal { problem: problem(), retry_after: None };
        let failure = Failure::from(ApiError::Problem(Box::new(refusal)));
        assert_eq!(failure.status(), 1);
        insta::assert_snapshot!(failure.say(Lang::En).unwrap());
        insta::assert_snapshot!(failure.say(Lang::Zh).unwrap());
    }

    #[test]
    fn the_head_says_whose_turn_it_is_unless_it_is_nobodys() {
        let line = |advice_for: &str, lang| {
            let advice_for = advice_for.to_owned();
            advice_line(&Problem { advice_for, advice: "Nothing to do".to_owned(), ..problem() }, lang)
        };
        assert_eq!(line("wxfleet", Lang::En), "  Nothing to do");
        assert_eq!(line("wxfleet", Lang::Zh), "  Nothing to do");
        assert_eq!(line("merchant", Lang::En), "  What to do (the merchant): Nothing to do");
        assert_eq!(line("wechat", Lang::Zh), "  怎么办（问题在微信一侧）：Nothing to do");
    }

    #[test]
    fn when_to_try_again_is_told_by_the_clock_on_the_wall() {
        let now: Zoned = "2026-11-28T21:55:20+08:00[Asia/Shanghai]".parse().unwrap();
        let line = |seconds, lang| again_line(Duration::from_secs(seconds), &now, lang).unwrap();
        assert_eq!(line(7480, Lang::En), "  Try again in 2 h 05 min (at 00:00)");
        assert_eq!(line(7480, Lang::Zh), "  2 小时 05 分钟后（00:00）可以再试");
        assert_eq!(line(40, Lang::En), "  Try again in 40 s");
        assert_eq!(line(60, Lang::En), "  Try again in 1 min (at 21:56)");
        assert_eq!(line(180_280, Lang::En), "  Try again in 2 d 2 h (at 2026-12-01 00:00)");
        assert_eq!(again_line(Duration::MAX, &now, Lang::En), None);
    }

    #[test]
    fn when_to_try_again_stands_behind_the_advice() {
        let now: Zoned = "2026-11-28T21:55:20+08:00[Asia/Shanghai]".parse().unwrap();
        let refusal = Refusal { problem: problem(), retry_after: Some(Duration::from_secs(7480)) };
        let lines = refusal_lines(&refusal, &now, Lang::En);
        let advice = lines.find("What to do").unwrap();
        assert!(lines[advice..].contains("\n  Try again in 2 h 05 min"), "{lines}");
    }
}
