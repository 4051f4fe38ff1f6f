//! What serde and our own identifiers say of a body that is not what it must be, in Chinese. Their words are few and fixed;
//! a test holds each of them against those who say it. What is not among them stays as it is.

/// What a right identifier looks like, after its name.
const IDENTIFIERS: [(&str, &str); 2] = [
    (" must be `wx` and 16 lower-case hexadecimal digits", " 必须是 `wx` 加 16 位小写十六进制字符"),
    (" must be 1 to 64 letters, digits, `-`, `_`, `@` or `.`", " 必须是 1 到 64 个字母、数字、`-`、`_`、`@` 或 `.`"),
];

/// The same in Chinese.
pub(super) fn in_chinese(text: &str) -> String {
    let (what, place) = without_place(text);
    let told = told(what).unwrap_or_else(|| what.to_owned());
    match place {
        Some((line, column)) => format!("{told}（第 {line} 行第 {column} 列）"),
        None => told,
    }
}

/// The text, and the line and column at its end.
fn without_place(text: &str) -> (&str, Option<(&str, &str)>) {
    let split = || {
        let (what, place) = text.rsplit_once(" at line ")?;
        let (line, column) = place.split_once(" column ")?;
        let are_numbers = [line, column].iter().all(|one| one.bytes().all(|byte| byte.is_ascii_digit()));
        are_numbers.then_some((what, Some((line, column))))
    };
    split().unwrap_or((text, None))
}

fn told(what: &str) -> Option<String> {
    if let Some(field) = what.strip_prefix("missing field ") {
        return Some(format!("缺少字段 {field}"));
    }
    if let Some(field) = what.strip_prefix("duplicate field ") {
        return Some(format!("字段 {field} 出现了不止一次"));
    }
    if let Some(rest) = what.strip_prefix("unknown field ") {
        return Some(match rest.split_once(", ") {
            Some((field, "there are no fields")) => format!("没有字段 {field}，这里不接受任何字段"),
            Some((field, known)) => format!("没有字段 {field}，可用的有 {}", listed(known.strip_prefix("expected ")?)),
            None => format!("没有字段 {rest}"),
        });
    }
    if let Some(expected) = what.strip_prefix("expected ") {
        return wanted(expected).map(|wanted| format!("应为{wanted}"));
    }
    if let Some((name, expects)) = IDENTIFIERS.iter().find_map(|(en, zh)| Some((what.strip_suffix(en)?, zh))) {
        return Some(format!("{name}{expects}"));
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| what.starts_with(start));
    if begins(&["EOF while parsing"]) {
        Some("JSON 不完整，中途就结束了".to_owned())
    } else if begins(&["trailing characters"]) {
        Some("JSON 结束之后还有多余的内容".to_owned())
    } else if begins(&["recursion limit exceeded"]) {
        Some("JSON 嵌套过深".to_owned())
    } else if begins(&[
        "key must be a string",
        "trailing comma",
        "invalid number",
        "number out of range",
        "invalid escape",
        "invalid unicode code point",
        "lone leading surrogate",
        "unexpected end of hex escape",
        "control character",
    ]) {
        Some("不是有效的 JSON".to_owned())
    } else {
        None
    }
}

/// What serde expected.
fn wanted(expected: &str) -> Option<String> {
    Some(match expected {
        "a string" | "a borrowed string" | "string or map" => "字符串".to_owned(),
        "a boolean" => "布尔值 true 或 false".to_owned(),
        "a sequence" => "数组".to_owned(),
        "a map" | "a JSON object" => " JSON 对象".to_owned(),
        "null" => " null".to_owned(),
        "value" | "ident" | "`:`" | "`,` or `}`" | "`,` or `]`" | "`\"`" => return Some("有效的 JSON".to_owned()),
        "i8" | "i16" | "i32" | "i64" | "isize" | "an integer" => "整数".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "非负整数".to_owned(),
        "f32" | "f64" | "a number" => "数字".to_owned(),
        named if named.starts_with('`') || named.starts_with("one of ") => format!("以下之一：{}", listed(named)),
        other if other.starts_with("struct ") || other.starts_with("internally tagged enum ") => {
            " JSON 对象".to_owned()
        }
        _ => return None,
    })
}

/// Names as serde lists them, as Chinese lists them.
fn listed(names: &str) -> String {
    names.strip_prefix("one of ").unwrap_or(names).replace("` or `", "`、`").replace(", ", "、")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use wxfleet_wechat::id::{Appid, Wechatid};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read from texts that are wrong")]
    struct Three {
        name: String,
        #[serde(default)]
        kind: Kind,
        #[serde(default)]
        list: Vec<u32>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        #[default]
        One,
        Other,
    }

    fn said<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
        let text = super::super::extract::unquoted(&serde_json::from_str::<T>(body).unwrap_err().to_string());
        in_chinese(&text)
    }

    #[test]
    fn what_serde_says_is_said_in_chinese() {
        for (body, expected) in [
            ("{}", "缺少字段 `name`（第 1 行第 2 列）"),
            (r#"{"name":"a","nam":1}"#, "没有字段 `nam`，可用的有 `name`、`kind`、`list`（第 1 行第 17 列）"),
            (r#"{"name":"a","name":"b"}"#, "字段 `name` 出现了不止一次（第 1 行第 18 列）"),
            (r#"{"name":1}"#, "应为字符串（第 1 行第 9 列）"),
            (r#"{"name":"a","kind":"two"}"#, "应为以下之一：`one`、`other`（第 1 行第 24 列）"),
            (r#"{"name":"a","list":{}}"#, "应为数组（第 1 行第 19 列）"),
            (r#"{"name":"a","list":[-1]}"#, "应为非负整数（第 1 行第 22 列）"),
            (r#"{"name":"#, "JSON 不完整，中途就结束了（第 1 行第 8 列）"),
            (r#"{"name":"a"}}"#, "JSON 结束之后还有多余的内容（第 1 行第 13 列）"),
            (r#"{"name":"a" "kind"}"#, "应为有效的 JSON（第 1 行第 13 列）"),
            (r#"{name:"a"}"#, "不是有效的 JSON（第 1 行第 2 列）"),
            (r#"{"name":"\q"}"#, "不是有效的 JSON（第 1 行第 11 列）"),
        ] {
            assert_eq!(said::<Three>(body), expected, "{body}");
        }
        assert_eq!(said::<Nothing>(r#"{"a":1}"#), "没有字段 `a`，这里不接受任何字段（第 1 行第 4 列）");
        assert_eq!(in_chinese("expected a JSON object"), "应为 JSON 对象");
        assert_eq!(in_chinese("a fraction"), "a fraction");
        let appid = Appid::parse("wx").unwrap_err().to_string();
        assert_eq!(in_chinese(&appid), "appid 必须是 `wx` 加 16 位小写十六进制字符");
        let wechatid = Wechatid::parse("").unwrap_err().to_string();
        assert_eq!(in_chinese(&wechatid), "wechatid 必须是 1 到 64 个字母、数字、`-`、`_`、`@` 或 `.`");
    }
}
