//! From template to trial version: commit, the privacy scan, the trial QR code, pages and categories.

mod ext_json;

use serde_json::{Value, json};

use super::{Call, Needs, Route, get, picture, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::time::{after_ms, after_secs};
use crate::world::World;
use crate::world::code::Trial;

/// Development: code, domains, testers.
pub(super) const DEVELOPMENT: Needs = Needs::Authorizer(&[18]);

pub(super) const ROUTES: &[Route] = &[
    post("/wxa/commit", DEVELOPMENT, commit),
    get("/wxa/get_qrcode", Needs::Authorizer(&[18, 86]), get_qrcode),
    get("/wxa/get_page", DEVELOPMENT, get_page),
    get("/wxa/get_category", DEVELOPMENT, get_category),
    get("/wxa/security/get_code_privacy_info", DEVELOPMENT, get_code_privacy_info),
];

/// The longest `user_version` in characters.
const VERSION_LIMIT: usize = 64;

fn commit(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let template_id = call.int("template_id").ok_or_else(|| Refusal::new(85014))?;
    let ext_json = call.text("ext_json").ok_or_else(|| Refusal::new(85013))?;
    let user_version = required(call, "user_version")?;
    let user_desc = required(call, "user_desc")?;
    if user_version.chars().count() > VERSION_LIMIT {
        return Err(Refusal::with(40097, "user_version is too long"));
    }
    let home = world.components.get(&call.component).ok_or_else(|| Refusal::new(61011))?;
    let template = home.library.template(template_id).ok_or_else(|| Refusal::new(85014))?.code.clone();
    let made = ext_json::apply(ext_json, &template.pages).map_err(Refusal::new)?;
    let pause = world.switches.commit_interval_ms;
    let scan = world.switches.scan_secs;
    let code = world.code_of(&call.appid);
    if code.trial.as_ref().is_some_and(|trial| call.now < after_ms(trial.committed_at, pause)) {
        return refuse(9_402_202);
    }
    code.trial = Some(Trial {
        template_id,
        user_version: user_version.to_owned(),
        user_desc: user_desc.to_owned(),
        ext_json: ext_json.to_owned(),
        pages: made.pages,
        private_apis: template.private_apis,
        declared_apis: made.declared_apis,
        committed_at: call.now,
        scan_until: after_secs(call.now, scan),
    });
    Ok(Answer::done())
}

fn required<'c>(call: &'c Call<'_>, field: &str) -> Result<&'c str, Refusal> {
    call.text(field).filter(|text| !text.is_empty()).ok_or_else(|| Refusal::with(40097, &format!("{field} is missing")))
}

/// The trial version of an account, or 86001 when nothing was ever committed.
fn trial<'w>(world: &'w World, call: &Call<'_>) -> Result<&'w Trial, Refusal> {
    world.code.get(&call.appid).and_then(|code| code.trial.as_ref()).ok_or_else(|| Refusal::new(86001))
}

fn get_qrcode(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let trial = trial(world, call)?;
    let page = call.query.get("path").unwrap_or_default();
    let link = format!(
        "https://open.weixin.qq.com/sns/getexpappinfo?appid={}&version={}&path={}",
        call.appid,
        url::form_urlencoded::byte_serialize(trial.user_version.as_bytes()).collect::<String>(),
        url::form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>(),
    );
    picture::qr_jpeg(&link).map(Answer::Image).ok_or_else(|| Refusal::with(40097, "path is too long"))
}

fn get_page(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let trial = trial(world, call)?;
    Ok(Answer::ok(json!({"page_list": trial.pages})))
}

fn get_category(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let profile = world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))?;
    let list: Vec<Value> = profile
        .categories
        .iter()
        .map(|one| {
            let mut entry = json!({
                "first_class": one.first,
                "second_class": one.second,
                "first_id": one.first_id,
                "second_id": one.second_id,
            });
            if let Some((id, name)) = &one.third {
                entry["third_class"] = json!(name);
                entry["third_id"] = json!(id);
            }
            entry
        })
        .collect();
    Ok(Answer::ok(json!({"category_list": list})))
}

fn get_code_privacy_info(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let trial = trial(world, call)?;
    if call.now < trial.scan_until {
        return refuse(61039);
    }
    let faults = private_api_faults(world, call)?;
    Ok(Answer::ok(json!({"without_auth_list": faults.unpermitted, "without_conf_list": faults.undeclared})))
}

/// What the privacy scan finds against a version.
pub(super) struct PrivateApiFaults {
    unpermitted: Vec<String>,
    undeclared: Vec<String>,
}

impl PrivateApiFaults {
    pub(super) fn any(&self) -> bool {
        !(self.unpermitted.is_empty() && self.undeclared.is_empty())
    }
}

/// The private APIs of the trial version that the account may not use, and those that `ext_json` does not name.
pub(super) fn private_api_faults(world: &World, call: &Call<'_>) -> Result<PrivateApiFaults, Refusal> {
    let trial = trial(world, call)?;
    let profile = world.merchants.profile(&call.appid).ok_or_else(|| Refusal::new(40013))?;
    let used = trial.private_apis.iter();
    Ok(PrivateApiFaults {
        unpermitted: used.clone().filter(|api| profile.unpermitted_private_apis.contains(api)).cloned().collect(),
        undeclared: used.filter(|api| !trial.declared_apis.contains(api)).cloned().collect(),
    })
}
