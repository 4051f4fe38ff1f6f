//! Hiding tickets and authorization codes where a push is shown to people.

use std::borrow::Cow;

use super::notice::MAX_PIECES;
use super::xml::{Piece, Pull, push_cdata};

/// What stands in a secret's place.
pub(super) const MASK: &str = "***";

/// The first name whose text is a secret.
const SECRET: &str = "ComponentVerifyTicket";

/// A release check sends an authorization code as a user's text.
const QUERY_AUTH_CODE: &str = "QUERY_AUTH_CODE:";

/// Whether the text of an element of this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    const NAMES: [&str; 5] = [SECRET, "AuthorizationCode", "PreAuthCode", "auth_code", "AuthCode"];
    NAMES.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// The text of an element as it may be shown.
pub(super) fn shown<'a>(name: &str, text: &'a str) -> Cow<'a, str> {
    if is_secret(name) && !text.is_empty() {
        Cow::Borrowed(MASK)
    } else if text.trim_start().starts_with(QUERY_AUTH_CODE) {
        Cow::Owned(format!("{QUERY_AUTH_CODE}{MASK}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The XML of a push with tickets and authorization codes blanked out, for showing. Everything else stays as it was
/// written. From the place on where it stops being XML nothing is shown, since nobody can say what it is.
pub fn mask_xml(xml: &[u8]) -> String {
    let mut masked = String::with_capacity(xml.len());
    let Ok(mut pull) = Pull::new(xml, MAX_PIECES) else { return masked };
    let mut element = Element::default();
    loop {
        let start = pull.position();
        let piece = pull.next();
        let source = pull.text().get(start..pull.position()).unwrap_or_default();
        match piece {
            Ok(Piece::Open(name)) => {
                element.flush(&mut masked);
                element.open(name, pull.depth());
                masked.push_str(source);
            }
            Ok(Piece::Close) => {
                element.flush(&mut masked);
                element.close(pull.depth());
                masked.push_str(source);
            }
            Ok(Piece::Plain(text) | Piece::Cdata(text)) => element.push(text, source),
            Ok(Piece::Char(c)) => element.push(c.encode_utf8(&mut [0; 4]), source),
            Ok(Piece::End) => {
                masked.push_str(source);
                return masked;
            }
            Err(_) => return masked,
        }
    }
}

/// What was read since the last tag and not written yet, because its end may show that it is a secret.
#[derive(Default)]
struct Element {
    /// As it reads.
    text: String,
    /// As it was written.
    source: String,
    /// How deep the secret lies that we are in.
    secret: Option<usize>,
}

impl Element {
    fn open(&mut self, name: &str, depth: usize) {
        if self.secret.is_none() && is_secret(name) {
            self.secret = Some(depth);
        }
    }

    fn close(&mut self, depth: usize) {
        self.secret = self.secret.filter(|secret| *secret <= depth);
    }

    fn push(&mut self, text: &str, source: &str) {
        self.text.push_str(text);
        self.source.push_str(source);
    }

    fn flush(&mut self, masked: &mut String) {
        let name = if self.secret.is_some() { SECRET } else { "" };
        match shown(name, &self.text) {
            Cow::Borrowed(text) if text == self.text => masked.push_str(&self.source),
            other => push_cdata(masked, &other),
        }
        self.text.clear();
        self.source.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_blanked_and_the_rest_stays() {
        let xml = "<xml><InfoType><![CDATA[authorized]]></InfoType>\n<AuthorizationCode>a<![CDATA[b]]>&#99;\
                   </AuthorizationCode><PreAuthCode/><info><auth_code> x </auth_code><n a='1'>&lt;🐉</n></info></xml>\n";
        let expected = "<xml><InfoType><![CDATA[authorized]]></InfoType>\n<AuthorizationCode><![CDATA[***]]>\
                        </AuthorizationCode><PreAuthCode/><info><auth_code><![CDATA[***]]></auth_code><n a='1'>&lt;🐉</n>\
                        </info></xml>\n";
        assert_eq!(mask_xml(xml.as_bytes()), expected);
    }

    #[test]
    fn the_code_of_a_release_check_is_blanked() {
        let xml = "<xml><Content><![CDATA[QUERY_AUTH_CODE:queryauthcode@@@canary]]></Content></xml>";
        assert_eq!(mask_xml(xml.as_bytes()), "<xml><Content><![CDATA[QUERY_AUTH_CODE:***]]></Content></xml>");
    }

    #[test]
    fn what_is_no_xml_is_not_shown() {
        assert_eq!(mask_xml(b"<xml><a>1</a><AuthorizationCode>canary"), "<xml><a>1</a><AuthorizationCode>");
        assert_eq!(mask_xml(b"{\"AuthorizationCode\":\"canary\"}"), "");
        assert_eq!(mask_xml(b"<!DOCTYPE canary><xml/>"), "");
        assert_eq!(mask_xml(b"\xff"), "");
    }

    #[test]
    fn a_child_inside_a_secret_shows_nothing() {
        let masked = mask_xml(b"<xml><AuthorizationCode><b>canary</b>canary</AuthorizationCode></xml>");
        assert!(!masked.contains("canary"), "{masked}");
    }
}
