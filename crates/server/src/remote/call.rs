//! `wxfleet call …`: any API of WeChat's, by its name in the catalogue.

mod fields;
mod listing;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value};
use wxfleet_api::call::{Call, RawCall, Upload};
use wxfleet_api::client::File;
use wxfleet_wechat::catalogue::{self, Entry, Field};
use wxfleet_wechat::endpoint::Speaker;
use wxfleet_wechat::id::Appid;

use super::{Remote, files};
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::{Lang, said, say};

/// What to call, and with what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Call")]
pub struct CallArgs {
    /// Name in the catalogue, for instance `get_api_quota`; or `raw`, followed by GET or POST and a path
    #[arg(required_unless_present = "list")]
    endpoint: Option<String>,
    /// `field=value`; `field:=JSON` for anything but a text; `a.b=x` goes inside an object
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// On behalf of which account; left out when the platform speaks for itself
    #[arg(long)]
    appid: Option<Appid>,
    /// The body as a JSON object: text, @FILE, or @- for stdin
    #[arg(long, value_name = "JSON")]
    body: Option<String>,
    /// A file to go along
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where to save an image or file that comes back [default: ENDPOINT.EXT]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Do not ask, where something cannot be taken back
    #[arg(long)]
    yes: bool,
    /// Show what the endpoint takes, its limits and a sample, and call nothing
    #[arg(long)]
    describe: bool,
    /// List the catalogue: all of it, or what the words fit
    #[arg(long)]
    list: bool,
}

pub(crate) async fn run(remote: Remote, args: CallArgs) -> Result<(), Failure> {
    if args.list {
        let words: Vec<String> = args.endpoint.into_iter().chain(args.fields).collect();
        return listing::list(&remote, &words);
    }
    let name = args.endpoint.clone().unwrap_or_default();
    if name == "raw" {
        return raw(&remote, args).await;
    }
    let entry = catalogue::entry(&name).ok_or_else(|| unknown(&name))?;
    if args.describe {
        return listing::describe(&remote, entry);
    }
    let component = remote.component().await?;
    let appid = args.appid.as_ref().map(Appid::as_str);
    if appid.is_none() && !platform_may_speak(entry) {
        return Err(Failure::Usage(said!(
            "`{name}` speaks for an account: say which with --appid",
            "`{name}` 须以某个账号的名义调用：请用 --appid 指定"
        )));
    }
    let mut body = json_object(&remote, args.body.as_deref())?;
    let mut query = Map::new();
    fields::assign(entry, &args.fields, &mut query, &mut body)?;
    ask_first(remote.terminal, entry, args.yes)?;
    let file = args.file.as_deref().map(|path| upload(entry, path)).transpose()?;
    let call = Call { query: Some(query), body: Some(body) };
    let answer = remote.client.call(&component, appid, &name, &call, file).await?;
    show(&remote, &name, &answer, args.out)
}

/// Whether the call can be made without an account.
fn platform_may_speak(entry: &Entry) -> bool {
    entry.speaker_without_account() != Speaker::Authorizer
}

/// Asks, where something cannot be taken back.
fn ask_first(terminal: Terminal, entry: &Entry, yes: bool) -> Result<(), Failure> {
    if !entry.cannot_be_taken_back() {
        return Ok(());
    }
    let (lang, name) = (terminal.lang, &entry.id);
    let title = if lang == Lang::Zh { &entry.title_zh } else { &entry.title_en };
    terminal.confirm(&say!(lang, "{title} ({name}): go on?", "{title}（{name}）：确定执行吗？"), yes)
}

async fn raw(remote: &Remote, args: CallArgs) -> Result<(), Failure> {
    let [method, path, fields @ ..] = args.fields.as_slice() else {
        return Err(Failure::Usage(said!(
            "after `raw` come the method and the path, for instance: wxfleet call raw POST /wxa/getversioninfo",
            "`raw` 之后是方法与路径，例如：wxfleet call raw POST /wxa/getversioninfo"
        )));
    };
    let method = method.to_ascii_uppercase();
    let mut body = json_object(remote, args.body.as_deref())?;
    let mut query = Map::new();
    fields::assign_plainly(fields, if method == "GET" { &mut query } else { &mut body })?;
    if let Some(entry) = known_as(path, &query, &body) {
        ask_first(remote.terminal, entry, args.yes)?;
    }
    let call = RawCall { method, path: path.clone(), token_param: None, query: Some(query), body: Some(body) };
    let component = remote.component().await?;
    let appid = args.appid.as_ref().map(Appid::as_str);
    let answer = remote.client.call_raw(&component, appid, &call).await?;
    show(remote, "raw", &answer, args.out)
}

/// The catalogue's row for a call that is written as it is. Rows of one path differ by a field that has one value in
/// each: the row whose value stands there is meant, or else, before one that could be, the one that asks first.
fn known_as(path: &str, query: &Map<String, Value>, body: &Map<String, Value>) -> Option<&'static Entry> {
    let bare = path.trim_end_matches('/');
    let told = |entry: &Entry| told_apart(entry, query, body);
    let fits = |entry: &&Entry| entry.path.eq_ignore_ascii_case(bare) && told(entry) != Some(false);
    let found: Vec<&Entry> = catalogue::entries().iter().filter(fits).collect();
    let named = found.iter().find(|entry| told(entry) == Some(true));
    named.or_else(|| found.iter().find(|entry| entry.cannot_be_taken_back())).copied()
}

/// Whether the fields that have one value for this row have it here; `None` where nothing tells.
fn told_apart(entry: &Entry, query: &Map<String, Value>, body: &Map<String, Value>) -> Option<bool> {
    let fields = entry.query.0.iter().chain(&entry.body.0);
    let agrees = |field: &Field| {
        let only = field.constant.as_deref()?;
        Some(query.get(&field.name).or_else(|| body.get(&field.name))? == only)
    };
    fields.filter_map(agrees).reduce(|all, one| all && one)
}

fn unknown(name: &str) -> Failure {
    let near = catalogue::nearest(name);
    if near.is_empty() {
        return Failure::Usage(said!(
            "there is no endpoint `{name}`; `wxfleet call --list` shows all, `wxfleet call raw` takes any path",
            "没有名为 `{name}` 的接口；全部接口见 `wxfleet call --list`，任意路径可用 `wxfleet call raw`"
        ));
    }
    let near = near.join(", ");
    Failure::Usage(said!(
        "there is no endpoint `{name}`. Did you mean: {near}?\n  `wxfleet call --list` shows all, `wxfleet call raw` \
         takes any path.",
        "没有名为 `{name}` 的接口。是不是：{near}？\n  全部接口见 `wxfleet call --list`，任意路径可用 `wxfleet call raw`。"
    ))
}

fn json_object(remote: &Remote, given: Option<&str>) -> Result<Map<String, Value>, Failure> {
    let text = match given {
        None => return Ok(Map::new()),
        Some("@-") => remote.terminal.read_stdin()?,
        Some(text) => match text.strip_prefix('@') {
            Some(path) => files::text(Path::new(path))?,
            None => text.to_owned(),
        },
    };
    serde_json::from_str(&text)
        .map_err(|error| Failure::Usage(said!("--body is no JSON object: {error}", "--body 不是 JSON 对象：{error}")))
}

fn upload(entry: &Entry, path: &Path) -> Result<Upload, Failure> {
    let field = entry.file_field().ok_or_else(|| {
        let id = &entry.id;
        Failure::Usage(said!("`{id}` takes no file", "`{id}` 不接受文件"))
    })?;
    files::upload(field, path)
}

/// JSON is printed; anything else is saved.
fn show(remote: &Remote, name: &str, answer: &File, out: Option<PathBuf>) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    if let Ok(value) = serde_json::from_slice::<Value>(&answer.bytes)
        && out.is_none()
    {
        let text = serde_json::to_string_pretty(&value).map_err(anyhow::Error::from)?;
        return Ok(remote.terminal.result(&crate::terminal::inert(&text))?);
    }
    let path = out.unwrap_or_else(|| PathBuf::from(format!("{name}.{}", files::ending(&answer.content_type))));
    let shown = path.display().to_string();
    files::save(&path, &answer.bytes)?;
    let bytes = answer.bytes.len();
    remote.terminal.note(&say!(lang, "Saved {shown} ({bytes} bytes).", "已保存 {shown}（{bytes} 字节）。"));
    Ok(remote.terminal.result(&shown)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_endpoint_is_wrong_usage_and_named_by_its_likes() {
        let failure = unknown("submit-audit");
        assert_eq!(failure.status(), 2);
        assert!(failure.say(Lang::En).unwrap().contains("submit_audit"));
    }

    #[test]
    fn what_cannot_be_taken_back_needs_a_yes_by_whatever_name_it_is_called() {
        let terminal = Terminal::nobody(Lang::En);
        let fields = |action: &str| Map::from_iter([("action".to_owned(), Value::from(action))]);
        let asks = |path: &str, body: &Map<String, Value>| {
            let entry = known_as(path, &Map::new(), body);
            entry.is_some_and(|entry| ask_first(terminal, entry, false).is_err_and(|refused| refused.status() == 2))
        };
        assert!(asks("/wxa/release", &Map::new()));
        assert!(asks("/wxa/Release/", &Map::new()));
        assert!(asks("/wxa/change_visitstatus", &fields("open")));
        assert!(asks("/wxa/plugin", &fields("unbind")));
        assert!(asks("/wxa/plugin", &Map::new()));
        assert!(asks("/wxa/revertcoderelease", &Map::new()));
        assert!(!asks("/wxa/plugin", &fields("list")));
        assert!(!asks("/wxa/getversioninfo", &Map::new()));
        assert!(!asks("/wxa/something_new", &Map::new()));
        ask_first(terminal, known_as("/wxa/release", &Map::new(), &Map::new()).unwrap(), true).unwrap();
    }

    #[test]
    fn an_account_is_asked_for_only_where_the_platform_cannot_speak() {
        let may = |id: &str| platform_may_speak(catalogue::entry(id).unwrap());
        assert!(may("get_api_quota") && may("clear_quota") && may("get_template_list"));
        assert!(!may("submit_audit"));
    }
}
