//! The checks on `ext_json`, and which pages remain with it.

use serde_json::Value;

/// Names that `requiredPrivateInfos` may hold.
const PRIVATE_INFOS: [&str; 8] = [
    "getFuzzyLocation",
    "getLocation",
    "onLocationChange",
    "startLocationUpdate",
    "startLocationUpdateBackground",
    "chooseLocation",
    "choosePoi",
    "chooseAddress",
];

/// What an `ext_json` makes of a template.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) pages: Vec<String>,
    pub(super) declared_apis: Vec<String>,
}

/// What this `ext_json` makes of the template, or the errcode why it cannot.
pub(super) fn apply(text: &str, template: &[String]) -> Result<Made, i64> {
    let Ok(Value::Object(ext)) = serde_json::from_str(text) else { return Err(85013) };
    let kept = match ext.get("pages") {
        None => template.to_vec(),
        Some(list) => subset(list, template)?,
    };
    if kept.is_empty() {
        return Err(85047);
    }
    if let Some(tabs) = ext.get("tabBar").and_then(|bar| bar.get("list")) {
        check_tabs(tabs, &kept)?;
    }
    if let Some(pages) = ext.get("extPages") {
        let pages = pages.as_object().ok_or(85013)?;
        if pages.keys().any(|page| !template.contains(page)) {
            return Err(85045);
        }
    }
    let declared_apis = ext.get("requiredPrivateInfos").map_or(Ok(Vec::new()), private_infos)?;
    Ok(Made { pages: kept, declared_apis })
}

fn subset(list: &Value, template: &[String]) -> Result<Vec<String>, i64> {
    let list = list.as_array().ok_or(85013)?;
    let names: Vec<String> = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if names.len() != list.len() {
        return Err(85013);
    }
    if names.iter().all(|name| template.contains(name)) { Ok(names) } else { Err(85045) }
}

fn check_tabs(tabs: &Value, pages: &[String]) -> Result<(), i64> {
    let has_page = |tab: &Value| {
        tab.get("pagePath").and_then(Value::as_str).is_some_and(|page| pages.iter().any(|one| one == page))
    };
    if tabs.as_array().ok_or(85013)?.iter().all(has_page) { Ok(()) } else { Err(85046) }
}

/// Wrong names are 85310; the rough and the exact place together are 85311.
fn private_infos(infos: &Value) -> Result<Vec<String>, i64> {
    let names: Vec<&str> = infos.as_array().ok_or(85310)?.iter().filter_map(Value::as_str).collect();
    if names.iter().any(|name| !PRIVATE_INFOS.contains(name)) {
        return Err(85310);
    }
    let exact = ["getLocation", "onLocationChange", "startLocationUpdate", "startLocationUpdateBackground"];
    let rough = names.contains(&"getFuzzyLocation");
    if rough && names.iter().any(|name| exact.contains(name)) {
        return Err(85311);
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<usize, i64> {
        apply(text, &["a".to_owned(), "b".to_owned()]).map(|made| made.pages.len())
    }

    #[test]
    fn each_slip_has_its_errcode() {
        assert_eq!(check("{}"), Ok(2));
        assert_eq!(check(r#"{"pages":["b"]}"#), Ok(1));
        assert_eq!(check(""), Err(85013));
        assert_eq!(check("[]"), Err(85013));
        assert_eq!(check(r#"{"pages":["c"]}"#), Err(85045));
        assert_eq!(check(r#"{"pages":[]}"#), Err(85047));
        assert_eq!(check(r#"{"extPages":{"c":{}}}"#), Err(85045));
        assert_eq!(check(r#"{"pages":["b"],"tabBar":{"list":[{"pagePath":"a"}]}}"#), Err(85046));
        assert_eq!(check(r#"{"requiredPrivateInfos":["nothing"]}"#), Err(85310));
        assert_eq!(check(r#"{"requiredPrivateInfos":["getLocation","getFuzzyLocation"]}"#), Err(85311));
    }
}
