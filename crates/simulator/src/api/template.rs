//! The draft box and the template library.

use serde_json::{Value, json};

use super::{Call, Needs, Query, Route, get, int, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::template::{LIMIT, Library};

pub(super) const ROUTES: &[Route] = &[
    get("/wxa/gettemplatedraftlist", Needs::Component, gettemplatedraftlist),
    post("/wxa/addtotemplate", Needs::Component, addtotemplate),
    get("/wxa/gettemplatelist", Needs::Component, gettemplatelist),
    post("/wxa/deletetemplate", Needs::Component, deletetemplate),
];

fn library<'w>(world: &'w mut World, call: &Call<'_>) -> Result<&'w mut Library, Refusal> {
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    Ok(&mut home.library)
}

const SOURCE_NAME: &str = "服务商开发小程序";
const DEVELOPER: &str = "开发者小李";

fn gettemplatedraftlist(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let library = library(world, call)?;
    let list: Vec<Value> = library
        .drafts
        .iter()
        .map(|draft| {
            json!({
                "create_time": draft.created_at.as_second(),
                "user_version": draft.code.user_version,
                "user_desc": draft.code.user_desc,
                "draft_id": draft.draft_id,
                "source_miniprogram": SOURCE_NAME,
                "source_miniprogram_appid": library.source_appid,
                "developer": DEVELOPER,
            })
        })
        .collect();
    Ok(Answer::ok(json!({"draft_list": list})))
}

/// Says nothing of the id that the new template got.
fn addtotemplate(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let draft_id = call.int("draft_id").ok_or_else(|| Refusal::new(85064))?;
    let template_type = match call.body.get("template_type") {
        None => 0,
        Some(value) => int(value).filter(|number| (0..=1).contains(number)).ok_or_else(|| Refusal::new(40097))?,
    };
    let library = library(world, call)?;
    if library.templates.len() >= LIMIT {
        return refuse(85065);
    }
    if library.promote(draft_id, template_type, call.now) { Ok(Answer::done()) } else { refuse(85064) }
}

fn wanted_type(query: &Query) -> Result<Option<i64>, Refusal> {
    match query.get("template_type") {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Refusal::new(40097)),
    }
}

fn gettemplatelist(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let wanted = wanted_type(call.query)?;
    let library = library(world, call)?;
    let list: Vec<Value> = library
        .templates
        .iter()
        .filter(|template| wanted.is_none_or(|wanted| wanted == template.template_type))
        .map(|template| {
            json!({
                "create_time": template.created_at.as_second(),
                "user_version": template.code.user_version,
                "user_desc": template.code.user_desc,
                "template_id": template.template_id,
                "draft_id": template.draft_id,
                "source_miniprogram": SOURCE_NAME,
                "source_miniprogram_appid": library.source_appid,
                "developer": DEVELOPER,
                "template_type": template.template_type,
            })
        })
        .collect();
    Ok(Answer::ok(json!({"template_list": list})))
}

fn deletetemplate(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let template_id = call.int("template_id").ok_or_else(|| Refusal::new(85064))?;
    let library = library(world, call)?;
    let before = library.templates.len();
    library.templates.retain(|template| template.template_id != template_id);
    if library.templates.len() < before { Ok(Answer::done()) } else { refuse(85064) }
}
