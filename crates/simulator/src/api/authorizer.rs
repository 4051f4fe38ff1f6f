//! The authorizers: exchange of codes, their tokens, the list, their profiles.

use serde_json::{Value, json};

use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::merchant::{AccountKind, Profile};

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/api_query_auth", Needs::Component, query_auth),
    post("/cgi-bin/component/api_authorizer_token", Needs::Component, authorizer_token),
    post("/cgi-bin/component/api_get_authorizer_list", Needs::Component, get_authorizer_list),
    post("/cgi-bin/component/api_get_authorizer_info", Needs::Component, get_authorizer_info),
];

/// The most that one page of the list may hold.
const LIST_LIMIT: i64 = 500;

fn func_info(func_ids: &[i64]) -> Value {
    func_ids.iter().map(|id| json!({"funcscope_category": {"id": id}})).collect()
}

fn query_auth(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let code = call.text("authorization_code").ok_or_else(|| Refusal::new(61009))?;
    let appid = world.exchange(&call.component, code, call.now).map_err(Refusal::new)?;
    let (token, expires_in) = world.issue_authorizer_token(&call.component, &appid, call.now);
    world.tokens.note_code(&token, code);
    let grant = world.grant(&call.component, &appid).ok_or_else(|| Refusal::new(61003))?;
    Ok(Answer::Json(json!({"authorization_info": {
        "authorizer_appid": appid,
        "authorizer_access_token": token,
        "expires_in": expires_in,
        "authorizer_refresh_token": grant.refresh_token,
        "func_info": func_info(&grant.func_ids),
    }})))
}

/// The `authorizer_appid` of the body: well formed, known, and authorized to this platform.
fn authorizer(world: &World, call: &Call<'_>) -> Result<String, Refusal> {
    let appid = call.text("authorizer_appid").ok_or_else(|| Refusal::new(40013))?;
    if !world.merchants.contains(appid) {
        return refuse(40013);
    }
    if world.grant(&call.component, appid).is_none() {
        return refuse(61003);
    }
    Ok(appid.to_owned())
}

fn authorizer_token(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = authorizer(world, call)?;
    let given = call.body.get("authorizer_refresh_token").unwrap_or(&Value::Null);
    let refresh_token = world.use_refresh_token(&call.component, &appid, given, call.now).map_err(Refusal::new)?;
    let (token, expires_in) = world.issue_authorizer_token(&call.component, &appid, call.now);
    Ok(Answer::Json(json!({
        "authorizer_access_token": token,
        "expires_in": expires_in,
        "authorizer_refresh_token": refresh_token,
    })))
}

fn get_authorizer_list(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (Some(offset), Some(count)) = (call.int("offset"), call.int("count")) else { return refuse(40097) };
    if count > LIST_LIMIT {
        return refuse(40170);
    }
    let (Ok(offset), Ok(count)) = (usize::try_from(offset), usize::try_from(count)) else { return refuse(40097) };
    let grants = &world.components.get(&call.component).ok_or_else(|| Refusal::new(61011))?.grants;
    let list: Vec<Value> = grants
        .iter()
        .skip(offset)
        .take(count)
        .map(|(appid, grant)| {
            json!({
                "authorizer_appid": appid,
                "refresh_token": grant.refresh_token.as_deref().unwrap_or_default(),
                "auth_time": grant.authorized_at.as_second(),
            })
        })
        .collect();
    Ok(Answer::Json(json!({"total_count": grants.len(), "list": list})))
}

fn get_authorizer_info(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = authorizer(world, call)?;
    let profile = world.merchants.profile(&appid).ok_or_else(|| Refusal::new(40013))?;
    let hidden = world.code.get(&appid).is_some_and(|code| code.hidden);
    let grant = world.grant(&call.component, &appid).ok_or_else(|| Refusal::new(61003))?;
    Ok(Answer::Json(json!({
        "authorizer_info": authorizer_info(&profile, call.base, hidden),
        "authorization_info": {
            "authorizer_appid": appid,
            "authorizer_refresh_token": grant.refresh_token.as_deref().unwrap_or_default(),
            "func_info": func_info(&grant.func_ids),
        },
    })))
}

fn authorizer_info(profile: &Profile, base: &str, hidden: bool) -> Value {
    let picture = |kind: &str| format!("{base}/_sim/{kind}/{}.svg", profile.appid);
    let head_img = if profile.named { picture("avatar") } else { String::new() };
    let mut info = json!({
        "nick_name": profile.nick_name,
        "head_img": head_img,
        "service_type_info": {"id": profile.service_type},
        "verify_type_info": {"id": profile.verify_type},
        "user_name": profile.user_name,
        "principal_name": profile.principal_name,
        "alias": profile.alias,
        "business_info": {"open_pay": 0, "open_shake": 0, "open_scan": 0, "open_card": 0, "open_store": 0},
        "qrcode_url": picture("qrcode"),
        "idc": 1,
        "signature": profile.signature,
        "account_status": profile.account_status,
        "register_type": profile.register_type,
        "basic_config": {"is_phone_configured": true, "is_email_configured": true},
    });
    if profile.kind == AccountKind::MiniProgram {
        info["MiniProgramInfo"] = mini_program_info(profile, hidden);
    }
    info
}

fn mini_program_info(profile: &Profile, hidden: bool) -> Value {
    let categories: Vec<Value> =
        profile.categories.iter().map(|one| json!({"first": one.first, "second": one.second})).collect();
    json!({
        "network": {
            "RequestDomain": [], "WsRequestDomain": [], "UploadDomain": [], "DownloadDomain": [],
            "BizDomain": [], "UDPDomain": [], "TCPDomain": [],
        },
        "categories": categories,
        "visit_status": i32::from(hidden),
    })
}
