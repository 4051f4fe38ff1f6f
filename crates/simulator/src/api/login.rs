//! Users who log in, by the platform's token: `wx.login` of a Mini Program, OAuth of an Official Account's pages.

use serde_json::json;

use super::{Call, Needs, Route, get};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::login::{WEB_TOKEN_SECS, WebTokens};
use crate::world::merchant::AccountKind;

pub(super) const ROUTES: &[Route] = &[
    get("/sns/component/jscode2session", Needs::ComponentAlone, jscode2session),
    get("/sns/oauth2/component/access_token", Needs::ComponentAlone, access_token),
    get("/sns/oauth2/component/refresh_token", Needs::ComponentAlone, refresh_token),
    get("/sns/userinfo", Needs::Anybody, userinfo),
    get("/sns/auth", Needs::Anybody, auth),
];

/// What must stand in the query; WeChat has a code of its own for each that is missing.
fn needed<'c>(call: &Call<'c>, name: &str, missing: i64) -> Result<&'c str, Refusal> {
    call.query.get(name).filter(|text| !text.is_empty()).ok_or_else(|| Refusal::new(missing))
}

/// The account that the call names, if it is of this kind and authorizes the platform.
fn account<'c>(world: &World, call: &Call<'c>, grant_type: &str, kind: AccountKind) -> Result<&'c str, Refusal> {
    let appid = needed(call, "appid", 41002)?;
    if call.query.get("component_appid") != Some(call.component.as_str()) {
        return refuse(40013);
    }
    if call.query.get("grant_type") != Some(grant_type) {
        return refuse(40002);
    }
    if world.grant(&call.component, appid).is_none() {
        return refuse(61003);
    }
    let is_one = world.merchants.profile(appid).is_some_and(|profile| profile.kind == kind);
    if is_one { Ok(appid) } else { refuse(40013) }
}

fn jscode2session(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = account(world, call, "authorization_code", AccountKind::MiniProgram)?;
    let code = needed(call, "js_code", 41008)?;
    let visit = world.take_login_code(appid, code).map_err(Refusal::new)?;
    let session_key = world.session_key();
    Ok(Answer::Json(json!({"openid": visit.openid, "session_key": session_key})))
}

fn web_tokens(WebTokens { access_token, refresh_token, visit }: WebTokens) -> Answer {
    Answer::Json(json!({
        "access_token": access_token,
        "expires_in": WEB_TOKEN_SECS,
        "refresh_token": refresh_token,
        "openid": visit.openid,
        "scope": visit.scope,
    }))
}

fn access_token(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = account(world, call, "authorization_code", AccountKind::OfficialAccount)?;
    let code = needed(call, "code", 41008)?;
    let visit = world.take_login_code(appid, code).map_err(Refusal::new)?;
    Ok(web_tokens(world.web_tokens(visit, None)))
}

fn refresh_token(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let appid = account(world, call, "refresh_token", AccountKind::OfficialAccount)?;
    let text = needed(call, "refresh_token", 41003)?;
    let visit = world.refresh_token_of(appid, text).map_err(Refusal::new)?;
    Ok(web_tokens(world.web_tokens(visit, Some(text))))
}

fn userinfo(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let token = needed(call, "access_token", 41001)?;
    let visit = world.web_token_of(token, needed(call, "openid", 41009)?).map_err(Refusal::new)?;
    if visit.scope != "snsapi_userinfo" {
        return refuse(48001);
    }
    Ok(Answer::Json(json!({
        "openid": visit.openid,
        "nickname": "微信用户",
        "sex": 0,
        "province": "",
        "city": "",
        "country": "",
        "headimgurl": format!("{}/_sim/avatar/{}.svg", call.base, visit.appid),
        "privilege": [],
    })))
}

fn auth(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let token = needed(call, "access_token", 41001)?;
    world.web_token_of(token, needed(call, "openid", 41009)?).map_err(Refusal::new)?;
    Ok(Answer::done())
}
