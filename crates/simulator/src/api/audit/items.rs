//! The fields of `submit_audit`, each with the errcode for its slip.

use serde_json::{Map, Value};

use crate::api::int;
use crate::world::merchant::Category;

/// What a submission is held against.
pub(super) struct Check<'a> {
    pub(super) pages: &'a [String],
    pub(super) categories: &'a [Category],
    pub(super) items_optional: bool,
}

impl Check<'_> {
    /// Looks at every field; the errcode of the first slip.
    pub(super) fn submission(&self, body: &Map<String, Value>) -> Result<(), i64> {
        match body.get("item_list") {
            None if self.items_optional => {}
            None | Some(Value::Null) => return Err(85010),
            Some(list) => self.items(list)?,
        }
        check_preview(body.get("preview_info"))?;
        at_most(body.get("version_desc"), 1000, 85051)?;
        at_most(body.get("feedback_info"), 200, 40097)?;
        let stuff = body.get("feedback_stuff").and_then(Value::as_str).unwrap_or_default();
        if stuff.split('|').count() > 5 { Err(40097) } else { Ok(()) }
    }

    fn items(&self, list: &Value) -> Result<(), i64> {
        let list = list.as_array().ok_or(85010)?;
        if list.is_empty() {
            return Err(85010);
        }
        if list.len() > 5 {
            return Err(85023);
        }
        list.iter().try_for_each(|item| self.item(item))
    }

    fn item(&self, item: &Value) -> Result<(), i64> {
        let item = item.as_object().filter(|item| !item.is_empty()).ok_or(85010)?;
        at_most(item.get("title"), 32, 85011)?;
        check_tags(item.get("tag"))?;
        if let Some(address) = item.get("address").and_then(Value::as_str).filter(|address| !address.is_empty()) {
            let page = address.split('?').next().unwrap_or_default();
            if !self.pages.iter().any(|known| known == page) {
                return Err(85007);
            }
        }
        if self.categories.iter().any(|category| is_in(item, category)) { Ok(()) } else { Err(85008) }
    }
}

/// Both names must be the category's, and the ids too where they are given.
fn is_in(item: &Map<String, Value>, category: &Category) -> bool {
    let name = |field: &str, wanted: &str| item.get(field).and_then(Value::as_str) == Some(wanted);
    let id = |field: &str, wanted: i64| item.get(field).is_none_or(|given| int(given) == Some(wanted));
    name("first_class", &category.first)
        && name("second_class", &category.second)
        && id("first_id", category.first_id)
        && id("second_id", category.second_id)
}

fn at_most(field: Option<&Value>, limit: usize, errcode: i64) -> Result<(), i64> {
    match field {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(text)) if text.chars().count() <= limit => Ok(()),
        Some(_) => Err(errcode),
    }
}

/// At most ten tags between spaces, each of at most twenty characters.
fn check_tags(tag: Option<&Value>) -> Result<(), i64> {
    let Some(tag) = tag else { return Ok(()) };
    let tags: Vec<&str> = tag.as_str().ok_or(85006)?.split(' ').filter(|tag| !tag.is_empty()).collect();
    if tags.len() > 10 || tags.iter().any(|tag| tag.chars().count() > 20) { Err(85006) } else { Ok(()) }
}

fn check_preview(preview: Option<&Value>) -> Result<(), i64> {
    let Some(preview) = preview else { return Ok(()) };
    let preview = preview.as_object().ok_or(85092)?;
    let list_of_text = |value: &Value| value.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    let fields = ["video_id_list", "pic_id_list"];
    let well_formed = fields.iter().all(|field| preview.get(*field).is_none_or(list_of_text));
    if well_formed { Ok(()) } else { Err(85092) }
}
