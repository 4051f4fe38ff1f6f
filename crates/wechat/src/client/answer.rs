//! From the bytes of an answer to a reply or a refusal.

use bytes::{Buf, Bytes};
use serde_json::Value;
use serde_json::error::Category;

use super::error::{DecodeKind, Error};
use crate::catalogue::{self, Entry};
use crate::endpoint::Reply;
use crate::errcode::Errcode;

/// WeChat's texts are a line or two; what is longer would only fill logs and journals.
const MAX_ERRMSG: usize = 2000;

/// Three times the length of any seen.
const MAX_RID: usize = 80;

/// A body that came with HTTP 200.
pub(super) struct Answer<'a> {
    pub(super) endpoint: &'static str,
    pub(super) content_type: &'a str,
    pub(super) body: Bytes,
}

impl Answer<'_> {
    /// The reply, or WeChat's refusal with what `credentials` returns masked in its text.
    pub(super) fn read<R: Reply>(mut self, credentials: impl FnOnce() -> Vec<String>) -> Result<R, Error> {
        if self.body.starts_with(b"\xef\xbb\xbf") {
            self.body.advance(3);
        }
        if R::BINARY && self.is_file() {
            return R::decode(self.content_type, &self.body).map_err(|error| self.undecodable(&error));
        }
        let value: Value = serde_json::from_slice(&self.body).map_err(|error| self.undecodable(&error))?;
        if !value.is_object() {
            return Err(Error::decode(self.endpoint, DecodeKind::NotJson));
        }
        if let Some(error) = self.refusal(&value, credentials)? {
            return Err(error);
        }
        if !R::JSON {
            return Err(Error::decode(self.endpoint, DecodeKind::Shape { line: 1, column: 1 }));
        }
        R::decode(self.content_type, &self.body).map_err(|error| self.undecodable(&error))
    }

    /// Whether this is the file itself. What begins like a JSON object is a refusal whatever its label; a text that
    /// is no JSON is a proxy's or a maintenance page.
    fn is_file(&self) -> bool {
        let begins = self.body.iter().find(|byte| !byte.is_ascii_whitespace());
        let label = self.content_type.trim().to_ascii_lowercase();
        begins.is_some_and(|&byte| byte != b'{')
            && !label.starts_with("text/")
            && !label.starts_with("application/json")
    }

    /// The error that a top-level `errcode` other than 0 stands for, or a `ret` where the endpoint refuses by that.
    fn refusal(&self, value: &Value, credentials: impl FnOnce() -> Vec<String>) -> Result<Option<Error>, Error> {
        let mut refused = self.code(&value["errcode"])?.map(|code| (code, &value["errmsg"]));
        if refused.is_none() && self.refuses_by_ret(value) {
            refused = self.code(&value["ret"])?.map(|code| (code, &value["err_msg"]));
        }
        let Some((errcode, words)) = refused else { return Ok(None) };
        let whole = mask(words.as_str().unwrap_or_default(), &credentials());
        let errmsg: String = whole.chars().take(MAX_ERRMSG).collect();
        let (rid, hint) = (rid(&whole), hint(&errmsg));
        Ok(Some(Error::Api { endpoint: self.endpoint, errcode, errmsg, rid, hint }))
    }

    /// The code, unless there is none or it says yes.
    fn code(&self, code: &Value) -> Result<Option<Errcode>, Error> {
        if code.is_null() {
            return Ok(None);
        }
        let code = crate::wire::int::deserialize(code)
            .map_err(|_| Error::decode(self.endpoint, DecodeKind::Shape { line: 1, column: 1 }))?;
        Ok((code != 0).then_some(Errcode(code)))
    }

    /// Whether `ret` and `err_msg` say yes or no. They do where the catalogue has both in the answer; elsewhere a `ret` is
    /// a field like any other.
    fn refuses_by_ret(&self, value: &Value) -> bool {
        let has = |entry: &Entry| entry.response.field("ret").is_some() && entry.response.field("err_msg").is_some();
        value.get("ret").is_some() && catalogue::entry(self.endpoint).is_some_and(has)
    }

    /// `serde_json` quotes the value it stumbled over, which may be a token: only the place is kept.
    fn undecodable(&self, error: &serde_json::Error) -> Error {
        let kind = match error.classify() {
            Category::Eof => DecodeKind::Truncated,
            Category::Syntax | Category::Io => DecodeKind::NotJson,
            Category::Data => DecodeKind::Shape { line: error.line(), column: error.column() },
        };
        Error::decode(self.endpoint, kind)
    }
}

/// What must not stand in an error text: the token, and the fields of the request that are credentials by name.
pub(super) fn credentials<'a>(
    fields: impl Iterator<Item = (&'a String, &'a Value)>,
    token: Option<&'a str>,
) -> Vec<String> {
    let named = |key: &str| ["secret", "ticket", "token", "code"].iter().any(|word| key.ends_with(word));
    let fields = fields.filter(|(key, _)| named(key));
    let texts = fields.filter_map(|(_, value)| value.as_str()).chain(token);
    texts.filter(|text| !text.is_empty()).map(ToOwned::to_owned).collect()
}

fn mask(errmsg: &str, credentials: &[String]) -> String {
    credentials.iter().fold(errmsg.to_owned(), |text, credential| text.replace(credential.as_str(), "***"))
}

/// The id after `rid:`, which ends most refusals.
fn rid(errmsg: &str) -> Option<String> {
    let (_, rest) = errmsg.rsplit_once("rid:")?;
    let id: String =
        rest.trim_start().chars().take_while(|char| char.is_ascii_alphanumeric() || *char == '-').collect();
    (1..=MAX_RID).contains(&id.len()).then_some(id)
}

/// What stands in the brackets after `hint:` (or `hints:`), which some refusals have in place of a `rid`.
fn hint(errmsg: &str) -> Option<String> {
    let (_, rest) = errmsg.split_once("hint")?;
    let (inside, _) =
        rest.trim_start_matches('s').trim_start_matches(':').trim_start().strip_prefix('[')?.split_once(']')?;
    Some(inside.trim().to_owned()).filter(|hint| !hint.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rid_and_hint_are_found() {
        let refused = "invalid credential, access_token is invalid or not latest rid: 61725984-6126f6f9-040f19c4";
        assert_eq!(rid(refused).as_deref(), Some("61725984-6126f6f9-040f19c4"));
        assert_eq!((rid("ok"), rid("rid: ")), (None, None));
        assert_eq!(rid("x, rid: a-1, more").as_deref(), Some("a-1"));
        assert_eq!(hint("invalid appid hint: [aBc_1 d]").as_deref(), Some("aBc_1 d"));
        assert_eq!(hint("system error hints: [ req_id: 9xY ]").as_deref(), Some("req_id: 9xY"));
        assert_eq!((hint("hint"), hint("hint: []"), hint("hint: [a")), (None, None, None));
    }

    #[test]
    fn a_long_text_is_cut_and_keeps_its_rid() {
        let errmsg = format!("{}AAT rid: r-1", "错".repeat(MAX_ERRMSG - 1));
        let body = serde_json::json!({"errcode": 1, "errmsg": errmsg}).to_string().into();
        let answer = Answer { endpoint: "release", content_type: "", body };
        let error = answer.read::<crate::endpoint::Done>(|| vec!["AAT".to_owned()]).unwrap_err();
        let Error::Api { errmsg, rid, .. } = error else { panic!("{error}") };
        assert_eq!((errmsg.chars().count(), rid.as_deref()), (MAX_ERRMSG, Some("r-1")));
        assert!(errmsg.ends_with("错*"));
    }

    #[test]
    fn a_ret_refuses_where_the_endpoint_says_no_by_it() {
        let read = |endpoint, body: Value| {
            let answer = Answer { endpoint, content_type: "", body: body.to_string().into() };
            answer.read::<crate::endpoint::Done>(Vec::new)
        };
        let by_ret =
            ["ams_get_share_ratio", "ams_set_share_ratio", "ams_get_custom_share_ratio", "ams_set_custom_share_ratio"];
        for endpoint in by_ret {
            assert!(read(endpoint, serde_json::json!({"ret": 0, "err_msg": "ok"})).is_ok(), "{endpoint}");
            let refused = read(endpoint, serde_json::json!({"ret": 2056, "err_msg": "no rid: r-1"})).unwrap_err();
            let Error::Api { errcode, errmsg, rid, .. } = refused else { panic!("{endpoint}: {refused}") };
            assert_eq!((errcode, errmsg.as_str(), rid.as_deref()), (Errcode(2056), "no rid: r-1", Some("r-1")));
            let stale = read(endpoint, serde_json::json!({"errcode": 40001, "errmsg": "invalid credential"}));
            assert_eq!(stale.unwrap_err().errcode(), Some(Errcode(40001)), "{endpoint}");
        }
        assert!(read("release", serde_json::json!({"errcode": 0, "ret": 1})).is_ok(), "a field like any other");
        assert!(read("raw", serde_json::json!({"ret": 1, "err_msg": "x"})).is_ok(), "nobody said what it means");
    }

    #[test]
    fn credentials_are_masked() {
        let fields = serde_json::json!({
            "component_appid": "wxc0ffee0000000001", "component_appsecret": "S1", "component_verify_ticket": "T1",
            "authorization_code": "", "template_id": 1,
        });
        let found = credentials(fields.as_object().unwrap().iter(), Some("A1"));
        assert_eq!(found, ["S1", "T1", "A1"]);
        assert_eq!(mask("S1 and T1, A1 of wxc0ffee0000000001", &found), "*** and ***, *** of wxc0ffee0000000001");
    }
}
