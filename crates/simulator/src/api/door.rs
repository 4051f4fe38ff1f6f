//! The door of the API host: what is checked before a handler sees a call, and how answers leave.

use std::net::IpAddr;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Call, Method, Needs, Query, Route, route};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;

/// A request as it came.
pub(crate) struct Arrival<'a> {
    pub(crate) now: Timestamp,
    pub(crate) method: &'a http::Method,
    pub(crate) path: &'a str,
    pub(crate) query: &'a Query,
    pub(crate) body: &'a Bytes,
    pub(crate) base: &'a str,
    pub(crate) from: Option<IpAddr>,
    /// How many requests came before, which decides the label of the answer.
    pub(crate) number: u64,
}

/// What became of a call; rides on the response for the request log.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) errcode: i64,
    pub(crate) errmsg: String,
}

/// Answers one call.
pub(crate) fn answer(world: &mut World, arrival: &Arrival<'_>) -> Response {
    world.now = arrival.now;
    let result = admit(world, arrival).and_then(|(route, call)| (route.handler)(world, &call));
    write(world, arrival, result)
}

fn admit<'a>(world: &mut World, arrival: &Arrival<'a>) -> Result<(&'static Route, Call<'a>), Refusal> {
    let route = route(arrival.path).ok_or_else(|| Refusal::new(40066))?;
    match (route.method, arrival.method) {
        (Method::Get, &http::Method::GET | &http::Method::HEAD) | (Method::Post, &http::Method::POST) => {}
        (Method::Get, _) => return refuse(43001),
        (Method::Post, _) => return refuse(43002),
    }
    let (component, appid) = check_token(world, route, arrival)?;
    let body = read_body(route, arrival)?;
    let Arrival { now, base, path, query, body: raw, .. } = *arrival;
    let mut call = Call { now, base, path, query, raw, body, component, appid };
    if route.needs == Needs::Anybody {
        return Ok((route, call));
    }
    if call.component.is_empty() {
        call.component = component_in_body(world, &call)?;
    } else if route.needs == Needs::Component && arrival.path.starts_with("/cgi-bin/component/") {
        same_component(&call)?;
    }
    check_address(world, &call.component, arrival)?;
    if let Needs::Authorizer(sets) | Needs::Either(sets) = route.needs
        && !call.appid.is_empty()
    {
        check_permission(world, &call, sets)?;
    }
    let account = if call.appid.is_empty() { call.component.clone() } else { call.appid.clone() };
    world.count_call(&account, &call.component, arrival.path, arrival.now).map_err(Refusal::new)?;
    Ok((route, call))
}

fn check_token(world: &World, route: &Route, arrival: &Arrival<'_>) -> Result<(String, String), Refusal> {
    if matches!(route.needs, Needs::Nothing | Needs::Anybody) {
        return Ok((String::new(), String::new()));
    }
    let text = arrival.query.token().ok_or_else(|| Refusal::new(41001))?;
    let speaker = world.speaker(text, arrival.now)?;
    match (route.needs, speaker.appid) {
        (Needs::Component | Needs::ComponentAlone | Needs::Either(_), None) => Ok((speaker.component, String::new())),
        (Needs::Component | Needs::ComponentAlone, Some(_)) => refuse(61014),
        (_, Some(appid)) => Ok((speaker.component, appid)),
        (_, None) => refuse(61015),
    }
}

fn read_body(route: &Route, arrival: &Arrival<'_>) -> Result<Map<String, Value>, Refusal> {
    if route.method == Method::Get || route.is_form {
        return Ok(Map::new());
    }
    if arrival.body.iter().all(u8::is_ascii_whitespace) {
        return refuse(44002);
    }
    match serde_json::from_slice(arrival.body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => refuse(47001),
    }
}

fn component_in_body(world: &World, call: &Call<'_>) -> Result<String, Refusal> {
    let appid = call.text("component_appid").ok_or_else(|| Refusal::new(40013))?;
    if world.components.contains_key(appid) { Ok(appid.to_owned()) } else { refuse(unknown_appid(appid)) }
}

/// Calls under `/cgi-bin/component/` repeat the platform's appid in the body; it must be the token's.
fn same_component(call: &Call<'_>) -> Result<(), Refusal> {
    match call.text("component_appid") {
        None => refuse(40013),
        Some(appid) if appid == call.component => Ok(()),
        Some(appid) => refuse(unknown_appid(appid)),
    }
}

fn unknown_appid(text: &str) -> i64 {
    let digits = text.strip_prefix("wx").unwrap_or_default();
    let well_formed = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if well_formed { 61011 } else { 40013 }
}

fn check_address(world: &World, component: &str, arrival: &Arrival<'_>) -> Result<(), Refusal> {
    let Some(home) = world.components.get(component) else { return refuse(61011) };
    let listed = &home.settings.ip_whitelist;
    match arrival.from {
        Some(from) if !listed.is_empty() && !listed.contains(&from.to_canonical().to_string()) => {
            Err(Refusal::with(61004, &format!("requestIP: {}", from.to_canonical())))
        }
        _ => Ok(()),
    }
}

fn check_permission(world: &World, call: &Call<'_>, sets: &[i64]) -> Result<(), Refusal> {
    let Some(grant) = world.grant(&call.component, &call.appid) else {
        return refuse(world.switches.revoked_errcode);
    };
    if sets.is_empty() || sets.iter().any(|set| grant.func_ids.contains(set)) { Ok(()) } else { refuse(61007) }
}

fn write(world: &mut World, arrival: &Arrival<'_>, result: Result<Answer, Refusal>) -> Response {
    let (mut response, outcome) = match result {
        Ok(Answer::Json(value)) => {
            (json_response(world, arrival, value), Outcome { errcode: 0, errmsg: String::new() })
        }
        Ok(Answer::Image(bytes)) => {
            let response = ([(CONTENT_TYPE, "image/jpeg")], Body::from(bytes)).into_response();
            (response, Outcome { errcode: 0, errmsg: String::new() })
        }
        Err(refusal) => {
            let rid = world.random.rid(arrival.now.as_second());
            let errmsg = format!("{} rid: {rid}", refusal.errmsg);
            let value = json!({"errcode": refusal.errcode, "errmsg": errmsg});
            (json_response(world, arrival, value), Outcome { errcode: refusal.errcode, errmsg })
        }
    };
    response.extensions_mut().insert(outcome);
    response
}

fn json_response(world: &World, arrival: &Arrival<'_>, mut value: Value) -> Response {
    if world.switches.numbers_as_text {
        numbers_to_text(&mut value);
    }
    let every = u64::from(world.switches.text_plain_every);
    let plain = every != 0 && arrival.number.is_multiple_of(every);
    let label = if plain { "text/plain" } else { "application/json; encoding=utf-8" };
    ([(CONTENT_TYPE, label)], value.to_string()).into_response()
}

fn numbers_to_text(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value.as_i64() {
                    Some(number) if key == "expires_in" || key == "auditid" => *value = json!(number.to_string()),
                    _ => numbers_to_text(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(numbers_to_text),
        _ => {}
    }
}
