//! The audit: submission, its state, withdrawal, speed-up, quota.

mod items;

use serde_json::{Value, json};

use super::code::{DEVELOPMENT, private_api_faults};
use super::{Call, Route, get, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::config::GuidelineCheck;
use crate::time::after_secs;
use crate::world::World;
use crate::world::audit::{Audit, AuditStatus, Submission};

pub(super) const ROUTES: &[Route] = &[
    post("/wxa/submit_audit", DEVELOPMENT, submit_audit),
    post("/wxa/get_auditstatus", DEVELOPMENT, get_auditstatus),
    get("/wxa/get_latest_auditstatus", DEVELOPMENT, get_latest_auditstatus),
    get("/wxa/undocodeaudit", DEVELOPMENT, undocodeaudit),
    post("/wxa/speedupaudit", DEVELOPMENT, speedupaudit),
    get("/wxa/queryquota", DEVELOPMENT, queryquota),
];

fn submit_audit(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    check_submittable(world, call)?;
    let profile = world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))?;
    if !profile.named {
        return refuse(86002);
    }
    if [14, 16, 19].contains(&profile.account_status) {
        return refuse(86007);
    }
    let pages = world.code.get(&call.appid).and_then(|code| code.trial.as_ref()).map(|trial| trial.pages.clone());
    let check = items::Check {
        pages: &pages.unwrap_or_default(),
        categories: &profile.categories,
        items_optional: world.switches.item_list_optional,
    };
    check.submission(&call.body).map_err(Refusal::new)?;
    let limit = world.switches.audits_per_month;
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    if !home.audits_used.take(call.now, limit) {
        return refuse(85085);
    }
    let submission =
        Submission { component: &call.component, appid: &call.appid, body: Value::Object(call.body.clone()) };
    let auditid = world.submit(submission, call.now).ok_or_else(|| Refusal::new(-1))?;
    Ok(Answer::ok(json!({"auditid": auditid})))
}

/// Whether there is a trial version that may go into review now.
fn check_submittable(world: &World, call: &Call<'_>) -> Result<(), Refusal> {
    let trial = world.code.get(&call.appid).and_then(|code| code.trial.as_ref());
    let trial = trial.ok_or_else(|| Refusal::new(85086))?;
    if world.latest_audit(&call.appid).is_some_and(|audit| audit.status.is_open()) {
        return refuse(85009);
    }
    if call.now < trial.scan_until {
        return refuse(61039);
    }
    let unused = call.body.get("privacy_api_not_use").and_then(Value::as_bool).unwrap_or(false);
    let is_silent =
        world.switches.guideline == GuidelineCheck::Refused && !world.undeclared_kinds(&call.appid).is_empty();
    if !unused && (is_silent || private_api_faults(world, call)?.any()) { refuse(61040) } else { Ok(()) }
}

fn describe(world: &World, audit: &Audit) -> Value {
    let mut value = json!({
        "auditid": audit.auditid,
        "status": audit.status.number(),
        "user_version": audit.user_version,
        "user_desc": audit.user_desc,
        "submit_audit_time": audit.submitted_at.as_second(),
    });
    if matches!(audit.status, AuditStatus::Rejected | AuditStatus::Delayed) {
        value["reason"] = json!(audit.reason);
    }
    if audit.status == AuditStatus::Rejected {
        let key = if world.switches.screenshot_capitalised { "ScreenShot" } else { "screenshot" };
        value[key] = json!(audit.screenshot);
    }
    value
}

fn get_auditstatus(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let auditid = call.int("auditid").ok_or_else(|| Refusal::new(85012))?;
    let audit = world.audits.audits.get(&auditid).filter(|audit| audit.appid == call.appid);
    let mut value = describe(world, audit.ok_or_else(|| Refusal::new(85012))?);
    if let Some(object) = value.as_object_mut() {
        object.remove("auditid");
    }
    Ok(Answer::ok(value))
}

fn get_latest_auditstatus(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let audit = world.latest_audit(&call.appid).ok_or_else(|| Refusal::new(85058))?;
    Ok(Answer::ok(describe(world, audit)))
}

fn undocodeaudit(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let delayed_too = world.switches.delayed_can_be_withdrawn;
    let audit = world.latest_audit(&call.appid).ok_or_else(|| Refusal::new(87012))?;
    let auditid = audit.auditid;
    match audit.status {
        AuditStatus::InReview => {}
        AuditStatus::Delayed if delayed_too => {}
        _ => return refuse(87012),
    }
    let (today, this_month) = world.code_of(&call.appid).withdrawals(call.now);
    if today >= world.switches.withdrawals_per_day || this_month >= world.switches.withdrawals_per_month {
        return refuse(87013);
    }
    world.withdraw(auditid, call.now);
    Ok(Answer::done())
}

fn speedupaudit(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let auditid = call.int("auditid").ok_or_else(|| Refusal::new(89402))?;
    let limit = world.switches.speedups_per_month;
    let audit = world.audits.audits.get_mut(&auditid).filter(|audit| audit.appid == call.appid);
    let audit = audit.filter(|audit| audit.status.is_open()).ok_or_else(|| Refusal::new(89402))?;
    if audit.sped_up {
        return refuse(89404);
    }
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    if !home.speedups_used.take(call.now, limit) {
        return refuse(89405);
    }
    audit.sped_up = true;
    if let Some(decide_at) = &mut audit.decide_at {
        let left = decide_at.as_second() - call.now.as_second();
        *decide_at = after_secs(call.now, (left / 4).max(0));
    }
    Ok(Answer::done())
}

fn queryquota(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (limit, speedup_limit) = (world.switches.audits_per_month, world.switches.speedups_per_month);
    let home = world.components.get(&call.component).ok_or_else(|| Refusal::new(61011))?;
    Ok(Answer::ok(json!({
        "rest": limit.saturating_sub(home.audits_used.used(call.now)),
        "limit": limit,
        "speedup_rest": speedup_limit.saturating_sub(home.speedups_used.used(call.now)),
        "speedup_limit": speedup_limit,
    })))
}
