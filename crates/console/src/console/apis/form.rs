//! A form made from the shape of a request, and back: what was typed becomes the request's fields again.
//!
//! Each input bears the path of its field: `q.appid` in the query, `b.item_list.0.address` in the body. Lists of texts
//! have a line for each, lists of objects a group for each, and what has no known fields is typed as JSON. What is left
//! empty is left out. A form so works without scripts; "one more" is a button that brings the same form back.

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::{Map, Value};
use wxfleet_wechat::catalogue::Entry;
use wxfleet_wechat::catalogue::shape::{Field, Kind, Shape};
use wxfleet_wechat::endpoint::FieldError;

use crate::console::pieces::Icon;
use crate::locale::{Language, words};

/// What was typed, by the names of the inputs.
pub type Typed = [(String, String)];

/// A text of this length gets more than one line.
const ONE_LINE: usize = 80;

/// The fields of a request as its form would send them.
pub fn typed(entry: &Entry, query: &Map<String, Value>, body: &Map<String, Value>) -> Vec<(String, String)> {
    let mut typed = Vec::new();
    flatten("q", &entry.query, query, &mut typed);
    flatten("b", &entry.body, body, &mut typed);
    typed
}

fn flatten(at: &str, shape: &Shape, fields: &Map<String, Value>, typed: &mut Vec<(String, String)>) {
    for field in &shape.0 {
        let Some(value) = fields.get(&field.name) else { continue };
        let at = format!("{at}.{}", field.name);
        match (field.kind, value) {
            (Kind::Object, Value::Object(inner)) if has_fields(field) => flatten(&at, &field.fields, inner, typed),
            (Kind::Objects, Value::Array(items)) if has_fields(field) => {
                for (index, item) in items.iter().enumerate() {
                    flatten(&format!("{at}.{index}"), &field.fields, item.as_object().unwrap_or(&Map::new()), typed);
                }
            }
            (Kind::Strings | Kind::Ints, Value::Array(items)) => {
                typed.push((at, items.iter().map(plain).collect::<Vec<_>>().join("\n")));
            }
            (Kind::Object | Kind::Objects, value) => typed.push((at, format!("{value:#}"))),
            (_, value) => typed.push((at, plain(value))),
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn has_fields(field: &Field) -> bool {
    !field.fields.0.is_empty()
}

/// The fields of a query or of a body.
pub type Fields = Map<String, Value>;

/// What was typed as query and body. What does not fit its kind goes in as a text, for the check of the request to
/// name it; what should be JSON and is none is refused here.
pub fn read(entry: &Entry, typed: &Typed) -> Result<(Fields, Fields), FieldError> {
    Ok((gather("q", "query.", &entry.query, typed)?, gather("b", "body.", &entry.body, typed)?))
}

fn gather(at: &str, named: &str, shape: &Shape, typed: &Typed) -> Result<Map<String, Value>, FieldError> {
    let mut fields = Map::new();
    for field in shape.0.iter().filter(|field| !field.is_file()) {
        let value = value_of(&format!("{at}.{}", field.name), &format!("{named}{}", field.name), field, typed)?;
        fields.extend(value.map(|value| (field.name.clone(), value)));
    }
    Ok(fields)
}

fn value_of(at: &str, named: &str, field: &Field, typed: &Typed) -> Result<Option<Value>, FieldError> {
    match field.kind {
        Kind::Object if has_fields(field) => {
            let inner = gather(at, &format!("{named}."), &field.fields, typed)?;
            return Ok((field.required || !inner.is_empty()).then_some(Value::Object(inner)));
        }
        Kind::Objects if has_fields(field) => {
            let mut items = Vec::new();
            for index in indices(at, typed) {
                let inner =
                    gather(&format!("{at}.{index}"), &format!("{named}[{}].", items.len()), &field.fields, typed)?;
                items.extend((!inner.is_empty()).then_some(Value::Object(inner)));
            }
            return Ok((!items.is_empty()).then_some(Value::Array(items)));
        }
        _ => {}
    }
    let text = given(at, typed);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let number = |text: &str| text.trim().parse::<i64>().map_or_else(|_| Value::from(text), Value::from);
    Ok(Some(match field.kind {
        Kind::String | Kind::File => Value::from(text),
        Kind::Int => number(text),
        Kind::Number => serde_json::from_str(text).ok().filter(Value::is_number).unwrap_or_else(|| text.into()),
        Kind::Bool => text.trim().parse::<bool>().map_or_else(|_| Value::from(text), Value::from),
        Kind::Strings => lines().map(Value::from).collect(),
        Kind::Ints => lines().map(number).collect(),
        Kind::Object | Kind::Objects => serde_json::from_str(text)
            .map_err(|_| FieldError::new(named, "is no JSON that can be read", "不是可以解析的 JSON"))?,
    }))
}

fn given<'a>(at: &str, typed: &'a Typed) -> &'a str {
    // Forms write line ends their own way; the request has ours.
    typed.iter().find(|(name, _)| name == at).map_or("", |(_, text)| text)
}

/// The places of a list that something was typed for, in their order.
fn indices(at: &str, typed: &Typed) -> Vec<usize> {
    let index = |(name, _): &(String, String)| {
        let rest = name.strip_prefix(at)?.strip_prefix('.')?;
        rest.split('.').next()?.parse::<usize>().ok()
    };
    let mut found: Vec<usize> = typed.iter().filter_map(index).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What a form has to know beyond its shape.
pub(super) struct Asked<'a> {
    pub(super) language: Language,
    pub(super) typed: &'a Typed,
    /// The list that is to have one more group.
    pub(super) add: &'a str,
    /// Fields that are filled in where they are left out.
    pub(super) filled_in: &'a [&'static str],
    /// Fields that do not stand in the form.
    pub(super) secrets: &'a [&'static str],
    /// The field that is at fault, as `body.item_list[0].title`, and why.
    pub(super) wrong: Option<(&'a str, &'a str)>,
}

/// The inputs of a request.
pub(super) fn inputs(entry: &Entry, asked: &Asked<'_>) -> Vec<Input> {
    let mut inputs = of_shape("q", "query.", &entry.query, asked, 0);
    inputs.extend(of_shape("b", "body.", &entry.body, asked, 0));
    inputs
}

fn of_shape(at: &str, named: &str, shape: &Shape, asked: &Asked<'_>, depth: usize) -> Vec<Input> {
    let shown = shape.0.iter().filter(|field| depth > 0 || !asked.secrets.contains(&field.name.as_str()));
    shown
        .map(|field| input(format!("{at}.{}", field.name), &format!("{named}{}", field.name), field, asked, depth))
        .collect()
}

fn input(at: String, named: &str, field: &Field, asked: &Asked<'_>, depth: usize) -> Input {
    let words = Words::of(asked.language);
    let is_filled_in = field.constant.is_some() || (depth == 0 && asked.filled_in.contains(&field.name.as_str()));
    let text = given(&at, asked.typed);
    let holds = match field.kind {
        Kind::Object if has_fields(field) => {
            Holds::Group(of_shape(&at, &format!("{named}."), &field.fields, asked, depth + 1))
        }
        Kind::Objects if has_fields(field) => {
            let mut places = indices(&at, asked.typed);
            if places.is_empty() || asked.add == at {
                places.push(places.last().map_or(0, |last| last + 1));
            }
            let of_place = |(number, place): (usize, usize)| {
                let title = words.item.replace("{}", &(number + 1).to_string());
                let (at, named) = (format!("{at}.{place}"), format!("{named}[{number}]."));
                (title, of_shape(&at, &named, &field.fields, asked, depth + 1))
            };
            Holds::List(places.into_iter().enumerate().map(of_place).collect())
        }
        Kind::Strings | Kind::Ints => Holds::Lines(text.to_owned()),
        Kind::Object | Kind::Objects => Holds::Json(text.to_owned()),
        Kind::Bool => Holds::Choice(text.to_owned()),
        Kind::File => Holds::File,
        Kind::Int | Kind::Number => Holds::Figure(text.to_owned()),
        Kind::String if text.contains('\n') || text.chars().count() > ONE_LINE => Holds::Lines(text.to_owned()),
        Kind::String => Holds::Text(text.to_owned()),
    };
    Input {
        // A file keeps the name that WeChat has for it.
        name: if field.is_file() { field.name.clone() } else { at },
        label: field.name.clone(),
        kind: kind_name(field.kind, words),
        is_required: field.required && !is_filled_in,
        hint: match &field.constant {
            Some(constant) => constant.clone(),
            None if is_filled_in => words.filled_in.to_owned(),
            None => String::new(),
        },
        note: field.note.clone(),
        error: asked.wrong.filter(|(wrong, _)| *wrong == named || *wrong == field.name).map(|(_, why)| why.to_owned()),
        holds,
        words,
    }
}

const fn kind_name(kind: Kind, words: &'static Words) -> &'static str {
    match kind {
        Kind::String => words.text,
        Kind::Int => words.int,
        Kind::Number => words.number,
        Kind::Bool => words.bool,
        Kind::Object => words.object,
        Kind::Strings => words.texts,
        Kind::Ints => words.ints,
        Kind::Objects => words.objects,
        Kind::File => words.file,
    }
}

/// A field with its input, or with the inputs in it.
#[derive(Template)]
#[template(path = "console/apis/input.html")]
pub(super) struct Input {
    name: String,
    label: String,
    kind: &'static str,
    is_required: bool,
    hint: String,
    note: String,
    error: Option<String>,
    holds: Holds,
    words: &'static Words,
}

impl HtmlSafe for Input {}

/// What a field is typed into.
enum Holds {
    Text(String),
    Figure(String),
    Lines(String),
    Json(String),
    Choice(String),
    File,
    Group(Vec<Input>),
    /// Each group with its title.
    List(Vec<(String, Vec<Input>)>),
}

words! {
    /// Words of the form.
    Words {
        required: "必填", "Required";
        filled_in: "可不填，由 wxfleet 填入", "May be left out: wxfleet fills it in";
        text: "文本", "text";
        int: "整数", "whole number";
        number: "数字", "number";
        bool: "布尔", "yes or no";
        object: "对象", "object";
        texts: "文本列表，每行一个", "texts, one a line";
        ints: "整数列表，每行一个", "whole numbers, one a line";
        objects: "列表", "list";
        file: "文件", "file";
        left_out: "不填", "left out";
        more: "再加一项", "One more";
        item: "第 {} 项", "No. {}";
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wxfleet_wechat::catalogue;

    use super::*;

    /// What an input can tell: numbers are numbers, and empty values are left out.
    fn sample(entry: &Entry) -> (Map<String, Value>, Map<String, Value>) {
        (entry.sample_call_query(), entry.sample_call_body())
    }

    #[test]
    fn every_sample_survives_its_form() {
        for entry in catalogue::entries() {
            let (query, body) = sample(entry);
            let form = typed(entry, &query, &body);
            let (query_again, body_again) = read(entry, &form).unwrap_or_else(|error| panic!("{}: {error}", entry.id));
            let again = typed(entry, &query_again, &body_again);
            assert_eq!(
                form.iter().filter(|(_, text)| !text.trim().is_empty()).collect::<Vec<_>>(),
                again.iter().collect::<Vec<_>>(),
                "{}",
                entry.id
            );
            if entry.check(&query, &body).is_ok() {
                assert_eq!(entry.check(&query_again, &body_again), Ok(()), "{}", entry.id);
            }
        }
    }

    #[test]
    fn what_is_typed_becomes_its_kind_and_empty_groups_go() {
        let entry = catalogue::entry("submit_audit").unwrap();
        let form: Vec<(String, String)> = [
            ("b.item_list.0.first_class", ""),
            ("b.item_list.3.first_class", "餐饮"),
            ("b.item_list.3.first_id", "12"),
            ("b.item_list.3.second_id", "x"),
            ("b.privacy_api_not_use", "true"),
            ("b.preview_info.pic_id_list", "a\r\n\r\n b "),
            ("b.stranger", "1"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .to_vec();
        let (_, body) = read(entry, &form).unwrap();
        let expected = json!({
            "item_list": [{"first_class": "餐饮", "first_id": 12, "second_id": "x"}],
            "preview_info": {"pic_id_list": ["a", "b"]},
            "privacy_api_not_use": true,
        });
        assert_eq!(Value::Object(body), expected);
    }

    #[test]
    fn json_that_is_none_is_refused_by_its_field() {
        let (entry, at) = catalogue::entries()
            .iter()
            .find_map(|entry| {
                let free = |field: &&Field| field.kind == Kind::Object && !has_fields(field);
                entry.body.0.iter().find(free).map(|field| (entry, field.name.clone()))
            })
            .unwrap();
        let error = read(entry, &[(format!("b.{at}"), "{".to_owned())]).unwrap_err();
        assert_eq!(error.field, format!("body.{at}"));
    }

    #[test]
    fn a_list_grows_by_a_group() {
        let entry = catalogue::entry("submit_audit").unwrap();
        let groups = |typed: &Typed, add: &str| {
            let asked = Asked { language: Language::Zh, typed, add, filled_in: &[], secrets: &[], wrong: None };
            let html: String = inputs(entry, &asked).iter().map(ToString::to_string).collect();
            html.matches(".first_class\"").count() / 3
        };
        let one = [("b.item_list.0.first_class".to_owned(), "餐饮".to_owned())];
        assert_eq!((groups(&[], ""), groups(&one, ""), groups(&one, "b.item_list")), (1, 1, 2));
    }
}
