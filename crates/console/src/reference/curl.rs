//! An operation as a command to copy into a shell.

use serde_json::Value;

/// What the command needs to know of an operation.
pub(super) struct Call<'a> {
    /// `GET` and so on.
    pub(super) method: &'a str,
    /// The path with `{parameters}`.
    pub(super) path: &'a str,
    /// Names of the query parameters that must be there.
    pub(super) query: Vec<&'a str>,
    /// Whether a key must be sent.
    pub(super) needs_key: bool,
    /// An example of the body, if there is one.
    pub(super) body: Option<Value>,
    /// Whether the answer is a file.
    pub(super) file: bool,
}

/// The command, on several lines. Parameters become shell variables: braces would mean something to curl itself.
pub(super) fn command(call: &Call<'_>) -> String {
    let mut lines = vec![format!("curl -sS{} \"$WXFLEET_SERVER{}\"", method(call), address(call))];
    if call.needs_key {
        lines.push("-H \"Authorization: Bearer $WXFLEET_KEY\"".to_owned());
    }
    if let Some(body) = &call.body {
        lines.push("-H 'Content-Type: application/json'".to_owned());
        let text = format!("{body:#}");
        lines.push(format!("-d '{}'", text.replace('\'', r"'\''")));
    }
    if call.file {
        lines.push("-o answer.bin".to_owned());
    }
    lines.join(" \\\n  ")
}

/// curl chooses `GET`, or `POST` where there is a body, by itself.
fn method(call: &Call<'_>) -> String {
    let chosen = if call.body.is_some() { "POST" } else { "GET" };
    if call.method == chosen { String::new() } else { format!(" -X {}", call.method) }
}

fn address(call: &Call<'_>) -> String {
    let parts = call.path.split_inclusive(['{', '}']).map(|part| match part.strip_suffix('}') {
        Some(name) => variable(name),
        None => part.strip_suffix('{').unwrap_or(part).to_owned(),
    });
    let marks = std::iter::once('?').chain(std::iter::repeat('&'));
    let query = call.query.iter().zip(marks).map(|(name, mark)| format!("{mark}{name}={}", variable(name)));
    parts.chain(query).collect()
}

/// A parameter's name as a shell's variable; names that already mean something to a shell get a tail.
fn variable(name: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = name.chars().map(upper).collect();
    let tail = if ["PATH", "HOME", "USER", "LANG", "PWD"].contains(&name.as_str()) { "_VALUE" } else { "" };
    format!("${{{name}{tail}}}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reading_command() {
        let call = Call {
            method: "GET",
            path: "/api/v1/components/{component_appid}/authorizers/{appid}",
            query: vec!["path"],
            needs_key: true,
            body: None,
            file: true,
        };
        assert_eq!(
            command(&call),
            "curl -sS \"$WXFLEET_SERVER/api/v1/components/${COMPONENT_APPID}/authorizers/${APPID}?path=${PATH_VALUE}\" \\\n  \
             -H \"Authorization: Bearer $WXFLEET_KEY\" \\\n  -o answer.bin"
        );
    }

    #[test]
    fn a_body_survives_the_shell() {
        let body = Some(json!({ "note": "it's" }));
        let call = Call { method: "POST", path: "/x", query: vec![], needs_key: false, body, file: false };
        assert_eq!(
            command(&call),
            "curl -sS \"$WXFLEET_SERVER/x\" \\\n  -H 'Content-Type: application/json' \\\n  -d '{\n  \"note\": \"it'\\''s\"\n}'"
        );
    }

    #[test]
    fn a_method_is_named_where_curl_would_choose_another() {
        let call =
            |method, body| command(&Call { method, path: "/x", query: vec![], needs_key: false, body, file: false });
        assert!(call("DELETE", None).starts_with("curl -sS -X DELETE "));
        assert!(call("PUT", Some(json!({}))).starts_with("curl -sS -X PUT "));
        assert!(call("POST", None).starts_with("curl -sS -X POST "));
        assert!(call("POST", Some(json!({}))).starts_with("curl -sS \""));
    }
}
