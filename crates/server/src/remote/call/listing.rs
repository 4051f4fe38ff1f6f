//! The catalogue for people: what there is, and what one endpoint takes. It is compiled in, so no server is asked.

use serde::Serialize;
use serde_json::{Value, json};
use wxfleet_wechat::catalogue::{self, Entry, Shape};
use wxfleet_wechat::endpoint::Speaker;

use crate::failure::Failure;
use crate::remote::Remote;
use crate::remote::table::{sheet, table};
use crate::words::{Lang, say};

/// What `--json` shows of a row.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    group: &'a str,
    title_zh: &'a str,
    title_en: &'a str,
    method: &'a str,
    path: &'a str,
    token: Speaker,
}

pub(super) fn list(remote: &Remote, words: &[String]) -> Result<(), Failure> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let fits = |entry: &&Entry| words.iter().all(|word| entry.mentions(word) || entry.group.contains(word));
    let mut found: Vec<&Entry> = catalogue::entries().iter().filter(fits).collect();
    found.sort_by_key(|entry| (&entry.group, &entry.id));
    let rows: Vec<Row<'_>> = found.iter().copied().map(row).collect();
    let lang = remote.terminal.lang;
    remote.show(&rows, |_| {
        let line = |entry: &&Entry| {
            let title = if lang == Lang::Zh { &entry.title_zh } else { &entry.title_en };
            [entry.id.clone(), entry.group.clone(), title.clone(), format!("{} {}", entry.method, entry.path)]
        };
        let headings = [
            lang.pick("ENDPOINT", "接口"),
            lang.pick("GROUP", "分组"),
            lang.pick("DOES", "用途"),
            lang.pick("PATH", "路径"),
        ];
        table(lang, headings, found.iter().map(line).collect())
    })
}

fn row(entry: &Entry) -> Row<'_> {
    let Entry { id, group, title_zh, title_en, method, path, token, .. } = entry;
    Row { id, group, title_zh, title_en, method, path, token: *token }
}

pub(super) fn describe(remote: &Remote, entry: &Entry) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let sets: Vec<String> = entry.permission_sets.iter().map(ToString::to_string).collect();
    let described = json!({
        "id": entry.id, "title_zh": entry.title_zh, "title_en": entry.title_en, "method": entry.method,
        "path": entry.path, "token": entry.token, "request_schema": entry.request_schema(),
    });
    remote.show(&described, |_| {
        let title = if lang == Lang::Zh { &entry.title_zh } else { &entry.title_en };
        let mut rows = vec![
            (lang.pick("endpoint", "接口"), entry.id.clone()),
            (lang.pick("does", "用途"), title.clone()),
            (lang.pick("path", "路径"), format!("{} {}", entry.method, entry.path)),
            (lang.pick("speaks for", "以谁的名义"), speaker(entry, lang)),
        ];
        let mut add = |name, text: &str| {
            if !text.is_empty() {
                rows.push((name, text.to_owned()));
            }
        };
        add(lang.pick("permission sets", "权限集"), &sets.join(", "));
        let remarks = if lang == Lang::Zh { &entry.remarks_zh } else { &entry.remarks };
        add(lang.pick("limits", "限制"), &remarks.quota_note);
        add(lang.pick("mind", "注意"), &remarks.notes);
        add(lang.pick("not certain", "尚不确定"), remarks.uncertain_note.as_deref().unwrap_or_default());
        add(lang.pick("outdated", "已不推荐"), remarks.deprecated.as_deref().unwrap_or_default());
        let mut fields = Vec::new();
        list_fields(&entry.query, "", &mut fields, lang);
        list_fields(&entry.body, "", &mut fields, lang);
        let headings = [
            lang.pick("FIELD", "字段"),
            lang.pick("KIND", "类型"),
            lang.pick("NEEDED", "必填"),
            lang.pick("IS", "说明"),
        ];
        let (sheet, fields, sample) = (sheet(rows), table(lang, headings, fields), sample(entry));
        let heading = lang.pick("For instance:", "例如：");
        format!("{sheet}\n\n{fields}\n\n{heading}\n  {sample}")
    })
}

fn speaker(entry: &Entry, lang: Lang) -> String {
    match entry.token {
        Speaker::Component => say!(lang, "the platform", "第三方平台"),
        Speaker::Authorizer if super::platform_may_speak(entry) => {
            say!(lang, "an account (--appid), or the platform without it", "授权账号（--appid）；不给则为第三方平台")
        }
        Speaker::Authorizer => say!(lang, "an account (--appid)", "授权账号（--appid）"),
        Speaker::None => say!(lang, "nobody: credentials are fields", "无令牌：凭据在字段里"),
    }
}

fn list_fields(shape: &Shape, at: &str, rows: &mut Vec<[String; 4]>, lang: Lang) {
    for field in &shape.0 {
        let name = format!("{at}{}", field.name);
        let needed = if field.must_be_given() { lang.pick("yes", "是") } else { "" };
        let kind = format!("{:?}", field.kind).to_lowercase();
        rows.push([name.clone(), kind, needed.to_owned(), field.note.clone()]);
        list_fields(&field.fields, &format!("{name}."), rows, lang);
    }
}

/// A call as it would be typed.
fn sample(entry: &Entry) -> String {
    let mut words = vec!["wxfleet call".to_owned(), entry.id.clone()];
    if entry.token == Speaker::Authorizer {
        words.push("--appid APPID".to_owned());
    }
    if entry.file_field().is_some() {
        words.push("--file FILE".to_owned());
    }
    for (name, value) in entry.sample_call_query().iter().chain(&entry.sample_call_body()) {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./:@".contains(&byte));
        words.push(match value {
            Value::String(text) if plain(text) => format!("{name}={text}"),
            Value::String(text) => format!("{name}='{}'", text.replace('\'', "'\\''")),
            Value::Number(number) => format!("{name}={number}"),
            other => format!("{name}:='{}'", other.to_string().replace('\'', "'\\''")),
        });
    }
    words.join(" ")
}
