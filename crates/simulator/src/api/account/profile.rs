//! Basic information, avatar, introduction, search, base library; pictures for all of it.

use serde_json::{Value, json};

use super::super::code::DEVELOPMENT;
use super::{BASIC, Call, Route, get, picture, post, profile_of, registered, required, upload};
use crate::answer::{Answer, Refusal, refuse};
use crate::api::{Method, Needs};
use crate::world::World;
use crate::world::merchant::AccountKind;

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/account/getaccountbasicinfo", Needs::Authorizer(&[3, 30]), basic_info),
    post("/cgi-bin/account/modifyheadimage", BASIC, modify_head_image),
    post("/cgi-bin/account/modifysignature", BASIC, modify_signature),
    get("/wxa/getwxasearchstatus", BASIC, search_status),
    post("/wxa/changewxasearchstatus", BASIC, change_search_status),
    post("/cgi-bin/wxopen/getweappsupportversion", DEVELOPMENT, support_version),
    post("/cgi-bin/wxopen/setweappsupportversion", DEVELOPMENT, set_support_version),
    Route {
        path: "/cgi-bin/media/upload",
        method: Method::Post,
        needs: Needs::Authorizer(&[]),
        is_form: true,
        handler: upload,
    },
];

/// Changes of avatar and introduction a month.
const CHANGES: u32 = 5;
/// Changes of the name a year.
pub(super) const NAMES: u32 = 2;
/// Versions of the base library that can be asked for, and the percent of users who have each.
const LIBRARIES: [(&str, f64); 4] = [("2.30.4", 4.5), ("2.33.0", 12.5), ("3.0.2", 38.0), ("3.4.10", 45.0)];

fn basic_info(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let profile = registered(world, call)?;
    let names = world.account(&call.appid).names_used(call.now);
    let account = world.account(&call.appid);
    let (signatures, avatars) = (account.signatures.used(call.now), account.avatars.used(call.now));
    let account_type = match profile.kind {
        AccountKind::MiniProgram => 3,
        AccountKind::OfficialAccount => 2,
    };
    let head = if profile.named { format!("{}/_sim/avatar/{}.svg", call.base, profile.appid) } else { String::new() };
    Ok(Answer::ok(json!({
        "appid": profile.appid,
        "account_type": account_type,
        "principal_type": 1,
        "principal_name": profile.principal_name,
        "realname_status": 1,
        "nickname": profile.nick_name,
        "wx_verify_info": {"qualification_verify": profile.verify_type == 0, "naming_verify": profile.verify_type == 0},
        "signature_info": {
            "signature": profile.signature, "modify_used_count": signatures, "modify_quota": CHANGES,
        },
        "head_image_info": {"head_image_url": head, "modify_used_count": avatars, "modify_quota": CHANGES},
        "nickname_info": {"nickname": profile.nick_name, "modify_used_count": names, "modify_quota": NAMES},
    })))
}

/// A number that may be written as a text.
fn share(value: Option<&Value>) -> Option<f64> {
    let value = value?;
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).filter(|share| (0.0..=1.0).contains(share))
}

fn modify_head_image(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let media_id = required(call, "head_img_media_id", 41006)?;
    let edge = |name: &str| share(call.body.get(name)).ok_or_else(|| Refusal::with(40097, name));
    let (left, top, right, bottom) = (edge("x1")?, edge("y1")?, edge("x2")?, edge("y2")?);
    if left >= right || top >= bottom {
        return refuse(40097);
    }
    picture(world, call, media_id)?;
    if world.account(&call.appid).avatars.take(call.now, CHANGES) { Ok(Answer::done()) } else { refuse(53202) }
}

fn modify_signature(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut profile = registered(world, call)?;
    let signature = required(call, "signature", 40097)?;
    let chinese = signature.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if !(4..=120).contains(&signature.chars().count()) || chinese < 4 {
        return refuse(53204);
    }
    if signature.contains("违禁") {
        return refuse(53201);
    }
    if !world.account(&call.appid).signatures.take(call.now, CHANGES) {
        return refuse(53200);
    }
    signature.clone_into(&mut profile.signature);
    world.merchants.put(profile);
    Ok(Answer::done())
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn search_status(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!({"status": i32::from(world.account(&call.appid).hidden_from_search)})))
}

fn change_search_status(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let hidden = match call.int("status") {
        Some(0) => false,
        Some(1) => true,
        _ => return refuse(85084),
    };
    if profile_of(world, call)?.account_status == 18 {
        return refuse(85083);
    }
    world.account(&call.appid).hidden_from_search = hidden;
    Ok(Answer::done())
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn support_version(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let items: Vec<Value> =
        LIBRARIES.iter().map(|(version, percent)| json!({"version": version, "percentage": percent})).collect();
    let now = world.account(&call.appid).support_version.clone().unwrap_or_else(|| LIBRARIES[0].0.to_owned());
    Ok(Answer::ok(json!({"now_version": now, "uv_info": {"items": items}})))
}

fn set_support_version(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let version = required(call, "version", 89014)?;
    if !LIBRARIES.iter().any(|(known, _)| *known == version) {
        return refuse(89014);
    }
    world.account(&call.appid).support_version = Some(version.to_owned());
    Ok(Answer::done())
}
