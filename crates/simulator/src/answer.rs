//! What the API host answers: JSON or an image, and refusals in WeChat's words.

use bytes::Bytes;
use serde_json::{Value, json};
use wxfleet_wechat::errcode::Errcode;

/// A good answer of an API.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// An object, sent as it is.
    Json(Value),
    /// `image/jpeg`.
    Image(Bytes),
}

impl Answer {
    /// `{"errcode":0,"errmsg":"ok"}`.
    pub(crate) fn done() -> Self {
        Self::Json(json!({"errcode": 0, "errmsg": "ok"}))
    }

    /// The object with `errcode` 0 and `errmsg` `ok` before it. Token answers carry neither; they use
    /// [`Answer::Json`].
    pub(crate) fn ok(mut value: Value) -> Self {
        if let Some(object) = value.as_object_mut() {
            object.insert("errcode".to_owned(), json!(0));
            object.insert("errmsg".to_owned(), json!("ok"));
        }
        Self::Json(value)
    }
}

/// A "no" of WeChat's: always HTTP 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) errcode: i64,
    pub(crate) errmsg: String,
}

impl Refusal {
    /// The refusal with the text that WeChat sends for the code.
    pub(crate) fn new(errcode: i64) -> Self {
        Self { errcode, errmsg: errmsg(errcode) }
    }

    /// The refusal with more than the usual text.
    pub(crate) fn with(errcode: i64, more: &str) -> Self {
        Self { errcode, errmsg: format!("{} {more}", errmsg(errcode)) }
    }
}

/// WeChat's own text of a code, or our words for it where WeChat answers in Chinese.
pub(crate) fn errmsg(code: i64) -> String {
    match Errcode(code).info() {
        Some(info) => info.errmsg.clone().unwrap_or_else(|| info.meaning_zh.clone()),
        None => "system error".to_owned(),
    }
}

/// Shorthand for the many early ends in the handlers.
pub(crate) fn refuse<T>(errcode: i64) -> Result<T, Refusal> {
    Err(Refusal::new(errcode))
}
