//! Rules for links in ordinary QR codes, and codes of the Mini Program's own.

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::code::DEVELOPMENT;
use super::super::picture::qr_jpeg;
use super::{Call, Route, post, required};
use crate::answer::{Answer, Refusal, refuse};
use crate::api::Needs;
use crate::world::World;
use crate::world::account::Rule;

/// Codes of the Mini Program.
const CODES: Needs = Needs::Authorizer(&[17]);

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/wxopen/qrcodejumpadd", DEVELOPMENT, add_rule),
    post("/cgi-bin/wxopen/qrcodejumpget", DEVELOPMENT, rules),
    post("/cgi-bin/wxopen/qrcodejumpdownload", DEVELOPMENT, rule_file),
    post("/cgi-bin/wxopen/qrcodejumppublish", DEVELOPMENT, publish_rule),
    post("/cgi-bin/wxopen/qrcodejumpdelete", DEVELOPMENT, delete_rule),
    post("/wxa/getwxacode", CODES, wxacode),
    post("/wxa/getwxacodeunlimit", CODES, wxacode_unlimit),
    post("/cgi-bin/wxaapp/createwxaqrcode", CODES, wxaqrcode),
];

/// Rules of one account.
const RULES: usize = 50;
/// Publications a month.
const PUBLICATIONS: u32 = 100;

fn online(world: &World, call: &Call<'_>) -> bool {
    world.code.get(&call.appid).is_some_and(|code| code.online().is_some())
}

/// The text of a link, if it begins as one.
fn link<'c>(call: &'c Call<'_>, field: &str) -> Result<&'c str, Refusal> {
    let text = required(call, field, 85066)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if rest.is_some_and(|rest| rest.contains('/')) { Ok(text) } else { refuse(85066) }
}

fn add_rule(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let prefix = link(call, "prefix")?;
    let path = required(call, "path", 40097)?;
    let number = |field: &str, usual: i64, most: i64| match call.body.get(field) {
        None => Ok(usual),
        Some(_) => {
            call.int(field).filter(|number| (1..=most).contains(number)).ok_or_else(|| Refusal::with(40097, field))
        }
    };
    let (permit, open_version) = (number("permit_sub_rule", 1, 2)?, number("open_version", 3, 3)?);
    let links = call.body.get("debug_url").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let debug_url: Vec<String> = links.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if debug_url.len() > 5 || debug_url.iter().any(|url| !url.starts_with(prefix)) {
        return refuse(85068);
    }
    let edits = match call.int("is_edit") {
        Some(0) => false,
        Some(1) => true,
        _ => return Err(Refusal::with(40097, "is_edit")),
    };
    let taken = world
        .accounts
        .iter()
        .any(|(appid, account)| *appid != call.appid && account.rules.iter().any(|rule| rule.prefix == prefix));
    if taken {
        return refuse(85072);
    }
    let account = world.account(&call.appid);
    if !account.rule_file_fetched {
        return refuse(85069);
    }
    let known = account.rules.iter().position(|rule| rule.prefix == prefix);
    let rule =
        Rule { prefix: prefix.to_owned(), path: path.to_owned(), permit, open_version, debug_url, published: false };
    match (edits, known) {
        (true, Some(at)) if account.rules[at].published => return refuse(40097),
        (true, Some(at)) => account.rules[at] = rule,
        (true, None) => return refuse(85066),
        (false, Some(_)) => return refuse(85071),
        (false, None) if account.rules.len() >= RULES => return refuse(85073),
        (false, None) => account.rules.push(rule),
    }
    Ok(Answer::done())
}

fn rules(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if !online(world, call) {
        return refuse(85074);
    }
    let account = world.account(&call.appid);
    let list: Vec<Value> = account
        .rules
        .iter()
        .map(|rule| {
            json!({
                "prefix": rule.prefix,
                "path": rule.path,
                "permit_sub_rule": rule.permit,
                "open_version": rule.open_version,
                "debug_url": rule.debug_url,
                "state": if rule.published { 2 } else { 1 },
            })
        })
        .collect();
    let left = PUBLICATIONS - account.publications.used(call.now);
    Ok(Answer::ok(json!({
        "list_size": list.len(), "rule_list": list, "qrcodejump_open": 1, "qrcodejump_pub_quota": left,
    })))
}

fn rule_file(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if !online(world, call) {
        return refuse(85074);
    }
    world.account(&call.appid).rule_file_fetched = true;
    let mark = crate::random::Random::of(7, 7, call.appid.bytes().map(u64::from).sum()).hex(32);
    Ok(Answer::ok(json!({"file_name": format!("{}.txt", &mark[..10]), "file_content": mark})))
}

fn publish_rule(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if !online(world, call) {
        return refuse(85074);
    }
    let prefix = required(call, "prefix", 85066)?;
    let account = world.account(&call.appid);
    let Some(at) = account.rules.iter().position(|rule| rule.prefix == prefix) else { return refuse(85095) };
    if !account.publications.take(call.now, PUBLICATIONS) {
        return refuse(85073);
    }
    account.rules[at].published = true;
    Ok(Answer::done())
}

/// A rule that is not there needs no deleting.
fn delete_rule(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let prefix = required(call, "prefix", 85066)?;
    world.account(&call.appid).rules.retain(|rule| rule.prefix != prefix);
    Ok(Answer::done())
}

/// `release` and nothing online is no code; other words are none at all.
fn edition(world: &World, call: &Call<'_>) -> Result<bool, Refusal> {
    match call.text("env_version") {
        None | Some("release") => Ok(online(world, call)),
        Some("trial" | "develop") => Ok(true),
        Some(_) => Err(Refusal::with(40097, "env_version")),
    }
}

fn image(text: &str) -> Result<Bytes, Refusal> {
    qr_jpeg(text).ok_or_else(|| Refusal::new(-1))
}

/// Takes one of the codes that an account can have.
fn limited(world: &mut World, call: &Call<'_>) -> Result<(), Refusal> {
    let most = world.switches.limited_codes;
    let account = world.account(&call.appid);
    if account.limited_codes >= most {
        return refuse(45029);
    }
    account.limited_codes += 1;
    Ok(())
}

fn path(call: &Call<'_>, most: usize) -> Result<String, Refusal> {
    let path = required(call, "path", 40159)?;
    if path.chars().count() > most { refuse(40159) } else { Ok(path.to_owned()) }
}

fn wxacode(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = path(call, 1024)?;
    if !edition(world, call)? {
        return refuse(85079);
    }
    limited(world, call)?;
    Ok(Answer::Image(image(&format!("{}?{path}", call.appid))?))
}

fn wxaqrcode(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = path(call, 128)?;
    limited(world, call)?;
    Ok(Answer::Image(image(&format!("{}#{path}", call.appid))?))
}

fn wxacode_unlimit(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let scene = required(call, "scene", 40169)?;
    if scene.chars().count() > 32 {
        return refuse(40169);
    }
    if !scene.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&'()*+,/:;=?@-._~".contains(c)) {
        return refuse(40129);
    }
    let there = edition(world, call)?;
    let checked = call.body.get("check_path").and_then(Value::as_bool).unwrap_or(true);
    let page = call.text("page").unwrap_or_default();
    let pages = world.code.get(&call.appid).and_then(|code| code.trial.as_ref()).map(|trial| trial.pages.clone());
    let known = page.is_empty() || pages.is_some_and(|pages| pages.iter().any(|one| one == page));
    if checked && !(there && known) {
        return refuse(41030);
    }
    Ok(Answer::Image(image(&format!("{}/{page}?scene={scene}", call.appid))?))
}
