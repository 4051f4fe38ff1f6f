//! A call as a command to copy into a shell: with wxfleet's own command line, and with curl. The key is a variable.

use serde_json::{Map, Value, json};
use wxfleet_wechat::catalogue::Entry;
use wxfleet_wechat::catalogue::shape::Kind;

/// A call, put together.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The platform.
    pub component: &'a str,
    /// The account, if one is chosen.
    pub appid: Option<&'a str>,
    /// The query.
    pub query: &'a Map<String, Value>,
    /// The body.
    pub body: &'a Map<String, Value>,
}

/// `wxfleet call …`.
pub(super) fn cli(entry: &Entry, call: &Call<'_>) -> String {
    let mut words = vec![format!("wxfleet call {} --component {}", entry.id, call.component)];
    words.extend(call.appid.map(|appid| format!("--appid {appid}")));
    for (shape, fields) in [(&entry.query, call.query), (&entry.body, call.body)] {
        for (name, value) in fields {
            let is_text = shape.field(name).is_some_and(|field| field.kind == Kind::String);
            let argument = match value {
                Value::String(text) if is_text => format!("{name}={text}"),
                value => format!("{name}:={value}"),
            };
            words.push(quoted(&argument));
        }
    }
    words.extend(entry.file_field().map(|_| "--file FILE".to_owned()));
    words.join(" \\\n  ")
}

/// The same by our HTTP API.
pub(super) fn curl(entry: &Entry, call: &Call<'_>) -> String {
    let account = call.appid.map(|appid| format!("/authorizers/{appid}")).unwrap_or_default();
    let address = format!("/api/v1/components/{}{account}/call/{}", call.component, entry.id);
    let mut lines = vec![
        format!("curl -sS -X POST \"$WXFLEET_SERVER{address}\""),
        "-H \"Authorization: Bearer $WXFLEET_KEY\"".to_owned(),
    ];
    let (query, body) = (Value::Object(call.query.clone()), Value::Object(call.body.clone()));
    if let Some(field) = entry.file_field() {
        lines.push(format!("-F {}", quoted(&format!("query={query}"))));
        lines.push(format!("-F {}", quoted(&format!("body={body}"))));
        lines.push(format!("-F {field}=@FILE"));
    } else {
        lines.push("-H 'Content-Type: application/json'".to_owned());
        lines.push(format!("-d {}", quoted(&json!({"query": query, "body": body}).to_string())));
    }
    lines.join(" \\\n  ")
}

/// One word for a shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:=,@".contains(&byte);
    if text.bytes().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use wxfleet_wechat::catalogue;

    use super::*;

    fn fields(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn commands_are_quoted_and_hold_no_key() {
        let entry = catalogue::entry("modify_signature").unwrap();
        let (query, body) = (Map::new(), fields(&json!({"signature": "it's $HOME"})));
        let call = Call { component: "wxc0ffee0000000001", appid: Some("wxa1"), query: &query, body: &body };
        assert_eq!(
            cli(entry, &call),
            "wxfleet call modify_signature --component wxc0ffee0000000001 \\\n  --appid wxa1 \\\n  'signature=it'\\''s $HOME'"
        );
        let curl = curl(entry, &call);
        assert!(curl.contains("/authorizers/wxa1/call/modify_signature\""), "{curl}");
        assert!(curl.contains("Bearer $WXFLEET_KEY") && curl.contains(r"it'\''s $HOME"), "{curl}");
    }

    #[test]
    fn other_kinds_are_json_and_files_are_named() {
        let entry = catalogue::entry("submit_audit").unwrap();
        let (query, body) = (Map::new(), fields(&json!({"privacy_api_not_use": true})));
        let call = Call { component: "wx1", appid: None, query: &query, body: &body };
        assert!(cli(entry, &call).ends_with("privacy_api_not_use:=true"));
        let entry = catalogue::entry("upload_audit_media").unwrap();
        let call = Call { component: "wx1", appid: None, query: &query, body: &query };
        assert!(cli(entry, &call).ends_with("--file FILE") && curl(entry, &call).contains("-F media=@FILE"));
    }
}
