//! Server domains and business domains of an account, by way of its platform and directly.
//!
//! An entry that is no entry at all comes back in an `invalid_…` list; one that is not registered with the platform is
//! dropped without a word; when nothing is left to change the answer is 85017 (89019 for business domains). In a `set` a
//! list that is left out is cleared.

use serde_json::{Map, Value, json};

use super::code::DEVELOPMENT;
use super::{Call, Route, get, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::domain::{AccountDomains, Lists, SERVER_LISTS, WEBVIEW_LIST, is_entry};

pub(super) const ROUTES: &[Route] = &[
    post("/wxa/modify_domain", DEVELOPMENT, modify_domain),
    post("/wxa/modify_domain_directly", DEVELOPMENT, modify_domain_directly),
    post("/wxa/setwebviewdomain", DEVELOPMENT, setwebviewdomain),
    post("/wxa/setwebviewdomain_directly", DEVELOPMENT, setwebviewdomain_directly),
    post("/wxa/get_webviewdomain_confirmfile", DEVELOPMENT, get_webviewdomain_confirmfile),
    post("/wxa/get_effective_domain", DEVELOPMENT, get_effective_domain),
    post("/wxa/get_effective_webviewdomain", DEVELOPMENT, get_effective_webviewdomain),
    get("/wxa/getwxadevinfo", DEVELOPMENT, getwxadevinfo),
    get("/wxa/get_prefetchdnsdomain", DEVELOPMENT, get_prefetchdnsdomain),
    post("/wxa/set_prefetchdnsdomain", DEVELOPMENT, set_prefetchdnsdomain),
];

const SERVER_LIMIT: usize = 200;
const WEBVIEW_LIMIT: usize = 300;
const PREFETCH_LIMIT: usize = 5;

/// By which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Platform,
    Direct,
}

impl Way {
    fn lists(self, domains: &mut AccountDomains) -> &mut Lists {
        match self {
            Self::Platform => &mut domains.third,
            Self::Direct => &mut domains.direct,
        }
    }
}

/// What one call asks for: valid entries by list, and the others.
struct Asked {
    lists: Lists,
    invalid: Lists,
}

fn read(call: &Call<'_>, names: &[(&str, &str)], port_allowed: bool) -> Result<Asked, Refusal> {
    let mut asked = Asked { lists: Lists::new(), invalid: Lists::new() };
    for (name, scheme) in names {
        let Some(value) = call.body.get(*name) else { continue };
        let entries = value.as_array().ok_or_else(|| Refusal::new(40097))?;
        let list = asked.lists.entry((*name).to_owned()).or_default();
        for entry in entries {
            let entry = entry.as_str().ok_or_else(|| Refusal::new(40097))?.to_lowercase();
            if !is_entry(&entry, scheme, port_allowed) {
                asked.invalid.entry((*name).to_owned()).or_default().push(entry);
            } else if !list.contains(&entry) {
                list.push(entry);
            }
        }
    }
    Ok(asked)
}

/// The list after the action.
fn changed(action: &str, now: &[String], entries: &[String]) -> Vec<String> {
    match action {
        "add" => {
            let new = entries.iter().filter(|entry| !now.contains(entry));
            now.iter().chain(new).cloned().collect()
        }
        "delete" => now.iter().filter(|entry| !entries.contains(entry)).cloned().collect(),
        _ => entries.to_vec(),
    }
}

fn modify_domain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    modify(world, call, Way::Platform)
}

fn modify_domain_directly(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    modify(world, call, Way::Direct)
}

fn modify(world: &mut World, call: &Call<'_>, way: Way) -> Result<Answer, Refusal> {
    let action = call.text("action").unwrap_or_default();
    if action == "get" {
        return Ok(shown(world, call, way, &Lists::new()));
    }
    if !["add", "delete", "set"].contains(&action) {
        return refuse(40097);
    }
    let mut asked = read(call, &SERVER_LISTS, true)?;
    if asked.lists.is_empty() {
        return Err(Refusal::with(40097, "no domain list"));
    }
    if way == Way::Platform && action != "delete" {
        for (list, entries) in &mut asked.lists {
            entries.retain(|entry| world.is_registered(&call.component, list, entry));
        }
    }
    let per_month = world.switches.domain_changes_per_month;
    let domains = world.domains_of(&call.appid);
    let now = way.lists(domains).clone();
    let mut then = Lists::new();
    for (name, _) in SERVER_LISTS {
        let (before, entries) = (now.get(name), asked.lists.get(name));
        let before = before.map_or(&[][..], Vec::as_slice);
        let after = match entries {
            None if action == "set" => Vec::new(),
            None => before.to_vec(),
            Some(entries) => changed(action, before, entries),
        };
        if after.len() > SERVER_LIMIT {
            return refuse(85016);
        }
        then.insert(name.to_owned(), after);
    }
    let same = then.iter().all(|(name, list)| now.get(name).map_or(&[][..], Vec::as_slice) == list.as_slice());
    if same && action != "delete" {
        return refuse(85017);
    }
    if !same && !domains.changes.take(call.now, per_month) {
        return refuse(45009);
    }
    *way.lists(domains) = keep_webview(then, &now);
    Ok(shown(world, call, way, &asked.invalid))
}

/// Business domains live beside the server domains and are not touched by a change of those.
fn keep_webview(mut then: Lists, now: &Lists) -> Lists {
    if let Some(webview) = now.get(WEBVIEW_LIST.0) {
        then.insert(WEBVIEW_LIST.0.to_owned(), webview.clone());
    }
    then
}

/// The direct way is documented to answer nothing but `errcode` and `errmsg`.
fn shown(world: &mut World, call: &Call<'_>, way: Way, invalid: &Lists) -> Answer {
    if way == Way::Direct && !world.switches.direct_domains_shown {
        return Answer::done();
    }
    let lists = way.lists(world.domains_of(&call.appid));
    let mut answer = server_lists(lists);
    for (name, entries) in invalid {
        answer.insert(format!("invalid_{name}"), json!(entries));
    }
    Answer::ok(Value::Object(answer))
}

fn server_lists(lists: &Lists) -> Map<String, Value> {
    let list = |(name, _): (&str, &str)| (name.to_owned(), json!(list_of(lists, name)));
    SERVER_LISTS.into_iter().map(list).collect()
}

fn list_of<'l>(lists: &'l Lists, name: &str) -> &'l [String] {
    lists.get(name).map_or(&[], Vec::as_slice)
}

fn setwebviewdomain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    set_webview(world, call, Way::Platform)
}

fn setwebviewdomain_directly(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    set_webview(world, call, Way::Direct)
}

fn set_webview(world: &mut World, call: &Call<'_>, way: Way) -> Result<Answer, Refusal> {
    let profile = world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))?;
    if profile.principal_name == "个人" {
        return refuse(89231);
    }
    let name = WEBVIEW_LIST.0;
    let published = world.switches.platform_published;
    let registered =
        world.components.get(&call.component).map_or(&[][..], |home| home.domains.jump.in_force(published));
    let everything: Vec<String> = registered.iter().map(|host| format!("https://{host}")).collect();
    let (action, entries) = match (call.text("action"), way) {
        (Some("get"), Way::Direct) if !world.switches.direct_domains_shown => return Ok(Answer::done()),
        (Some("get"), _) => {
            let list = list_of(way.lists(world.domains_of(&call.appid)), name).to_vec();
            return Ok(Answer::ok(json!({"webviewdomain": list})));
        }
        (Some(action @ ("add" | "delete" | "set")), _) => {
            let asked = read(call, &[WEBVIEW_LIST], false)?;
            if !asked.invalid.is_empty() || asked.lists.is_empty() {
                return refuse(40097);
            }
            (action, list_of(&asked.lists, name).to_vec())
        }
        (None, Way::Platform) => ("add", everything.clone()),
        _ => return refuse(40097),
    };
    if way == Way::Platform && action != "delete" {
        if everything.is_empty() {
            return refuse(89020);
        }
        if !entries.iter().all(|entry| world.is_registered(&call.component, name, entry)) {
            return refuse(89021);
        }
    }
    let lists = way.lists(world.domains_of(&call.appid));
    let now = list_of(lists, name);
    let then = changed(action, now, &entries);
    if then == now {
        return refuse(89019);
    }
    if then.len() > WEBVIEW_LIMIT {
        return refuse(89029);
    }
    lists.insert(name.to_owned(), then);
    Ok(Answer::done())
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn get_webviewdomain_confirmfile(_: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(confirm_file(&call.appid))
}

/// The file of an account or a platform is always the same.
pub(super) fn confirm_file(appid: &str) -> Answer {
    let digits = appid.trim_start_matches("wx");
    let content: String = digits.chars().rev().chain(digits.chars()).collect();
    Answer::ok(json!({"file_name": format!("{digits}.txt"), "file_content": content}))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn get_effective_domain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let domains = world.domains_of(&call.appid);
    Ok(Answer::ok(json!({
        "mp_domain": server_lists(&domains.mp),
        "third_domain": server_lists(&domains.third),
        "direct_domain": server_lists(&domains.direct),
        "effective_domain": server_lists(&domains.effective),
    })))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn get_effective_webviewdomain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let domains = world.domains_of(&call.appid);
    let name = WEBVIEW_LIST.0;
    Ok(Answer::ok(json!({
        "mp_webviewdomain": list_of(&domains.mp, name),
        "third_webviewdomain": list_of(&domains.third, name),
        "direct_webviewdomain": list_of(&domains.direct, name),
        "effective_webviewdomain": list_of(&domains.effective, name),
    })))
}

/// Everything that is configured, whoever did it.
fn getwxadevinfo(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (server, business) = match call.query.get("action") {
        None | Some("") => (true, true),
        Some("getserverdomain") => (true, false),
        Some("getbizdomain") => (false, true),
        Some(_) => return refuse(40097),
    };
    let domains = world.domains_of(&call.appid);
    let all = |name: &str| {
        let sources = [&domains.mp, &domains.third, &domains.direct];
        sources.into_iter().flat_map(|lists| list_of(lists, name)).cloned().collect::<Vec<String>>()
    };
    let mut answer = json!({});
    if server {
        for (name, _) in SERVER_LISTS.into_iter().filter(|(name, _)| *name != "tcpdomain") {
            answer[name] = json!(all(name));
        }
    }
    if business {
        answer["bizdomain"] = json!(all(WEBVIEW_LIST.0));
    }
    Ok(Answer::ok(answer))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn get_prefetchdnsdomain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let names = &world.domains_of(&call.appid).prefetch;
    let list: Vec<Value> = names.iter().map(|url| json!({"url": url, "status": 1})).collect();
    Ok(Answer::ok(json!({"prefetch_dns_domain": list, "size_limit": PREFETCH_LIMIT})))
}

fn set_prefetchdnsdomain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let list = call.body.get("prefetch_dns_domain").and_then(Value::as_array).ok_or_else(|| Refusal::new(40097))?;
    let url = |entry: &Value| entry.get("url").and_then(Value::as_str).map(str::to_owned);
    let names = list.iter().map(url).collect::<Option<Vec<_>>>().ok_or_else(|| Refusal::new(40097))?;
    if names.len() > PREFETCH_LIMIT {
        return refuse(85016);
    }
    world.domains_of(&call.appid).prefetch = names;
    Ok(Answer::done())
}
