//! What an account is bound to: an open platform account, plug-ins.

use serde_json::{Value, json};

use super::{Call, Route, post, profile_of, required};
use crate::answer::{Answer, Refusal, refuse};
use crate::api::Needs;
use crate::world::World;
use crate::world::account::{OpenAccount, Plugin};
use crate::world::review::Subject;

/// Open platform accounts: of Mini Programs, of Official Accounts.
const OPEN: Needs = Needs::Authorizer(&[24, 25]);
const PLUGINS: Needs = Needs::Authorizer(&[40]);

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/open/create", OPEN, create),
    post("/cgi-bin/open/bind", OPEN, bind),
    post("/cgi-bin/open/unbind", OPEN, unbind),
    post("/cgi-bin/open/get", OPEN, show),
    post("/wxa/plugin", PLUGINS, plugin),
];

/// Accounts that one made through the API can hold.
const MEMBERS: usize = 5;
/// Plug-ins of one account.
const AT_ONCE: usize = 5;

/// The body may repeat the account's appid, and no other.
fn same_appid(call: &Call<'_>) -> Result<(), Refusal> {
    match call.text("appid") {
        Some(appid) if appid != call.appid => refuse(40013),
        _ => Ok(()),
    }
}

fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    same_appid(call)?;
    let principal_name = profile_of(world, call)?.principal_name;
    if world.account(&call.appid).open_appid.is_some() {
        return refuse(89000);
    }
    let open_appid = format!("wx{}", world.random.hex(16));
    world.open_accounts.insert(open_appid.clone(), OpenAccount { principal_name });
    world.account(&call.appid).open_appid = Some(open_appid.clone());
    Ok(Answer::ok(json!({"open_appid": open_appid})))
}

fn bind(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    same_appid(call)?;
    let open_appid = required(call, "open_appid", 40013)?;
    let principal_name = profile_of(world, call)?.principal_name;
    if world.account(&call.appid).open_appid.is_some() {
        return refuse(89000);
    }
    let Some(open) = world.open_accounts.get(open_appid) else { return refuse(89003) };
    if open.principal_name != principal_name {
        return refuse(89001);
    }
    if world.members_of(open_appid) >= MEMBERS {
        return refuse(89004);
    }
    world.account(&call.appid).open_appid = Some(open_appid.to_owned());
    Ok(Answer::done())
}

fn unbind(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    same_appid(call)?;
    let open_appid = required(call, "open_appid", 40013)?;
    let account = world.account(&call.appid);
    match account.open_appid.as_deref() {
        None => refuse(89002),
        Some(bound) if bound != open_appid => refuse(89001),
        Some(_) => {
            account.open_appid = None;
            Ok(Answer::done())
        }
    }
}

fn show(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    same_appid(call)?;
    match &world.account(&call.appid).open_appid {
        Some(open_appid) => Ok(Answer::ok(json!({"open_appid": open_appid}))),
        None => refuse(89002),
    }
}

fn plugin(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    match call.text("action") {
        Some("apply") => apply_plugin(world, call),
        Some("list") => {
            let list: Vec<Value> = world
                .account(&call.appid)
                .plugins
                .iter()
                .map(|one| json!({"appid": one.appid, "status": one.status, "nickname": "插件", "headimgurl": ""}))
                .collect();
            Ok(Answer::ok(json!({"plugin_list": list})))
        }
        Some("unbind") => unbind_plugin(world, call),
        Some("update") => update_plugin(world, call),
        _ => refuse(40097),
    }
}

/// Anything that could be an appid is a plug-in.
fn plugin_appid<'c>(call: &'c Call<'_>, unknown: i64) -> Result<&'c str, Refusal> {
    let appid = required(call, "plugin_appid", unknown)?;
    let digits = appid.strip_prefix("wx").unwrap_or_default();
    if digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()) { Ok(appid) } else { refuse(unknown) }
}

fn apply_plugin(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = plugin_appid(call, 89239)?;
    let plugins = &mut world.account(&call.appid).plugins;
    if plugins.iter().any(|one| one.appid == appid && one.status != 3) {
        return refuse(89237);
    }
    if plugins.len() >= AT_ONCE {
        return refuse(89238);
    }
    plugins.retain(|one| one.appid != appid);
    plugins.push(Plugin { appid: appid.to_owned(), status: 1, user_version: String::new() });
    let subject = Subject::Plugin { plugin_appid: appid.to_owned() };
    world.review(&call.component, &call.appid, subject, &[call.text("reason").unwrap_or_default()]);
    Ok(Answer::done())
}

fn unbind_plugin(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = plugin_appid(call, 89244)?;
    let plugins = &mut world.account(&call.appid).plugins;
    let Some(at) = plugins.iter().position(|one| one.appid == appid) else { return refuse(89239) };
    if plugins[at].status == 1 {
        return refuse(89243);
    }
    plugins.remove(at);
    Ok(Answer::done())
}

fn update_plugin(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = plugin_appid(call, 89239)?;
    let version = required(call, "user_version", 89257)?.to_owned();
    if world.code.get(&call.appid).is_some_and(crate::world::code::CodeState::gray_is_running) {
        return refuse(89258);
    }
    let plugins = &mut world.account(&call.appid).plugins;
    let plugin = plugins.iter_mut().find(|one| one.appid == appid).ok_or_else(|| Refusal::new(89239))?;
    if plugin.status != 2 {
        return refuse(89257);
    }
    plugin.user_version = version;
    Ok(Answer::done())
}
