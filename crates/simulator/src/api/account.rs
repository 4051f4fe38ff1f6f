//! What accounts set for themselves: one file for each family.

mod binding;
mod category;
mod links;
mod name;
mod options;
mod privacy;
mod profile;

use super::{Call, Needs, Route, described, get, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::merchant::Profile;

/// Basic information.
const BASIC: Needs = Needs::Authorizer(&[30]);

pub(super) const TABLES: [&[Route]; 7] =
    [profile::ROUTES, name::ROUTES, category::ROUTES, privacy::ROUTES, links::ROUTES, binding::ROUTES, options::ROUTES];

/// The profile of the account that is spoken for.
fn profile_of(world: &World, call: &Call<'_>) -> Result<Profile, Refusal> {
    world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))
}

/// Where only accounts that were made through the registration API are let in, this is one.
fn registered(world: &World, call: &Call<'_>) -> Result<Profile, Refusal> {
    let profile = profile_of(world, call)?;
    let by_api = [6, 13, 15, 16, 17, 19, 22, 23].contains(&profile.register_type);
    if world.switches.settings_by_api_only && !by_api { refuse(41033) } else { Ok(profile) }
}

/// A text that has to be there.
fn required<'c>(call: &'c Call<'_>, field: &str, errcode: i64) -> Result<&'c str, Refusal> {
    call.text(field).filter(|text| !text.is_empty()).ok_or_else(|| Refusal::with(errcode, &format!("missing {field}")))
}

/// A picture that was uploaded in the account's own name.
fn picture(world: &mut World, call: &Call<'_>, media_id: &str) -> Result<(), Refusal> {
    let now = call.now;
    if world.account(&call.appid).has_media(media_id, now) { Ok(()) } else { refuse(40007) }
}

/// `media_upload`: the picture itself is not kept, its name is.
fn upload(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if !matches!(call.query.get("type"), Some("image" | "voice" | "video" | "thumb")) {
        return refuse(40004);
    }
    if !described::has_file(call.raw, "media") {
        return refuse(41005);
    }
    let media_id = world.random.text(64);
    world.account(&call.appid).keep_media(&media_id, call.now);
    let kind = call.query.get("type").unwrap_or("image");
    Ok(Answer::Json(serde_json::json!({"type": kind, "media_id": media_id, "created_at": call.now.as_second()})))
}
