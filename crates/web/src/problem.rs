//! Errors as RFC 9457 problems: the only place that knows which error is which status.
//!
//! A handler fails with a [`Problem`]. It travels in the response's extensions to [`finish`], which knows the request's
//! language and name and writes the body; what axum itself refuses (a wrong method, a body that is too large) becomes
//! a problem there too.

mod words;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use jiff::{Timestamp, ToSpan, tz};
use wxfleet_console::locale::Language;
use wxfleet_engine::Error;
use wxfleet_engine::error::{Conflict, NotReady, Repeated};
use wxfleet_model::permission::Forbidden;
use wxfleet_model::permission_set;
use wxfleet_wechat::client;
use wxfleet_wechat::client::TransportKind;
use wxfleet_wechat::errcode::{Errcode, Kind, Retry, Who};

pub(crate) use self::words::not_registered_advice;
use crate::app::App;
use crate::language::ApiLanguage;
use crate::request_id::RequestId;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Both {
    pub(crate) en: String,
    pub(crate) zh: String,
}

impl Both {
    pub(crate) fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    pub(crate) fn pick(self, language: Language) -> String {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// When it is worth asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Secs(i64),
    NextMinute,
    /// WeChat's day begins at midnight in China.
    NextDay,
    NextMonth,
}

/// What an error says about making the same request again; most say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeatable {
    /// Nothing was done, and the reason passes by itself.
    NothingDone,
    /// It may have been done: we failed on the way.
    Unclear,
}

/// An error on its way out.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    /// Our stable word.
    pub(crate) code: &'static str,
    pub(crate) detail: Both,
    pub(crate) advice: Both,
    pub(crate) who: Who,
    pub(crate) field: Option<String>,
    pub(crate) wechat: Option<Refusal>,
    pub(crate) retry: Option<RetryAfter>,
    pub(crate) repeatable: Option<Repeatable>,
}

/// WeChat's own words.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) errcode: Errcode,
    pub(crate) errmsg: Option<String>,
    pub(crate) rid: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: Both, advice: Both, who: Who) -> Self {
        Self { status, code, detail, advice, who, field: None, wechat: None, retry: None, repeatable: None }
    }

    /// A field or a parameter that is not what it must be.
    pub(crate) fn invalid(field: &str, expects_en: &str, expects_zh: &str) -> Self {
        let detail = Both::new(format!("{field}: {expects_en}"), format!("{field}：{expects_zh}"));
        Self { field: Some(field.to_owned()), ..Self::of_status(StatusCode::BAD_REQUEST, "invalid_field", detail) }
    }

    /// No key, or none that is good.
    pub(crate) fn unauthenticated() -> Self {
        let detail = Both::new("no living API key was shown", "没有出示有效的 API 密钥");
        Self::of_status(StatusCode::UNAUTHORIZED, "unauthenticated", detail)
    }

    /// Hosts that WeChat did not take, whether it said so or dropped them without a word.
    pub(crate) fn not_registered(entries: &[String]) -> Self {
        let detail = words::not_registered(entries);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self::new(status, "domain_not_registered", detail, not_registered_advice(), Who::Isv)
    }

    /// WeChat did not answer in time.
    pub(crate) fn no_answer() -> Self {
        Self::of_status(StatusCode::GATEWAY_TIMEOUT, "wechat_timeout", words::wechat_late())
    }

    /// The connection ended within the body.
    pub(crate) fn cut_off() -> Self {
        let detail = Both::new("the body did not arrive whole", "请求体没有完整到达");
        Self::of_status(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// We failed in a way that nobody foresaw.
    pub(crate) fn internal() -> Self {
        let detail = Both::new("something went wrong in wxfleet itself", "wxfleet 自身出现了错误");
        let problem = Self::of_status(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail);
        Self { repeatable: Some(Repeatable::Unclear), ..problem }
    }

    /// The kind of problem in a few words.
    pub(crate) fn title(&self) -> Both {
        words::title_of(self.code, self.status)
    }

    /// A problem with the advice that is usual for its status.
    pub(crate) fn of_status(status: StatusCode, code: &'static str, detail: Both) -> Self {
        let (advice, who) = words::usual_advice(status);
        Self::new(status, code, detail, advice, who)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(what) => {
                let code = words::not_found_code(what);
                let (advice, who) = words::where_to_find(what);
                Self::new(StatusCode::NOT_FOUND, code, words::not_found(what), advice, who)
            }
            Error::Invalid { field, expects_en, expects_zh } => Self::invalid(&field, &expects_en, &expects_zh),
            Error::Forbidden(forbidden) => of_forbidden(forbidden),
            Error::Conflict(conflict) => of_conflict(&conflict),
            Error::NotReady(not_ready) => of_not_ready(&not_ready),
            Error::WeChat { doing, cause } => naming_what_is_missing(doing, of_wechat(&cause)),
            Error::NotRegistered { entries, cause, .. } => of_not_registered(&entries, &cause),
            Error::Store(error) => of_store(&error),
        }
    }
}

fn of_forbidden(forbidden: Forbidden) -> Problem {
    let (code, detail) = words::forbidden(forbidden);
    let problem = Problem::of_status(StatusCode::FORBIDDEN, code, detail);
    match forbidden {
        Forbidden::Role { .. } => problem,
        Forbidden::Limited { .. } | Forbidden::OutOfReach => Problem { advice: words::without_limits(), ..problem },
    }
}

fn of_conflict(conflict: &Conflict) -> Problem {
    let (code, detail, advice, who) = words::conflict(conflict);
    let mut problem = Problem::new(StatusCode::CONFLICT, code, detail, advice, who);
    match conflict {
        Conflict::Code(step) => {
            problem.wechat = Some(Refusal { errcode: Errcode(step.errcode), errmsg: None, rid: None });
        }
        Conflict::Unsettled(_) => problem.repeatable = Some(Repeatable::NothingDone),
        Conflict::Repeated(Repeated::StillRunning) => problem.retry = Some(RetryAfter::Secs(2)),
        Conflict::Repeated(Repeated::KeyReused) => problem.status = StatusCode::UNPROCESSABLE_ENTITY,
        _ => {}
    }
    problem
}

fn of_not_ready(not_ready: &NotReady) -> Problem {
    let (code, detail, advice, who) = words::not_ready(not_ready);
    let problem = match not_ready {
        NotReady::PlatformRefused { errcode, retry_in_secs } => Problem {
            wechat: Some(Refusal { errcode: *errcode, errmsg: None, rid: None }),
            retry: Some(RetryAfter::Secs(*retry_in_secs)),
            ..Problem::new(status_of(*errcode).0, code, detail, advice, who)
        },
        NotReady::TooManyVisits => Problem {
            retry: Some(RetryAfter::Secs(5)),
            ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, detail, advice, who)
        },
        NotReady::NoTicket => Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, detail, advice, who),
    };
    Problem { repeatable: Some(Repeatable::NothingDone), ..problem }
}

fn of_store(error: &wxfleet_engine::error::StoreError) -> Problem {
    use wxfleet_engine::error::StoreError;
    match error {
        StoreError::Taken | StoreError::Stale => of_conflict(&Conflict::Raced),
        StoreError::Cursor => Problem::invalid("cursor", "is none that this server gave out", "不是本服务给出的游标"),
        StoreError::Unavailable(_) => {
            tracing::error!(%error, "the database cannot be used");
            let detail = Both::new("the database cannot be used now", "数据库暂时无法使用");
            let problem = Problem::of_status(StatusCode::SERVICE_UNAVAILABLE, "database_unavailable", detail);
            Problem { retry: Some(RetryAfter::Secs(5)), repeatable: Some(Repeatable::Unclear), ..problem }
        }
        StoreError::Corrupt(_) => {
            tracing::error!(%error, "the database holds what cannot be read");
            let detail = Both::new("a stored record cannot be read", "有一条存储的记录无法读取");
            let problem = Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR, "corrupt", detail);
            Problem { repeatable: Some(Repeatable::Unclear), ..problem }
        }
    }
}

fn of_wechat(error: &client::Error) -> Problem {
    match error {
        client::Error::Api { errcode, errmsg, rid, .. } => {
            let (status, code) = status_of(*errcode);
            let advice = errcode.advice();
            Problem {
                wechat: Some(Refusal { errcode: *errcode, errmsg: told(errmsg), rid: rid.clone() }),
                retry: retry_of(errcode.retry()),
                ..Problem::new(
                    status,
                    code,
                    words::refusal(*errcode, errmsg),
                    Both::new(advice.en, advice.zh),
                    advice.who,
                )
            }
        }
        client::Error::Transport { kind: TransportKind::Timeout, .. } => Problem::no_answer(),
        other => Problem::of_status(StatusCode::BAD_GATEWAY, "wechat_failed", words::wechat_failed(other)),
    }
}

/// What WeChat said, if it said anything: a refusal of ours in its place has no text.
fn told(errmsg: &str) -> Option<String> {
    Some(errmsg.to_owned()).filter(|text| !text.is_empty())
}

/// WeChat says that a permission is missing, and not which: the catalogue knows what the call needs.
fn naming_what_is_missing(doing: &str, problem: Problem) -> Problem {
    let is_merchants =
        problem.wechat.as_ref().is_some_and(|refusal| matches!(refusal.errcode.0, 61007 | 61017 | 48001));
    match permission_set::advice_on_missing(doing).filter(|_| is_merchants) {
        Some((en, zh)) => Problem { advice: Both::new(en, zh), ..problem },
        None => problem,
    }
}

/// WeChat says neither which hosts it means nor what to do; we know both.
fn of_not_registered(entries: &[String], cause: &client::Error) -> Problem {
    Problem {
        code: "domain_not_registered",
        detail: words::not_registered(entries),
        advice: not_registered_advice(),
        who: Who::Isv,
        ..of_wechat(cause)
    }
}

/// Codes whose status the API promises one by one; the rest follow their kind.
fn status_of(errcode: Errcode) -> (StatusCode, &'static str) {
    match errcode.0 {
        85058 | 85012 | 85064 => return (StatusCode::NOT_FOUND, "wechat_not_found"),
        85009 | 85019 | 85020 | 85052 | 85086 | 86001 | 87011 | 87012 | 89402 | 9_402_202 | 61039 | 53308 => {
            return (StatusCode::CONFLICT, "wechat_state");
        }
        _ => {}
    }
    match errcode.kind() {
        Kind::AuthorizationLost | Kind::RefreshTokenInvalid => (StatusCode::CONFLICT, "authorization_lost"),
        Kind::MinuteLimit | Kind::DayQuota | Kind::MonthQuota => (StatusCode::TOO_MANY_REQUESTS, "wechat_quota"),
        Kind::Busy => (StatusCode::BAD_GATEWAY, "wechat_busy"),
        Kind::PlatformRefused => (StatusCode::BAD_GATEWAY, "platform_refused"),
        Kind::TokenStale => (StatusCode::BAD_GATEWAY, "token_refused"),
        Kind::TicketUnusable => (StatusCode::SERVICE_UNAVAILABLE, "no_ticket"),
        Kind::Overlap => (StatusCode::CONFLICT, "wechat_state"),
        Kind::FuncNotGranted => (StatusCode::UNPROCESSABLE_ENTITY, "permission_missing"),
        Kind::MerchantMustAct => (StatusCode::UNPROCESSABLE_ENTITY, "merchant_must_act"),
        Kind::NotFound => (StatusCode::UNPROCESSABLE_ENTITY, "wechat_not_found"),
        Kind::AlreadySo | Kind::CallerFault | Kind::StateConflict | Kind::Other => {
            (StatusCode::UNPROCESSABLE_ENTITY, "wechat_refused")
        }
    }
}

fn retry_of(retry: Retry) -> Option<RetryAfter> {
    match retry {
        Retry::NextMinute => Some(RetryAfter::NextMinute),
        Retry::NextDay => Some(RetryAfter::NextDay),
        Retry::NextMonth => Some(RetryAfter::NextMonth),
        Retry::Backoff => Some(RetryAfter::Secs(5)),
        Retry::WhenFree => Some(RetryAfter::Secs(10)),
        Retry::Never | Retry::AfterRefresh => None,
    }
}

fn retry_secs(retry: RetryAfter, now: Timestamp) -> i64 {
    let china = now.to_zoned(tz::TimeZone::fixed(tz::offset(8)));
    let at = |date: jiff::civil::Date| {
        date.to_zoned(china.time_zone().clone()).map_or(3_600, |then| now.duration_until(then.timestamp()).as_secs())
    };
    match retry {
        RetryAfter::Secs(secs) => secs,
        RetryAfter::NextMinute => 60 - i64::from(china.second()),
        RetryAfter::NextDay => at(china.date().saturating_add(1.day())),
        RetryAfter::NextMonth => at(china.date().first_of_month().saturating_add(1.month())),
    }
    .max(1)
}

/// On an answer that says what it has to say by itself, whatever its status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SaysItself;

/// Writes the body of every error that leaves the API.
pub(crate) async fn finish(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = ApiLanguage::of(request.headers()).0;
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let mut response = next.run(request).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if response.extensions().get::<SaysItself>().is_some() => return response,
        None if response.status().is_client_error() || response.status().is_server_error() => {
            words::of_plain_status(response.status())
        }
        None => return response,
    };
    write(problem, response, language, id, app.clock.now())
}

/// The answer that a problem is, for what stands outside of [`finish`].
pub(crate) fn answer(problem: Problem, language: Language, request_id: String, now: Timestamp) -> Response {
    write(problem, Response::default(), language, request_id, now)
}

fn write(problem: Problem, from: Response, language: Language, request_id: String, now: Timestamp) -> Response {
    let status = problem.status;
    let retry = problem.retry.map(|retry| retry_secs(retry, now));
    let (errcode, errmsg, rid) = match problem.wechat {
        Some(refusal) => (Some(refusal.errcode.0), refusal.errmsg, refusal.rid),
        None => (None, None, None),
    };
    let body = wxfleet_api::Problem {
        type_: format!("/api/docs#problem-{}", problem.code),
        title: words::title_of(problem.code, status).pick(language),
        status: status.as_u16(),
        detail: problem.detail.pick(language),
        code: problem.code.to_owned(),
        request_id,
        advice: problem.advice.pick(language),
        advice_for: words::who(problem.who).to_owned(),
        field: problem.field,
        errcode,
        errmsg,
        rid,
    };
    let (mut parts, _) = from.into_parts();
    parts.status = status;
    if let Some(repeatable) = problem.repeatable {
        parts.extensions.insert(repeatable);
    }
    parts.headers.remove(http::header::CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(value) = retry.and_then(|secs| HeaderValue::from_str(&secs.to_string()).ok()) {
        parts.headers.insert(RETRY_AFTER, value);
    }
    if status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let text = serde_json::to_vec(&body).expect("a problem holds nothing that JSON cannot");
    Response::from_parts(parts, text.into())
}

/// A handler panicked: the request fails, the server goes on.
pub(crate) fn panicked(_cause: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_status_that_the_api_promises() {
        let status = |code| status_of(Errcode(code)).0.as_u16();
        for code in [85058, 85012, 85064] {
            assert_eq!(status(code), 404, "{code}");
        }
        for code in
            [85009, 85019, 85020, 85052, 85086, 86001, 87011, 87012, 89402, 9_402_202, 61039, 53308, 61003, 61023]
        {
            assert_eq!(status(code), 409, "{code}");
        }
        for code in [61007, 48001, 86002, 85008, 85013] {
            assert_eq!(status(code), 422, "{code}");
        }
        for code in [45009, 45011, 85085, 87013, 89405, 53300] {
            assert_eq!(status(code), 429, "{code}");
        }
        for code in [-1, 61004, 40164, 40125] {
            assert_eq!(status(code), 502, "{code}");
        }
        for code in [61005, 61006] {
            assert_eq!(status(code), 503, "{code}");
        }
    }

    #[test]
    fn quotas_say_when_they_are_filled_again() {
        let now: Timestamp = "2026-11-30T15:59:30Z".parse().unwrap(); // 23:59:30 in China
        assert_eq!(retry_secs(RetryAfter::NextMinute, now), 30);
        assert_eq!(retry_secs(RetryAfter::NextDay, now), 30);
        assert_eq!(retry_secs(RetryAfter::NextMonth, now), 30);
        let early: Timestamp = "2026-11-30T16:00:00Z".parse().unwrap(); // 1 December in China
        assert_eq!(retry_secs(RetryAfter::NextDay, early), 86_400);
        assert_eq!(retry_secs(RetryAfter::NextMonth, early), 31 * 86_400);
    }
}
