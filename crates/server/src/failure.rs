//! How a command ends when it does not end well, and what is said about it on stderr.

use std::io;

use wxfleet_api::client::Error as ApiError;
use wxfleet_api::problem::Problem;

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
        ApiError::Problem(problem) => problem_lines(problem, lang),
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

/// What happened; WeChat's own words and its request id; what to do and who can.
fn problem_lines(problem: &Problem, lang: Lang) -> String {
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
        let (advice, who) = (&problem.advice, who(&problem.advice_for, lang));
        lines.push(say!(lang, "  What to do ({who}): {advice}", "  怎么办（{who}）：{advice}"));
    }
    let (code, request_id) = (&problem.code, &problem.request_id);
    lines.push(say!(lang, "  ({code}; request {request_id})", "  （{code}；请求号 {request_id}）"));
    lines.iter().map(|line| crate::terminal::inert(line)).collect::<Vec<_>>().join("\n")
}

/// Who can mend it.
pub(crate) fn who(advice_for: &str, lang: Lang) -> &str {
    match advice_for {
        "wxfleet" => lang.pick("wxfleet tries again by itself", "wxfleet 会自动重试"),
        "isv" => lang.pick("you, the platform's operator", "服务商自己"),
        "merchant" => lang.pick("the merchant", "商家"),
        "wechat" => lang.pick("WeChat", "微信"),
        other => other,
    }
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
        let failure = Failure::from(ApiError::Problem(Box::new(problem())));
        assert_eq!(failure.status(), 1);
        insta::assert_snapshot!(failure.say(Lang::En).unwrap());
        insta::assert_snapshot!(failure.say(Lang::Zh).unwrap());
    }
}
