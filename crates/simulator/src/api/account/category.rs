//! Categories: those of the made-up trades, and two that take papers.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{BASIC, Call, Route, get, picture, post, profile_of, registered};
use crate::answer::{Answer, Refusal, refuse};
use crate::api::int;
use crate::generate::known_categories;
use crate::world::World;
use crate::world::account::AskedCategory;
use crate::world::merchant::{AccountKind, Category};
use crate::world::review::Subject;

pub(super) const ROUTES: &[Route] = &[
    get("/cgi-bin/wxopen/getallcategories", BASIC, all),
    get("/cgi-bin/wxopen/getcategory", BASIC, set_ones),
    post("/cgi-bin/wxopen/addcategory", BASIC, add),
    post("/cgi-bin/wxopen/modifycategory", BASIC, modify),
    post("/cgi-bin/wxopen/deletecategory", BASIC, delete),
];

/// Additions a month.
const ADDITIONS: u32 = 5;
/// Categories at once.
const AT_ONCE: usize = 20;
/// Categories with papers: first and second level, and the paper.
const LICENSED: [(i64, &str, i64, &str, &str); 2] =
    [(1, "医疗服务", 5, "公立医疗机构", "医疗机构执业许可证"), (220, "餐饮服务", 223, "外卖平台", "食品经营许可证")];

/// Every category that can be had, with the paper that it takes.
fn catalogue() -> Vec<(Category, Option<&'static str>)> {
    let licensed = LICENSED.iter().map(|(first_id, first, second_id, second, paper)| {
        let category = Category {
            first_id: *first_id,
            first: Cow::Borrowed(*first),
            second_id: *second_id,
            second: Cow::Borrowed(*second),
            third: None,
        };
        (category, Some(*paper))
    });
    known_categories().into_iter().map(|category| (category, None)).chain(licensed).collect()
}

fn all(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    registered(world, call)?;
    let catalogue = catalogue();
    let mut nodes: Vec<Value> = Vec::new();
    let mut firsts: Vec<i64> = Vec::new();
    for (category, _) in &catalogue {
        if firsts.contains(&category.first_id) {
            continue;
        }
        firsts.push(category.first_id);
        let below = catalogue.iter().filter(|(one, _)| one.first_id == category.first_id);
        let children: Vec<i64> = below.map(|(one, _)| one.second_id).collect();
        nodes.push(json!({
            "id": category.first_id, "name": category.first, "level": 1, "father": 0, "children": children,
            "sensitive_type": 0, "qualify": {"exter_list": []},
        }));
    }
    nodes.insert(0, json!({"id": 0, "level": 0, "children": firsts, "qualify": {"exter_list": []}}));
    nodes.extend(catalogue.iter().map(|(category, paper)| {
        let groups: Vec<Value> = paper.iter().map(|name| json!({"inner_list": [{"name": name}]})).collect();
        json!({
            "id": category.second_id, "name": category.second, "level": 2, "father": category.first_id,
            "children": [], "sensitive_type": i32::from(paper.is_some()), "qualify": {"exter_list": groups},
        })
    }));
    Ok(Answer::ok(json!({"categories_list": {"categories": nodes}})))
}

fn describe(category: &Category, audit_status: i64, reason: &str) -> Value {
    json!({
        "first": category.first_id,
        "first_name": category.first,
        "second": category.second_id,
        "second_name": category.second,
        "audit_status": audit_status,
        "audit_reason": reason,
    })
}

fn set_ones(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let profile = registered(world, call)?;
    let account = world.account(&call.appid);
    let passed = profile.categories.iter().map(|one| describe(one, 3, ""));
    let asked = account.asked_categories.iter();
    let asked = asked.map(|one| describe(&one.category, if one.refused { 2 } else { 1 }, &one.reason));
    let list: Vec<Value> = passed.chain(asked).collect();
    let left = ADDITIONS - account.category_additions.used(call.now);
    Ok(Answer::ok(json!({"categories": list, "limit": ADDITIONS, "quota": left, "category_limit": AT_ONCE})))
}

/// The pair of numbers that names a category.
fn named(value: &Value) -> Result<(i64, i64), Refusal> {
    let number = |field: &str| value.get(field).and_then(int).ok_or_else(|| Refusal::with(53303, field));
    Ok((number("first")?, number("second")?))
}

fn is(category: &Category, (first, second): (i64, i64)) -> bool {
    category.first_id == first && category.second_id == second
}

/// Whether the paper is there, as a picture of the account's own.
fn check_paper(world: &mut World, call: &Call<'_>, paper: &str, given: &Value) -> Result<(), Refusal> {
    let papers = given["certicates"].as_array().map_or(&[][..], Vec::as_slice);
    let media = papers.iter().find(|one| one["key"] == *paper).and_then(|one| one["value"].as_str());
    let media = media.ok_or_else(|| Refusal::with(53311, paper))?;
    picture(world, call, media)
}

/// All or nothing.
fn add(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut profile = registered(world, call)?;
    if profile.kind == AccountKind::OfficialAccount {
        return refuse(53302);
    }
    let wanted = call.body.get("categories").and_then(Value::as_array).filter(|list| !list.is_empty());
    let wanted = wanted.ok_or_else(|| Refusal::new(53303))?.clone();
    let catalogue = catalogue();
    let mut chosen = Vec::new();
    for one in &wanted {
        let pair = named(one)?;
        let known = catalogue.iter().find(|(category, _)| is(category, pair));
        let (category, paper) = known.ok_or_else(|| Refusal::new(53303))?;
        let asked = &world.account(&call.appid).asked_categories;
        if profile.categories.iter().any(|set| is(set, pair)) || asked.iter().any(|set| is(&set.category, pair)) {
            return refuse(53304);
        }
        if let Some(paper) = paper {
            check_paper(world, call, paper, one)?;
        }
        chosen.push((category.clone(), *paper));
    }
    let account = world.account(&call.appid);
    if profile.categories.len() + account.asked_categories.len() + chosen.len() > AT_ONCE {
        return refuse(53301);
    }
    for (category, paper) in chosen {
        if !world.account(&call.appid).category_additions.take(call.now, ADDITIONS) {
            return refuse(53300);
        }
        let Some(paper) = paper else {
            profile.categories.push(category);
            continue;
        };
        let subject = Subject::Category { first: category.first_id, second: category.second_id };
        world.account(&call.appid).asked_categories.push(AskedCategory {
            category,
            refused: false,
            reason: String::new(),
        });
        world.review(&call.component, &call.appid, subject, &[paper]);
    }
    world.merchants.put(profile);
    Ok(Answer::done())
}

fn modify(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    registered(world, call)?;
    let given = Value::Object(call.body.clone());
    let pair = named(&given)?;
    let asked = world.account(&call.appid).asked_categories.iter().find(|one| is(&one.category, pair));
    if !asked.is_some_and(|one| one.refused) {
        return refuse(53307);
    }
    let catalogue = catalogue();
    let paper = catalogue.iter().find(|(category, _)| is(category, pair)).and_then(|(_, paper)| *paper);
    check_paper(world, call, paper.unwrap_or_default(), &given)?;
    for one in world.account(&call.appid).asked_categories.iter_mut().filter(|one| is(&one.category, pair)) {
        one.refused = false;
        one.reason.clear();
    }
    let subject = Subject::Category { first: pair.0, second: pair.1 };
    world.review(&call.component, &call.appid, subject, &[]);
    Ok(Answer::done())
}

fn delete(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    registered(world, call)?;
    let pair = named(&Value::Object(call.body.clone()))?;
    let asked = &mut world.account(&call.appid).asked_categories;
    if let Some(at) = asked.iter().position(|one| is(&one.category, pair)) {
        if !asked[at].refused {
            return refuse(53308);
        }
        asked.remove(at);
        return Ok(Answer::done());
    }
    let mut profile = profile_of(world, call)?;
    if !profile.categories.iter().any(|one| is(one, pair)) {
        return refuse(53303);
    }
    if profile.categories.len() == 1 {
        return refuse(53309);
    }
    profile.categories.retain(|one| !is(one, pair));
    world.merchants.put(profile);
    Ok(Answer::done())
}
