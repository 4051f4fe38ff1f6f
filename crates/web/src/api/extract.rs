//! What a request brings: bodies, portions of lists, names in the path. What is wrong with one is a problem that names
//! the field.

use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use wxfleet_api::Page;
use wxfleet_engine::code::Account;
use wxfleet_engine::error::{Error, StoreError, What};
use wxfleet_model::page::{DEFAULT_LIMIT, MAX_LIMIT, PageRequest};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::body_fault::in_chinese;
use crate::app::App;
use crate::problem::{Both, Problem};

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = json_bytes(request, app).await?;
        decode(&bytes).map(Self)
    }
}

/// A JSON body that may be left out.
pub(super) struct OptionalBody<T>(pub(super) T);

impl<T: DeserializeOwned + Default> FromRequest<App> for OptionalBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = any_bytes(request, app).await?;
        if bytes.trim_ascii().is_empty() { Ok(Self(T::default())) } else { decode(&bytes).map(Self) }
    }
}

/// For actions without fields: an empty body, or `{}`.
pub(super) struct NoFields;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

impl FromRequest<App> for NoFields {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        OptionalBody::<Nothing>::from_request(request, app).await.map(|_| Self)
    }
}

async fn json_bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && !essence.ends_with("+json") {
        let detail = Both::new(
            "the body must be JSON, with `Content-Type: application/json`",
            "请求体必须是 JSON，并带上 `Content-Type: application/json`",
        );
        return Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
    }
    any_bytes(request, app).await
}

pub(super) async fn any_bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        let status = rejection.status();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            let detail = Both::new(
                "the body is too large: 1 MiB at most, 12 MiB with a file",
                "请求体过大：最多 1 MiB，带文件时 12 MiB",
            );
            Problem::of_status(status, "body_too_large", detail)
        } else {
            Problem::cut_off()
        }
    })
}

/// Every body is an object. serde would also take a list and read the fields off in their order.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(malformed(None, "expected a JSON object"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let text = error.into_inner().to_string();
        malformed(field_of(&path, &text), &text)
    })?;
    reader.end().map_err(|error| malformed(None, &error.to_string()))?;
    Ok(value)
}

/// The field at fault: serde names a missing or unknown one in its text, any other by its path.
fn field_of(path: &str, text: &str) -> Option<String> {
    let named = ["missing field `", "unknown field `"].iter().find_map(|start| {
        let rest = text.strip_prefix(start)?;
        rest.split('`').next()
    });
    match (named, path) {
        (Some(name), "." | "") => Some(name.to_owned()),
        (Some(name), path) if path.ends_with(name) => Some(path.to_owned()),
        (Some(name), path) => Some(format!("{path}.{name}")),
        (None, "." | "") => None,
        (None, path) => Some(path.to_owned()),
    }
}

fn malformed(field: Option<String>, text: &str) -> Problem {
    let text = unquoted(text);
    let detail =
        Both::new(format!("the body is not what it must be: {text}"), format!("请求体格式不对：{}", in_chinese(&text)));
    Problem { field, ..Problem::of_status(StatusCode::BAD_REQUEST, "invalid_body", detail) }
}

/// serde quotes a value that is not what it must be, and the value may be a secret that stands in the wrong place: what
/// was expected is said, and what was found is not.
pub(super) fn unquoted(text: &str) -> String {
    let quotes = ["invalid type: ", "invalid value: ", "unknown variant `"].iter().any(|start| text.starts_with(start));
    match text.rfind(", expected ") {
        Some(at) if quotes => text[at + 2..].to_owned(),
        _ => text.to_owned(),
    }
}

/// `?limit=` and `?cursor=` of a list.
pub(super) struct Paging(pub(super) PageRequest);

#[derive(Default, Deserialize)]
struct PagingText {
    limit: Option<String>,
    cursor: Option<String>,
}

impl PagingText {
    fn of(parts: &Parts) -> Result<Self, Problem> {
        Query::<Self>::try_from_uri(&parts.uri).map(|Query(text)| text).map_err(|_| bad_query())
    }

    fn limit(&self) -> Result<Option<u32>, Problem> {
        let Some(text) = &self.limit else { return Ok(None) };
        let limit = text.parse::<u32>().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
        let wrong = || Problem::invalid("limit", "must be 1 to 500", "必须是 1 到 500 的整数");
        limit.map(Some).ok_or_else(wrong)
    }
}

impl FromRequestParts<App> for Paging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let text = PagingText::of(parts)?;
        Ok(Self(PageRequest { limit: text.limit()?.unwrap_or(DEFAULT_LIMIT), after: text.cursor }))
    }
}

/// How a list is asked for, as the API's description tells it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the description alone")]
pub(super) struct InPages {
    /// Rows at once, 1 to 500; 50 when left out
    limit: Option<u32>,
    /// Where to go on: `next_cursor` of the page before
    cursor: Option<String>,
}

/// The same of a list that is given whole where nobody limits it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the description alone")]
pub(super) struct InPortions {
    /// Rows at once, 1 to 500; 500 when left out
    limit: Option<u32>,
    /// Where to go on: `next_cursor` of the page before
    cursor: Option<String>,
}

/// `?limit=` and `?cursor=` of a list that is short by nature and there as a whole. Its cursor is the number of rows before.
pub(super) struct Portion {
    begin: usize,
    limit: Option<u32>,
}

impl FromRequestParts<App> for Portion {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let text = PagingText::of(parts)?;
        let limit = text.limit()?;
        let begin = text.cursor.map_or(Ok(0), |cursor| cursor.parse().map_err(|_| unknown_cursor()))?;
        Ok(Self { begin, limit })
    }
}

impl Portion {
    /// That portion of the list.
    pub(super) fn cut<T>(self, items: Vec<T>) -> Result<Page<T>, Problem> {
        self.up_to(DEFAULT_LIMIT, items)
    }

    /// The same; as far as any list is given where nobody limits it.
    pub(super) fn cut_or_whole<T>(self, items: Vec<T>) -> Result<Page<T>, Problem> {
        self.up_to(MAX_LIMIT, items)
    }

    fn up_to<T>(self, otherwise: u32, items: Vec<T>) -> Result<Page<T>, Problem> {
        let limit = usize::try_from(self.limit.unwrap_or(otherwise)).expect("a limit fits");
        if self.begin > items.len() {
            return Err(unknown_cursor());
        }
        let end = items.len().min(self.begin + limit);
        let next_cursor = (end < items.len()).then(|| end.to_string());
        Ok(Page { items: items.into_iter().take(end).skip(self.begin).collect(), next_cursor })
    }
}

fn unknown_cursor() -> Problem {
    Error::from(StoreError::Cursor).into()
}

/// A query whose values can be read.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        Query::<T>::try_from_uri(&parts.uri).map(|Query(query)| Self(query)).map_err(|_| bad_query())
    }
}

fn bad_query() -> Problem {
    let detail = Both::new("the query cannot be read", "查询参数无法解析");
    Problem::of_status(StatusCode::BAD_REQUEST, "invalid_query", detail)
}

/// The component that the path names. One that cannot be an appid is as unknown as any other.
pub(super) fn component(text: &str) -> Result<ComponentAppid, Problem> {
    ComponentAppid::parse(text).map_err(|_| Error::NotFound(What::Component).into())
}

/// The account that the path names.
pub(super) fn account((component_appid, appid): &(String, String)) -> Result<Account, Problem> {
    let component_appid = component(component_appid)?;
    let appid = Appid::parse(appid).map_err(|_| Error::NotFound(What::Authorizer))?;
    Ok(Account { component_appid, appid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[expect(dead_code, reason = "only read")]
        name: String,
        #[serde(default)]
        #[expect(dead_code, reason = "only read")]
        inner: Option<Box<Sample>>,
    }

    fn field(text: &str) -> Option<String> {
        decode::<Sample>(text.as_bytes()).unwrap_err().field
    }

    #[test]
    fn the_field_at_fault_is_named() {
        assert_eq!(field("{}").as_deref(), Some("name"));
        assert_eq!(field(r#"{"name": 1}"#).as_deref(), Some("name"));
        assert_eq!(field(r#"{"name": "a", "nmae": 1}"#).as_deref(), Some("nmae"));
        assert_eq!(field(r#"{"name": "a", "inner": {}}"#).as_deref(), Some("inner.name"));
        assert_eq!(field(r#"{"name": "a"} x"#), None);
        assert_eq!(field("nonsense"), None);
        assert_eq!(decode::<Sample>(br#"["a", null]"#).unwrap_err().field, None);
    }

    #[test]
    fn values_are_not_repeated() {
        for text in [r#""canary""#, r#"{"name": 31337}"#, r#"{"name": "a", "inner": "canary, expected x"}"#] {
            let problem = decode::<Sample>(text.as_bytes()).unwrap_err();
            assert!(
                !problem.detail.en.contains("canary") && !problem.detail.en.contains("31337"),
                "{:?}",
                problem.detail
            );
            assert!(problem.detail.en.contains("expected"), "{:?}", problem.detail);
        }
    }
}
