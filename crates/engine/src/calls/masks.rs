//! What must not be seen: credentials in a request that the journal keeps, our own tokens in an answer.

use serde_json::{Map, Value};
use wxfleet_wechat::endpoint::Answered;

/// What stands in the place of a secret.
pub(crate) const BLOT: &str = "***";

/// Tokens that the keeper keeps, by WeChat's names; the last is what the list of authorizers calls a refresh token.
const OURS: [&str; 3] = ["component_access_token", "authorizer_access_token", "authorizer_refresh_token"];

/// The fields with every credential blotted out, and what tells a person by their number.
pub(super) fn blotted(fields: &Map<String, Value>) -> Value {
    let mut value = Value::Object(fields.clone());
    blot_where(&mut value, &is_secret);
    value
}

/// Whether what stands under this name is for nobody to read: credentials, keys, and numbers by which a person is known.
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let parts = [
        "encrypt_key",
        "phone",
        "mobile",
        "telephone",
        "idcard",
        "id_card",
        "idnumber",
        "id_number",
        "certificate_number",
        "bank_account",
    ];
    is_credential(&name) || parts.iter().any(|part| name.contains(part))
}

/// Whether a field of this name holds what gives access.
fn is_credential(name: &str) -> bool {
    let ends = ["secret", "token", "ticket", "session_key", "auth_code", "authorization_code"];
    ends.iter().any(|end| name.ends_with(end)) || ["js_code", "code", "password"].contains(&name)
}

/// An answer without tokens of ours. It stays as it came, byte for byte, where there are none.
pub(super) fn blot(answered: Answered) -> Answered {
    let Ok(mut value) = serde_json::from_slice::<Value>(&answered.bytes) else { return answered };
    let of_list = |value: &Value| value.get("total_count").is_some() && value.get("list").is_some();
    let lists_authorizers = of_list(&value);
    let ours = |name: &str| OURS.contains(&name) || (lists_authorizers && name == "refresh_token");
    if blot_where(&mut value, &ours) { Answered { bytes: value.to_string().into(), ..answered } } else { answered }
}

/// Blots the texts under the names that `is_secret` knows, however deep; says whether there were any.
fn blot_where(value: &mut Value, is_secret: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Object(fields) => {
            let mut any = false;
            for (name, value) in fields.iter_mut() {
                if is_secret(name) && (value.is_string() || value.is_number()) {
                    *value = BLOT.into();
                    any = true;
                } else {
                    any |= blot_where(value, is_secret);
                }
            }
            any
        }
        Value::Array(items) => items.iter_mut().fold(false, |any, item| blot_where(item, is_secret) | any),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &str) -> Answered {
        Answered { content_type: "application/json".to_owned(), bytes: text.to_owned().into() }
    }

    #[test]
    fn our_tokens_never_come_through() {
        for text in [
            r#"{"authorization_info":{"authorizer_refresh_token":"CANARY"}}"#,
            r#"{"total_count":1,"list":[{"authorizer_appid":"wx1","refresh_token":"CANARY"}]}"#,
            r#"{"component_access_token":"CANARY"}"#,
        ] {
            let blotted = blot(answered(text));
            assert!(!String::from_utf8_lossy(&blotted.bytes).contains("CANARY"), "{text}");
        }
    }

    #[test]
    fn other_answers_stay_byte_for_byte() {
        for text in [r#"{"session_key":"k", "openid":1.0}"#, r#"{"refresh_token":"the user's"}"#, "\u{0}\u{1}"] {
            assert_eq!(blot(answered(text)).bytes, text.as_bytes(), "{text}");
        }
    }
}
