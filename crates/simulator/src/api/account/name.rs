//! Names: looked at, set, reviewed.
//!
//! A name with a word such as 官方 needs material. With material a name goes into review; without, it is in force at
//! once.

use serde_json::json;

use super::profile::NAMES;
use super::{BASIC, Call, Route, picture, post, profile_of, registered, required};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::review::{Review, ReviewState, Subject};

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/wxverify/checkwxverifynickname", BASIC, check),
    post("/wxa/setnickname", BASIC, set),
    post("/wxa/api_wxa_querynickname", BASIC, query),
];

/// Words for which one has to prove something.
const CONDITIONS: [&str; 4] = ["官方", "旗舰", "银行", "医院"];
const WORDING: &str = "名称含有需要资质的词语，请提交商标或授权等证明材料";
const MATERIALS: [&str; 7] = [
    "id_card",
    "license",
    "naming_other_stuff_1",
    "naming_other_stuff_2",
    "naming_other_stuff_3",
    "naming_other_stuff_4",
    "naming_other_stuff_5",
];

/// What is wrong with a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Malformed,
    WechatId,
    Taken,
}

fn fault(world: &World, call: &Call<'_>, name: &str) -> Option<Fault> {
    let width: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    if !(4..=30).contains(&width) || name.contains("小程序") || name.trim() != name {
        return Some(Fault::Malformed);
    }
    if name.starts_with("wxid_") {
        return Some(Fault::WechatId);
    }
    let is_it = |appid: &String| {
        *appid != call.appid && world.merchants.profile(appid).is_some_and(|profile| profile.nick_name == name)
    };
    world.merchants.appids().any(|appid| is_it(&appid)).then_some(Fault::Taken)
}

fn needs_material(name: &str) -> bool {
    CONDITIONS.iter().any(|word| name.contains(word))
}

fn check(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    registered(world, call)?;
    let name = required(call, "nick_name", 53010)?;
    match fault(world, call, name) {
        Some(Fault::Malformed) => refuse(53010),
        Some(Fault::WechatId) => refuse(53018),
        Some(Fault::Taken) => refuse(53013),
        None if needs_material(name) => Ok(Answer::ok(json!({"hit_condition": true, "wording": WORDING}))),
        None => Ok(Answer::ok(json!({"hit_condition": false, "wording": ""}))),
    }
}

fn set(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let name = required(call, "nick_name", 91004)?;
    match fault(world, call, name) {
        Some(Fault::Malformed) => return refuse(91004),
        Some(Fault::WechatId) => return refuse(91006),
        Some(Fault::Taken) => return refuse(91007),
        None => {}
    }
    if world.latest_audit(&call.appid).is_some_and(|audit| audit.status.is_open()) {
        return refuse(91019);
    }
    let in_review = |review: &Review| {
        review.appid == call.appid
            && review.state == ReviewState::Open
            && matches!(review.subject, Subject::Name { .. })
    };
    if world.reviews.all.values().any(in_review) || world.account(&call.appid).names_used(call.now) >= NAMES {
        return refuse(91003);
    }
    let given: Vec<&str> = MATERIALS.iter().filter_map(|field| call.text(field)).collect();
    if given.is_empty() && needs_material(name) {
        return Err(Refusal::with(91009, WORDING));
    }
    for media_id in &given {
        picture(world, call, media_id)?;
    }
    world.account(&call.appid).note_name(call.now);
    if given.is_empty() {
        world.put_name(&call.appid, name);
        return Ok(Answer::ok(json!({"wording": ""})));
    }
    let subject = Subject::Name { nick_name: name.to_owned() };
    let audit_id = world.review(&call.component, &call.appid, subject, &[name]);
    Ok(Answer::ok(json!({"wording": "", "audit_id": audit_id})))
}

fn query(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    profile_of(world, call)?;
    let review = call.int("audit_id").and_then(|id| world.reviews.all.get(&id));
    let review = review.filter(|review| review.appid == call.appid).ok_or_else(|| Refusal::new(91011))?;
    let Subject::Name { nick_name } = &review.subject else { return refuse(91011) };
    let audit_stat = match review.state {
        ReviewState::Open => 1,
        ReviewState::Refused => 2,
        ReviewState::Passed => 3,
    };
    Ok(Answer::ok(json!({
        "nickname": nick_name,
        "audit_stat": audit_stat,
        "fail_reason": review.reason,
        "create_time": review.asked_at.as_second(),
        "audit_time": review.decided_at.map_or(0, jiff::Timestamp::as_second),
    })))
}
