//! The platform's own credentials: tickets, its access token, pre-authorization codes.

use serde_json::{Value, json};

use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::time::after_secs;
use crate::world::World;
use crate::world::component::PreAuth;

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/api_start_push_ticket", Needs::Nothing, start_push_ticket),
    post("/cgi-bin/component/api_component_token", Needs::Nothing, component_token),
    post("/cgi-bin/component/api_create_preauthcode", Needs::Component, create_preauthcode),
];

fn check_secret(world: &World, call: &Call<'_>, field: &str) -> Result<(), Refusal> {
    let secret = call.text(field).filter(|text| !text.is_empty()).ok_or_else(|| Refusal::new(41004))?;
    let right = world.components.get(&call.component).is_some_and(|home| home.settings.app_secret == secret);
    if right { Ok(()) } else { refuse(40125) }
}

/// The field is `component_secret` here, unlike everywhere else.
fn start_push_ticket(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    check_secret(world, call, "component_secret")?;
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    if home.ticket_due_at.is_some() {
        return Ok(Answer::Json(json!({"errcode": 0, "errmsg": "in a normal state"})));
    }
    home.ticket_due_at = Some(call.now);
    Ok(Answer::done())
}

fn component_token(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    check_secret(world, call, "component_appsecret")?;
    let ticket = call.text("component_verify_ticket").ok_or_else(|| Refusal::new(61006))?;
    let life = world.switches.ticket_life_secs;
    let home = world.components.get(&call.component).ok_or_else(|| Refusal::new(61011))?;
    let known = home.tickets.iter().find(|known| known.text == ticket).ok_or_else(|| Refusal::new(61006))?;
    if call.now >= after_secs(known.made_at, life) {
        return refuse(61005);
    }
    let (token, expires_in) = world.issue_component_token(&call.component, call.now);
    Ok(Answer::Json(json!({"component_access_token": token, "expires_in": expires_in})))
}

fn create_preauthcode(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let text = format!("preauthcode@@@{}", world.random.text(64));
    let expires_in = world.switches.pre_auth_code_secs;
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    home.forget_old_codes(call.now);
    home.pre_auth_codes.insert(text.clone(), PreAuth { expires_at: after_secs(call.now, expires_in), used: false });
    Ok(Answer::Json(json!({"pre_auth_code": text, "expires_in": expires_in}) as Value))
}
