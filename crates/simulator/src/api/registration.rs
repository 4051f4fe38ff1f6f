//! Asking for new Mini Programs: of companies, of persons, on trial, of an Official Account's owner; and making a trial a
//! company's own.

use serde_json::{Value, json};

use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::time::after_secs;
use crate::world::World;
use crate::world::registration::{Task, Wanted};
use crate::world::tester::can_be_found;

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/fastregisterweapp", Needs::ComponentAlone, company),
    post("/wxa/component/fastregisterpersonalweapp", Needs::ComponentAlone, person),
    post("/wxa/component/fastregisterbetaweapp", Needs::ComponentAlone, trial),
    post("/wxa/verifybetaweapp", Needs::Authorizer(&[]), convert),
    post("/cgi-bin/account/fastregister", Needs::Authorizer(&[27]), by_official_account),
];

/// Registrations a day with one WeChat id.
const A_DAY: usize = 5;
const DAY_SECS: i64 = 86_400;

fn needed<'v>(of: &'v Value, field: &str) -> Result<&'v str, Refusal> {
    let text = of[field].as_str().filter(|text| !text.is_empty());
    text.ok_or_else(|| Refusal::with(89253, &format!("missing {field}")))
}

fn code_type(of: &Value) -> Result<i64, Refusal> {
    let number = of.get("code_type").and_then(super::int).filter(|number| (1..=3).contains(number));
    number.ok_or_else(|| Refusal::new(89248))
}

/// A code of the length that its kind has.
fn check_code(code: &str, code_type: i64) -> Result<(), Refusal> {
    let fits = match code_type {
        1 => code.len() == 18,
        2 => matches!(code.len(), 9 | 10),
        _ => code.len() == 15,
    };
    if fits && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') { Ok(()) } else { refuse(89255) }
}

fn check_wechat(wechat: &str) -> Result<(), Refusal> {
    if can_be_found(wechat) { Ok(()) } else { refuse(86004) }
}

/// Whether a registration waits for its person.
fn waits(task: &Task, call: &Call<'_>) -> bool {
    task.component == call.component && task.ended.is_none() && after_secs(task.asked_at, DAY_SECS) > call.now
}

fn company(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = Value::Object(call.body.clone());
    let text = |field: &str| needed(&body, field).map(str::to_owned);
    let (name, wechat, person) = (text("name")?, text("legal_persona_wechat")?, text("legal_persona_name")?);
    if call.query.get("action") == Some("search") {
        let is_it = |task: &&Task| {
            matches!(&task.wanted, Wanted::Company { name: n, wechat: w, person: p, .. }
                if *n == name && *w == wechat && *p == person)
        };
        let task = world.registrations.iter().rev().find(is_it).ok_or_else(|| Refusal::new(89250))?;
        return if waits(task, call) { refuse(89251) } else { Ok(Answer::done()) };
    }
    if call.query.get("action") != Some("create") {
        return refuse(40097);
    }
    let (code, code_type) = (text("code")?, code_type(&body)?);
    check_code(&code, code_type)?;
    check_wechat(&wechat)?;
    let same = |task: &Task| {
        waits(task, call) && matches!(&task.wanted, Wanted::Company { code: known, .. } if *known == code)
    };
    if world.registrations.iter().any(same) {
        return refuse(89249);
    }
    let phone = body["component_phone"].as_str().unwrap_or_default().to_owned();
    world.register(&call.component, Wanted::Company { name, code, code_type, wechat, person, phone });
    Ok(Answer::done())
}

fn page(call: &Call<'_>, id: &str) -> String {
    format!("{}/wxopen/fastregister?taskid={id}", call.base)
}

fn person(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = Value::Object(call.body.clone());
    if call.query.get("action") == Some("query") {
        let id = needed(&body, "taskid")?;
        let is_it = |task: &&Task| task.id == id && matches!(task.wanted, Wanted::Person { .. });
        let task = world.registrations.iter().find(is_it).ok_or_else(|| Refusal::new(89250))?;
        let status = match task.ended {
            None => 0,
            Some(0) => 12,
            Some(_) => 1,
        };
        return Ok(Answer::ok(json!({"taskid": id, "authorize_url": page(call, id), "status": status})));
    }
    if call.query.get("action") != Some("create") {
        return refuse(40097);
    }
    let (idname, wxuser) = (needed(&body, "idname")?.to_owned(), needed(&body, "wxuser")?.to_owned());
    check_wechat(&wxuser)?;
    let recent = |task: &&Task| {
        let same = matches!(&task.wanted, Wanted::Person { wxuser: known, .. } if *known == wxuser);
        same && after_secs(task.asked_at, DAY_SECS) > call.now
    };
    if world.registrations.iter().filter(recent).count() >= A_DAY {
        return refuse(91030);
    }
    let phone = body["component_phone"].as_str().unwrap_or_default().to_owned();
    let id = world.register(&call.component, Wanted::Person { idname, wxuser, phone });
    Ok(Answer::ok(json!({"taskid": id, "authorize_url": page(call, &id), "status": 0})))
}

fn trial(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = Value::Object(call.body.clone());
    let name = needed(&body, "name")?.to_owned();
    let width: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    if !(4..=30).contains(&width) || name.contains("微信") {
        return refuse(86011);
    }
    let openid = needed(&body, "openid")?;
    if !openid.starts_with('o') {
        return refuse(40003);
    }
    let id = world.register(&call.component, Wanted::Trial { name });
    Ok(Answer::ok(json!({"unique_id": id, "authorize_url": page(call, &id)})))
}

fn convert(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let info = call.body.get("verify_info").filter(|info| info.is_object()).ok_or_else(|| Refusal::new(47001))?;
    let text = |field: &str| needed(info, field).map(str::to_owned);
    let (name, code, code_type) = (text("enterprise_name")?, text("code")?, code_type(info)?);
    let (wechat, person) = (text("legal_persona_wechat")?, text("legal_persona_name")?);
    text("legal_persona_idcard")?;
    check_code(&code, code_type)?;
    check_wechat(&wechat)?;
    let profile = world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))?;
    if profile.register_type != 13 {
        return refuse(91021);
    }
    let same = |task: &Task| {
        waits(task, call) && matches!(&task.wanted, Wanted::Conversion { appid, .. } if *appid == call.appid)
    };
    if world.registrations.iter().any(same) {
        return refuse(89249);
    }
    let appid = call.appid.clone();
    world.register(&call.component, Wanted::Conversion { appid, name, code, code_type, wechat, person });
    Ok(Answer::done())
}

fn by_official_account(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let ticket = call.text("ticket").filter(|ticket| !ticket.is_empty()).ok_or_else(|| Refusal::new(47001))?;
    let made = world.register_by_ticket(&call.component, &call.appid, ticket);
    let (appid, authorization_code) = made.ok_or_else(|| Refusal::new(61058))?;
    Ok(Answer::ok(json!({
        "appid": appid,
        "authorization_code": authorization_code,
        "is_wx_verify_succ": true,
        "is_link_succ": true,
    })))
}
