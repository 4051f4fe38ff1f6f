//! What may be kept of a call: texts cut to a size, with every credential blotted out.
//!
//! Answers may be megabytes and what is kept is cut, so nothing is parsed: one walk over the text finds names and blots
//! what follows those that are secret. It holds for JSON that ends in the middle as well.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value};
use wxfleet_wechat::client::Outgoing;

use crate::calls::masks::{BLOT, is_secret};

/// The most that is kept of a request or an answer, in bytes.
const KEPT: usize = 4 << 10;
/// What is looked at beyond, so that a credential that the cut would halve is seen whole.
const LOOKED_AT: usize = KEPT + 1_024;

/// The query as it stands in an address, but readable.
pub(super) fn query(fields: &Map<String, Value>) -> String {
    let pairs = fields.iter().map(|(name, value)| {
        let shown = match value.as_str() {
            _ if is_secret(name) => BLOT.to_owned(),
            Some(text) => text.to_owned(),
            None => value.to_string(),
        };
        format!("{name}={shown}")
    });
    cut(pairs.collect::<Vec<_>>().join("&"))
}

/// The body; of a file its name and size.
pub(super) fn request(outgoing: &Outgoing<'_>, credentials: &[String]) -> String {
    if outgoing.method == http::Method::GET {
        return String::new();
    }
    let mut text = Bounded(Vec::new());
    // It fails only where it is cut.
    serde_json::to_writer(&mut text, &outgoing.body).ok();
    let mut shown = masked(&text.0, credentials);
    if let Some((field, upload)) = outgoing.upload {
        let _ = write!(shown, "\n{field}: {}, {} bytes", upload.file_name, upload.bytes.len());
    }
    shown
}

/// The answer; of a file its kind and size.
pub(super) fn answer(content_type: &str, bytes: &[u8], credentials: &[String]) -> String {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return format!("{content_type}, {} bytes", bytes.len());
    }
    masked(&bytes[..bytes.len().min(LOOKED_AT)], credentials)
}

/// A buffer that takes no more than is looked at.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = LOOKED_AT.saturating_sub(self.0.len()).min(bytes.len());
        self.0.extend_from_slice(&bytes[..room]);
        Ok(room)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// JSON, whole or cut, with the values of secret names blotted, and the call's own credentials wherever they stand.
fn masked(json: &[u8], credentials: &[String]) -> String {
    let text = String::from_utf8_lossy(json);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(quote) = rest.find('"') {
        let (before, from_quote) = rest.split_at(quote);
        shown.push_str(before);
        let (string, after) = split_string(from_quote);
        shown.push_str(string);
        rest = after;
        let Some(value) = after.trim_start().strip_prefix(':') else { continue };
        let name = string.trim_matches('"');
        let value = value.trim_start();
        let after_value = match value.bytes().next() {
            Some(b'"') if is_secret(name) => split_string(value).1,
            // A number under this name is a code of something else; the authorization codes are texts.
            Some(b'0'..=b'9' | b'-') if is_secret(name) && name != "code" => {
                value.trim_start_matches(|char: char| char.is_ascii_digit() || "+-.eE".contains(char))
            }
            _ => continue,
        };
        shown.push_str(":\"");
        shown.push_str(BLOT);
        shown.push('"');
        rest = after_value;
    }
    shown.push_str(rest);
    // Short ones would blot out half of the words.
    for credential in credentials.iter().filter(|text| text.len() >= 8) {
        if shown.contains(credential.as_str()) {
            shown = shown.replace(credential.as_str(), BLOT);
        }
    }
    cut(shown)
}

/// A string of JSON with its quotes, and what follows it. One that has no end goes to the end of the text.
fn split_string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    // Quotes are one byte, so the place is between two characters.
    text.split_at(end.map_or(text.len(), |end| end + 2))
}

fn cut(mut text: String) -> String {
    if text.len() > KEPT {
        text.truncate(text.floor_char_boundary(KEPT));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(json: &str) -> String {
        masked(json.as_bytes(), &["OWN-CANARY".to_owned()])
    }

    #[test]
    fn what_is_secret_by_name_is_blotted_wherever_it_stands() {
        for json in [
            r#"{"component_access_token":"CANARY"}"#,
            r#"{"a":{"authorizer_refresh_token" : "CANARY\"CANARY"},"b":1}"#,
            r#"{"list":[{"refresh_token":"CANARY"},{"session_key":"CANARY"}]}"#,
            r#"{"pre_auth_code":"CANARY","ComponentVerifyTicket":1,"component_verify_ticket":"CANARY"}"#,
            r#"{"code":"CANARY","purePhoneNumber":"CANARY"}"#,
            r#"{"errmsg":"token OWN-CANARY is old"}"#,
            r#"{"component_access_token":"CANARY and no end"#,
            r#"{"component_access_token":"CANARY\"#,
        ] {
            assert!(!shown(json).contains("CANARY"), "{json} becomes {}", shown(json));
        }
        let kept = r#"{"errcode":0,"code":42,"name":"\"token\":\"x\"","tokens":[1],"a":null}"#;
        assert_eq!(shown(kept), kept, "everything else stays");
        assert_eq!(shown(r#"{"access_token": 12.5e3, "b": 1}"#), r#"{"access_token":"***", "b": 1}"#);
    }

    #[test]
    fn what_is_long_is_cut_between_characters() {
        let long = shown(&json!({"errmsg": "错".repeat(4_000)}).to_string());
        assert!(long.len() <= KEPT + 3 && long.ends_with("错…"), "{}", long.len());
        let halved = format!(r#"{{"errmsg":"{}OWN-CANARY"}}"#, "x".repeat(KEPT - 15));
        assert!(!shown(&halved).contains("OWN-"), "a credential is not halved");
    }

    #[test]
    fn a_query_hides_its_codes() {
        let fields = json!({"js_code": "CANARY", "appid": "wx1", "page": 2});
        assert_eq!(query(fields.as_object().unwrap()), "appid=wx1&js_code=***&page=2");
    }

    #[test]
    fn files_are_told_by_their_kind_and_size() {
        assert_eq!(answer("image/jpeg", b"\xff\xd8CANARY", &[]), "image/jpeg, 8 bytes");
    }
}
