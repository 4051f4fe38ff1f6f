//! The log of requests and the counters, with secrets masked.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::api::Query;

/// Fields and query parameters whose values are never logged.
const SECRETS: [&str; 12] = [
    "access_token",
    "component_access_token",
    "component_appsecret",
    "component_secret",
    "appsecret",
    "component_verify_ticket",
    "authorizer_refresh_token",
    "authorizer_access_token",
    "authorization_code",
    "pre_auth_code",
    "auth_code",
    "sid",
];

const MASK: &str = "***";
/// The longest body that is logged, in bytes; the rest is cut off.
const BODY_LIMIT: usize = 64 * 1024;
/// The most that all logged bodies may take together.
const TOTAL_LIMIT: usize = 8 * 1024 * 1024;

/// One request to the API host or an authorization page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestLine {
    /// Counts up from 1.
    pub id: u64,
    /// When it came.
    pub at: Timestamp,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path.
    pub path: String,
    /// The query, secrets masked.
    pub query: String,
    /// The body: byte for byte where it holds no secret, else written anew with secrets masked.
    pub body: String,
    /// The component that spoke, if it could be told.
    pub component_appid: String,
    /// The authorizer that was spoken for, if one was.
    pub appid: String,
    /// The HTTP status; 0 while there is no answer, or when the connection was closed.
    pub status: u16,
    /// The errcode of the answer, if it had one.
    pub errcode: i64,
    /// The errmsg of a refusal.
    pub errmsg: String,
    /// The fault that was played, if one was.
    pub fault: Option<String>,
}

/// Every request of late, and how many there were of each kind.
#[derive(Debug)]
pub(crate) struct Requests {
    kept: usize,
    last_id: u64,
    bytes: usize,
    lines: VecDeque<RequestLine>,
    counts: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Requests {
    pub(crate) fn new(kept: usize) -> Self {
        Self { kept, last_id: 0, bytes: 0, lines: VecDeque::new(), counts: BTreeMap::new() }
    }

    /// Enters a request, whose `id` and answer follow; returns its number.
    pub(crate) fn begin(&mut self, mut line: RequestLine) -> u64 {
        self.last_id += 1;
        line.id = self.last_id;
        let account = if line.appid.is_empty() { &line.component_appid } else { &line.appid };
        *self.counts.entry(line.path.clone()).or_default().entry(account.clone()).or_default() += 1;
        self.bytes += line.body.len();
        self.lines.push_back(line);
        while self.lines.len() > self.kept || self.bytes > TOTAL_LIMIT {
            let Some(oldest) = self.lines.pop_front() else { break };
            self.bytes -= oldest.body.len();
        }
        self.last_id
    }

    /// Notes what became of a request.
    pub(crate) fn end(&mut self, id: u64, note: impl FnOnce(&mut RequestLine)) {
        if let Some(line) = self.lines.iter_mut().rev().find(|line| line.id == id) {
            note(line);
        }
    }

    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &RequestLine> {
        self.lines.iter()
    }

    pub(crate) fn counts(&self) -> &BTreeMap<String, BTreeMap<String, u64>> {
        &self.counts
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.counts.clear();
        self.bytes = 0;
    }
}

/// The query with its secrets masked.
pub(crate) fn mask_query(raw: &str) -> String {
    let mask = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if SECRETS.contains(&name) && !value.is_empty() => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    raw.split('&').map(mask).collect::<Vec<_>>().join("&")
}

/// The body with its secrets masked.
pub(crate) fn mask_body(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut masked = match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            if mask_value(&mut value) {
                value.to_string()
            } else {
                text.into_owned()
            }
        }
        Err(_) if SECRETS.iter().any(|secret| text.contains(secret)) => MASK.to_owned(),
        Err(_) => text.into_owned(),
    };
    let end = (0..=BODY_LIMIT.min(masked.len())).rev().find(|at| masked.is_char_boundary(*at)).unwrap_or(0);
    masked.truncate(end);
    masked
}

fn mask_value(value: &mut Value) -> bool {
    match value {
        Value::Object(object) => {
            let mut masked = false;
            for (key, value) in object {
                if SECRETS.contains(&key.as_str()) && value.is_string() {
                    *value = Value::from(MASK);
                    masked = true;
                } else {
                    masked |= mask_value(value);
                }
            }
            masked
        }
        Value::Array(list) => {
            let mut masked = false;
            for value in list {
                masked |= mask_value(value);
            }
            masked
        }
        _ => false,
    }
}

/// Who speaks in a request, as far as the body tells.
pub(crate) fn named_in(body: &[u8], query: &Query) -> (String, String) {
    let value = serde_json::from_slice::<Value>(body).unwrap_or_default();
    let field = |name: &str| {
        let text = value.get(name).and_then(Value::as_str).or_else(|| query.get(name));
        text.unwrap_or_default().chars().take(64).collect::<String>()
    };
    (field("component_appid"), field("authorizer_appid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_the_rest_is_kept_to_the_byte() {
        assert_eq!(mask_query("access_token=abc&path=a%20b"), "access_token=***&path=a%20b");
        let plain = "{ \"user_desc\" : \"\u{2028}😀\\u4e2d\" }";
        assert_eq!(mask_body(plain.as_bytes()), plain);
        let secret = mask_body(br#"{"component_appsecret":"hush","list":[{"auth_code":"hush"}]}"#);
        assert!(!secret.contains("hush") && secret.contains(MASK));
        assert_eq!(mask_body(b"component_appsecret=hush"), MASK);
    }
}
