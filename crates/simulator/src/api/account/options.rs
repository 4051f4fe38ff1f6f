//! Switches of Official Accounts, in the form that names the account in the body.

use serde_json::json;

use super::{Call, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::api::Needs;
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/api_get_authorizer_option", Needs::Component, show),
    post("/cgi-bin/component/api_set_authorizer_option", Needs::Component, set),
];

/// The account and the switch that are meant, with the values that it takes.
fn meant<'c>(world: &World, call: &'c Call<'_>) -> Result<(&'c str, &'c str, &'static [&'static str]), Refusal> {
    let appid = call.text("authorizer_appid").ok_or_else(|| Refusal::new(40013))?;
    if !world.merchants.contains(appid) {
        return refuse(40013);
    }
    if world.grant(&call.component, appid).is_none() {
        return refuse(61003);
    }
    let name = call.text("option_name").unwrap_or_default();
    match name {
        "location_report" => Ok((appid, name, &["0", "1", "2"])),
        "voice_recognize" | "customer_service" => Ok((appid, name, &["0", "1"])),
        _ => refuse(61012),
    }
}

fn show(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (appid, name, _) = meant(world, call)?;
    let value = world.accounts.get(appid).and_then(|account| account.options.get(name)).map_or("0", String::as_str);
    Ok(Answer::Json(json!({"authorizer_appid": appid, "option_name": name, "option_value": value})))
}

fn set(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (appid, name, values) = meant(world, call)?;
    let value = call.text("option_value").filter(|value| values.contains(value)).ok_or_else(|| Refusal::new(61013))?;
    world.account(appid).options.insert(name.to_owned(), value.to_owned());
    Ok(Answer::done())
}
