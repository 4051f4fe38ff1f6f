//! `field=value` as typed: put where the catalogue says the field belongs, as the kind that it says it is.

use serde_json::{Map, Value};
use wxfleet_wechat::catalogue::shape::Kind;
use wxfleet_wechat::catalogue::{Entry, Shape};

use crate::failure::Failure;
use crate::words::said;

/// One argument.
struct Assignment<'a> {
    path: Vec<&'a str>,
    /// The text after `=`, or the JSON after `:=`.
    value: Result<&'a str, Value>,
}

/// Puts each argument into the query or the body.
pub(super) fn assign(
    entry: &Entry,
    arguments: &[String],
    query: &mut Map<String, Value>,
    body: &mut Map<String, Value>,
) -> Result<(), Failure> {
    for argument in arguments {
        let Assignment { path, value } = parse(argument)?;
        let in_query = entry.query.field(path[0]).is_some();
        let (shape, fields) = if in_query { (&entry.query, &mut *query) } else { (&entry.body, &mut *body) };
        let value = match value {
            Err(json) => json,
            Ok(text) => typed(kind_at(shape, &path), text).ok_or_else(|| wrong_kind(argument))?,
        };
        put(fields, &path, value).map_err(|()| not_an_object(argument))?;
    }
    Ok(())
}

/// Puts each argument where it stands, texts as texts: for calls that no catalogue describes.
pub(super) fn assign_plainly(arguments: &[String], fields: &mut Map<String, Value>) -> Result<(), Failure> {
    for argument in arguments {
        let Assignment { path, value } = parse(argument)?;
        let value = value.map_or_else(|json| json, Value::from);
        put(fields, &path, value).map_err(|()| not_an_object(argument))?;
    }
    Ok(())
}

fn parse(argument: &str) -> Result<Assignment<'_>, Failure> {
    let (name, value) =
        argument.split_once('=').filter(|(name, _)| !name.is_empty() && *name != ":").ok_or_else(|| {
            Failure::Usage(said!(
                "`{argument}` is no field: write name=value, or name:=JSON",
                "`{argument}` 不是字段：请写成 名称=值，或 名称:=JSON"
            ))
        })?;
    let Some(name) = name.strip_suffix(':') else {
        return Ok(Assignment { path: name.split('.').collect(), value: Ok(value) });
    };
    let json = serde_json::from_str(value).map_err(|error| {
        Failure::Usage(said!("`{name}:=` is no JSON: {error}", "`{name}:=` 后面不是 JSON：{error}"))
    })?;
    Ok(Assignment { path: name.split('.').collect(), value: Err(json) })
}

fn kind_at(shape: &Shape, path: &[&str]) -> Option<Kind> {
    let field = shape.field(path[0])?;
    if path.len() == 1 { Some(field.kind) } else { kind_at(&field.fields, &path[1..]) }
}

/// A text as the kind that is wanted. What nobody knows stays a text: the server says what is wrong with it.
fn typed(kind: Option<Kind>, text: &str) -> Option<Value> {
    let split = || text.split(',').map(str::trim).filter(|item| !item.is_empty());
    match kind {
        Some(Kind::Int) => text.parse::<i64>().ok().map(Value::from),
        Some(Kind::Number) => serde_json::from_str(text).ok().filter(Value::is_number),
        Some(Kind::Bool) => text.parse::<bool>().ok().map(Value::from),
        Some(Kind::Object | Kind::Objects) => serde_json::from_str(text).ok(),
        Some(Kind::Strings) => Some(split().map(Value::from).collect()),
        Some(Kind::Ints) => split().map(|item| item.parse::<i64>().ok().map(Value::from)).collect(),
        Some(Kind::String | Kind::File) | None => Some(text.into()),
    }
}

fn put(fields: &mut Map<String, Value>, path: &[&str], value: Value) -> Result<(), ()> {
    let [name, rest @ ..] = path else { return Err(()) };
    if rest.is_empty() {
        fields.insert((*name).to_owned(), value);
        return Ok(());
    }
    let inner = fields.entry(*name).or_insert_with(|| Value::Object(Map::new()));
    put(inner.as_object_mut().ok_or(())?, rest, value)
}

fn wrong_kind(argument: &str) -> Failure {
    Failure::Usage(said!(
        "`{argument}`: the value is not of this field's kind; `--describe` shows the kinds",
        "`{argument}`：取值类型不对；字段类型见 `--describe`"
    ))
}

fn not_an_object(argument: &str) -> Failure {
    Failure::Usage(said!("`{argument}`: what stands before the dot is no object", "`{argument}`：点号之前的不是对象"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wxfleet_wechat::catalogue;

    use super::*;

    fn assigned(id: &str, arguments: &[&str]) -> Result<(Value, Value), Failure> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let (mut query, mut body) = (Map::new(), Map::new());
        assign(catalogue::entry(id).unwrap(), &arguments, &mut query, &mut body)?;
        Ok((query.into(), body.into()))
    }

    #[test]
    fn values_are_of_the_kind_that_the_catalogue_says() {
        let (_, body) = assigned("gray_release", &["gray_percentage=10", "support_debuger_first=true"]).unwrap();
        assert_eq!(body, json!({"gray_percentage": 10, "support_debuger_first": true}));
        let (query, _) = assigned("newtmpl_get_pub_titles", &["ids=2,616", "start=0"]).unwrap();
        assert_eq!(query["ids"], "2,616");
        let setting = ["owner_setting.contact_email=a@b.cn", "owner_setting.notice_method=弹窗", "privacy_ver=2"];
        let (_, body) = assigned("set_privacy_setting", &setting).unwrap();
        assert_eq!(body["owner_setting"], json!({"contact_email": "a@b.cn", "notice_method": "弹窗"}));
        let (_, body) = assigned("add_category", &[r#"categories:=[{"first":1,"second":2}]"#]).unwrap();
        assert_eq!(body["categories"][0]["first"], 1);
        let (_, body) = assigned("modify_signature", &["signature=a=b"]).unwrap();
        assert_eq!(body["signature"], "a=b");
    }

    #[test]
    fn what_cannot_be_meant_is_wrong_usage() {
        for wrong in ["nonsense", "=x", ":=1", "gray_percentage=ten", "gray_percentage:=", "support_debuger_first=yes"]
        {
            assert_eq!(assigned("gray_release", &[wrong]).unwrap_err().status(), 2, "{wrong}");
        }
        assert_eq!(assigned("gray_release", &["gray_percentage=1", "gray_percentage.x=1"]).unwrap_err().status(), 2);
    }
}
