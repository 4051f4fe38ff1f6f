//! Going live: release, gray release, rollback, versions, visibility.

use serde_json::{Value, json};

use super::code::DEVELOPMENT;
use super::{Call, Route, get, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::audit::{Audit, AuditStatus};
use crate::world::code::{Gray, Release};

pub(super) const ROUTES: &[Route] = &[
    post("/wxa/release", DEVELOPMENT, release),
    post("/wxa/getversioninfo", DEVELOPMENT, getversioninfo),
    get("/wxa/revertcoderelease", DEVELOPMENT, revertcoderelease),
    post("/wxa/grayrelease", DEVELOPMENT, grayrelease),
    get("/wxa/getgrayreleaseplan", DEVELOPMENT, getgrayreleaseplan),
    get("/wxa/revertgrayrelease", DEVELOPMENT, revertgrayrelease),
    post("/wxa/change_visitstatus", DEVELOPMENT, change_visitstatus),
    post("/wxa/getvisitstatus", DEVELOPMENT, getvisitstatus),
];

/// The body has to be `{}` exactly.
fn release(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if !call.body.is_empty() {
        return Err(Refusal::with(47001, "post data must be {}"));
    }
    let again = world.switches.released_again_errcode;
    let audit = world.latest_audit(&call.appid).ok_or_else(|| Refusal::new(85019))?;
    if audit.released {
        return refuse(again);
    }
    if audit.status != AuditStatus::Passed {
        return refuse(85020);
    }
    let audit = audit.clone();
    put_online(world, call, &audit);
    Ok(Answer::done())
}

fn put_online(world: &mut World, call: &Call<'_>, audit: &Audit) {
    if let Some(kept) = world.audits.audits.get_mut(&audit.auditid) {
        kept.released = true;
    }
    let code = world.code_of(&call.appid);
    code.put_online(Release {
        app_version: code.last_app_version + 1,
        user_version: audit.user_version.clone(),
        user_desc: audit.user_desc.clone(),
        template_id: audit.template_id,
        committed_at: audit.committed_at,
        released_at: call.now,
    });
    world.put_domains_in_force(&call.component, &call.appid);
    world.put_guideline_in_force(&call.appid);
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn getversioninfo(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut value = json!({});
    let Some(code) = world.code.get(&call.appid) else { return Ok(Answer::ok(value)) };
    if let Some(trial) = &code.trial {
        value["exp_info"] = json!({
            "exp_time": trial.committed_at.as_second(),
            "exp_version": trial.user_version,
            "exp_desc": trial.user_desc,
        });
    }
    if let Some(online) = code.online() {
        value["release_info"] = json!({
            "release_time": online.released_at.as_second(),
            "release_version": online.user_version,
            "release_desc": online.user_desc,
        });
    }
    Ok(Answer::ok(value))
}

fn revertcoderelease(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    match call.query.get("action") {
        Some("get_history_version") => return Ok(history(world, call)),
        Some(other) if !other.is_empty() => return refuse(40097),
        _ => {}
    }
    let wanted = match call.query.get("app_version").filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| Refusal::new(40097))?),
    };
    let code = world.code_of(&call.appid);
    if code.gray_is_running() {
        return refuse(87011);
    }
    let target = code.history().find(|release| wanted.is_none_or(|wanted| wanted == release.app_version));
    let target = target.map(|release| release.app_version).ok_or_else(|| Refusal::new(87012))?;
    code.releases.retain(|release| release.app_version <= target);
    Ok(Answer::done())
}

fn history(world: &mut World, call: &Call<'_>) -> Answer {
    let list: Vec<Value> = world
        .code_of(&call.appid)
        .history()
        .map(|release| {
            json!({
                "app_version": release.app_version,
                "user_version": release.user_version,
                "user_desc": release.user_desc,
                "commit_time": release.committed_at.as_second(),
            })
        })
        .collect();
    Answer::ok(json!({"version_list": list}))
}

fn grayrelease(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let flag = |name: &str| call.body.get(name).and_then(Value::as_bool).unwrap_or(false);
    // `debuger` is WeChat's spelling.
    let (debuggers_first, experiencers_first) = (flag("support_debuger_first"), flag("support_experiencer_first"));
    let percentage = call.int("gray_percentage").filter(|share| (0..=100).contains(share));
    let percentage = percentage.ok_or_else(|| Refusal::new(85081))?;
    if percentage == 0 && !debuggers_first && !experiencers_first {
        return refuse(85081);
    }
    let passed =
        world.latest_audit(&call.appid).is_some_and(|audit| audit.status == AuditStatus::Passed && !audit.released);
    let named = world.merchants.profile(&call.appid).is_some_and(|profile| profile.named);
    let code = world.code_of(&call.appid);
    if code.online().is_none() {
        return refuse(85079);
    }
    if !passed {
        return refuse(85080);
    }
    if !named {
        return refuse(86002);
    }
    let running = code.gray.as_ref().filter(|gray| gray.status == Gray::RUNNING);
    if running.is_some_and(|gray| percentage < gray.percentage) {
        return refuse(85082);
    }
    let started_at = running.map_or(call.now, |gray| gray.started_at);
    code.gray = Some(Gray { status: Gray::RUNNING, percentage, started_at, debuggers_first, experiencers_first });
    Ok(Answer::done())
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn getgrayreleaseplan(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let none = Gray {
        status: 0,
        percentage: 0,
        started_at: jiff::Timestamp::UNIX_EPOCH,
        debuggers_first: false,
        experiencers_first: false,
    };
    let gray = world.code_of(&call.appid).gray.as_ref().unwrap_or(&none);
    let plan = json!({
        "status": gray.status,
        "create_timestamp": gray.started_at.as_second(),
        "gray_percentage": gray.percentage,
        "support_debuger_first": gray.debuggers_first,
        "support_experiencer_first": gray.experiencers_first,
    });
    Ok(Answer::ok(json!({"gray_release_plan": plan})))
}

fn revertgrayrelease(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let code = world.code_of(&call.appid);
    if !code.gray_is_running() {
        return refuse(85079);
    }
    if let Some(gray) = &mut code.gray {
        gray.status = Gray::DELETED;
    }
    Ok(Answer::done())
}

fn change_visitstatus(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let hide = match call.text("action") {
        Some("open") => false,
        Some("close") => true,
        _ => return refuse(85022),
    };
    let code = world.code_of(&call.appid);
    if code.online().is_none() {
        return refuse(85021);
    }
    code.hidden = hide;
    Ok(Answer::done())
}

/// 0 is closed here and 1 is open.
#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn getvisitstatus(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let hidden = world.code_of(&call.appid).hidden;
    Ok(Answer::ok(json!({"status": i32::from(!hidden)})))
}
