//! The privacy guideline, and permission to use private APIs.

use serde_json::{Value, json};

use super::super::code::DEVELOPMENT;
use super::{Call, Route, get, post, profile_of, required};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::account::{Application, Guideline};
use crate::world::audit::kind_of;
use crate::world::review::Subject;

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/getprivacysetting", DEVELOPMENT, get_setting),
    post("/cgi-bin/component/setprivacysetting", DEVELOPMENT, set_setting),
    get("/wxa/security/get_privacy_interface", DEVELOPMENT, interfaces),
    post("/wxa/security/apply_privacy_interface", DEVELOPMENT, apply),
];

/// APIs for which one has to apply, and what they are called.
const PRIVATE_APIS: [(&str, &str); 8] = [
    ("wx.getLocation", "获取当前的地理位置"),
    ("wx.onLocationChange", "监听实时地理位置变化"),
    ("wx.startLocationUpdate", "前台接收位置消息"),
    ("wx.startLocationUpdateBackground", "前后台接收位置消息"),
    ("wx.chooseLocation", "打开地图选择位置"),
    ("wx.choosePoi", "打开POI列表选择位置"),
    ("wx.getFuzzyLocation", "获取当前的模糊地理位置"),
    ("wx.chooseAddress", "获取用户收货地址"),
];

/// `wx.getLocation` and `getLocation` are the same.
fn bare(api: &str) -> &str {
    api.strip_prefix("wx.").unwrap_or(api)
}

fn version(call: &Call<'_>) -> Result<i64, Refusal> {
    match call.body.get("privacy_ver") {
        None => Ok(2),
        Some(_) => call.int("privacy_ver").filter(|number| matches!(number, 1 | 2)).ok_or_else(|| Refusal::new(86071)),
    }
}

fn get_setting(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let version = version(call)?;
    let trial = world.code.get(&call.appid).and_then(|code| code.trial.as_ref());
    let code_exist = i32::from(trial.is_some());
    let mut found: Vec<&str> =
        trial.into_iter().flat_map(|trial| &trial.private_apis).map(|api| kind_of(api)).collect();
    found.sort_unstable();
    found.dedup();
    let account = world.account(&call.appid);
    let guideline = if version == 1 { &account.guideline_online } else { &account.guideline };
    let mut answer = json!({"code_exist": code_exist, "privacy_list": found, "setting_list": []});
    if let Some(guideline) = guideline {
        answer["setting_list"] = guideline.declared.clone();
        answer["owner_setting"] = guideline.owner.clone();
        answer["update_time"] = json!(guideline.updated_at.as_second());
    }
    Ok(Answer::ok(answer))
}

fn set_setting(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let version = version(call)?;
    let owner = call.body.get("owner_setting").filter(|owner| owner.is_object()).ok_or_else(|| Refusal::new(86069))?;
    let filled = |field: &str| owner[field].as_str().is_some_and(|text| !text.trim().is_empty());
    let reachable = ["contact_email", "contact_phone", "contact_qq", "contact_weixin"].into_iter().any(filled);
    if !reachable || !filled("notice_method") {
        return refuse(86069);
    }
    if let Some(text) = owner["store_expire_timestamp"].as_str() {
        let days = text.strip_suffix('天').is_some_and(|days| days.parse::<u32>().is_ok());
        if !days {
            return refuse(86072);
        }
    }
    let declared = call.body.get("setting_list");
    let account = world.account(&call.appid);
    if version == 1 {
        if declared.is_some() {
            return refuse(47001);
        }
        let online = account.guideline_online.as_mut().ok_or_else(|| Refusal::new(86074))?;
        online.owner = owner.clone();
        online.updated_at = call.now;
        return Ok(Answer::done());
    }
    let list = declared.and_then(Value::as_array).filter(|list| !list.is_empty()).ok_or_else(|| Refusal::new(47001))?;
    let whole = |one: &Value| ["privacy_key", "privacy_text"].iter().all(|field| one[*field].is_string());
    if !list.iter().all(whole) {
        return refuse(47001);
    }
    account.guideline =
        Some(Guideline { owner: owner.clone(), declared: Value::Array(list.clone()), updated_at: call.now });
    Ok(Answer::done())
}

/// An account may use what its profile does not deny it.
fn interfaces(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let profile = profile_of(world, call)?;
    let account = world.account(&call.appid);
    let denied = |api: &str| profile.unpermitted_private_apis.iter().any(|one| bare(one) == bare(api));
    let list: Vec<Value> = PRIVATE_APIS
        .iter()
        .map(|(api, name)| {
            let mut one = json!({"api_name": api, "api_ch_name": name, "api_desc": name, "group_name": "地理位置"});
            let application = account.applications.get(*api);
            one["status"] = json!(match application {
                _ if !denied(api) => 5,
                None => 1,
                Some(application) => application.status,
            });
            if let Some(application) = application {
                one["apply_time"] = json!(application.applied_at.as_second());
                one["audit_id"] = json!(application.audit_id);
                one["fail_reason"] = json!(application.reason);
            }
            one
        })
        .collect();
    Ok(Answer::ok(json!({"interface_list": list})))
}

fn apply(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let api = required(call, "api_name", 61034)?;
    let content = required(call, "content", 61034)?;
    let shown = ["url_list", "pic_list", "video_list"]
        .iter()
        .any(|field| call.body.get(*field).and_then(Value::as_array).is_some_and(|list| !list.is_empty()));
    let pictures = call.body.get("pic_list").and_then(Value::as_array).map_or(0, Vec::len);
    if !shown || pictures > 10 || content.chars().count() > 300 {
        return refuse(61034);
    }
    let denied = profile_of(world, call)?.unpermitted_private_apis.iter().any(|one| bare(one) == bare(api));
    if !denied || !PRIVATE_APIS.iter().any(|(known, _)| *known == api) {
        return refuse(61035);
    }
    if world.account(&call.appid).applications.get(api).is_some_and(|one| one.status == 3) {
        return refuse(61034);
    }
    let subject = Subject::PrivateApi { api_name: api.to_owned() };
    let audit_id = world.review(&call.component, &call.appid, subject, &[content]);
    let application = Application { audit_id, status: 3, reason: String::new(), applied_at: call.now };
    world.account(&call.appid).applications.insert(api.to_owned(), application);
    Ok(Answer::ok(json!({"audit_id": audit_id})))
}
