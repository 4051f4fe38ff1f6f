//! Testers: bound by WeChat id, listed by nothing but `userstr`.

use serde_json::{Value, json};

use super::code::DEVELOPMENT;
use super::{Call, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::tester::can_be_found;

pub(super) const ROUTES: &[Route] = &[
    post("/wxa/bind_tester", DEVELOPMENT, bind_tester),
    post("/wxa/unbind_tester", DEVELOPMENT, unbind_tester),
    post("/wxa/memberauth", DEVELOPMENT, memberauth),
];

fn bind_tester(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let wechatid = call.text("wechatid").filter(|text| !text.is_empty()).ok_or_else(|| Refusal::new(40097))?;
    let userstr = world.bind_tester(&call.appid, wechatid).map_err(Refusal::new)?;
    Ok(Answer::ok(json!({"userstr": userstr})))
}

/// Exactly one of the two names. Whoever is no tester needs no unbinding.
fn unbind_tester(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let named = |field: &str| call.text(field).filter(|text| !text.is_empty());
    let testers = world.testers.entry(call.appid.clone()).or_default();
    match (named("wechatid"), named("userstr")) {
        (Some(wechatid), None) if !can_be_found(wechatid) => return refuse(85001),
        (Some(wechatid), None) => testers.retain(|tester| tester.wechatid != wechatid),
        (None, Some(userstr)) => testers.retain(|tester| tester.userstr != userstr),
        _ => return refuse(40097),
    }
    Ok(Answer::done())
}

fn memberauth(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.text("action") != Some("get_experiencer") {
        return refuse(40097);
    }
    let testers = world.testers.get(&call.appid).map_or(&[][..], Vec::as_slice);
    let members: Vec<Value> = testers.iter().map(|tester| json!({"userstr": tester.userstr})).collect();
    Ok(Answer::ok(json!({"members": members})))
}
