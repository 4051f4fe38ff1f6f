//! The catalogue's rows and the endpoint types hold each other: same ids, methods, paths, tokens. That every sample goes
//! through its type and comes out the same is tested in `catalogue/typed.rs`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};
use wxfleet_wechat::catalogue::{self, AnswerKind, BodyKind, Remarks, typed};

#[test]
fn every_row_has_a_type_and_every_type_a_row() {
    let rows: BTreeSet<&str> = catalogue::entries().iter().map(|entry| entry.id.as_str()).collect();
    let types: BTreeSet<&str> = typed::all().iter().map(|typed| typed.id).collect();
    assert_eq!(rows.len(), 246);
    assert_eq!(rows, types);
    assert_eq!(types.len(), typed::all().len(), "an id stands twice");
}

#[test]
fn rows_and_types_agree_on_how_a_call_is_made() {
    for entry in catalogue::entries() {
        let Some(typed) = entry.typed() else { continue };
        let id = &entry.id;
        assert_eq!((typed.method.as_str(), typed.path), (entry.method.as_str(), entry.path.as_str()), "{id}");
        assert_eq!(typed.speaker, entry.token, "{id}");
        if let Some(param) = &entry.token_param {
            assert_eq!(typed.token_key, param, "{id}");
        }
        assert_eq!(typed.binary, entry.response_kind == AnswerKind::BinaryOrJson, "{id}");
        let in_query: Vec<&str> = entry.query.0.iter().map(|field| field.name.as_str()).collect();
        if entry.method == "POST" {
            assert_eq!(typed.query, in_query, "{id}");
        } else {
            assert!(entry.body.0.is_empty(), "{id}: a GET has no body");
        }
        assert_eq!(entry.file_field().is_some(), entry.body_kind == BodyKind::Multipart, "{id}");
    }
}

#[test]
fn every_row_speaks_both_languages_and_its_errcodes_are_known() {
    for entry in catalogue::entries() {
        assert!(!entry.title_zh.is_ascii(), "{}", entry.id);
        assert!(entry.title_en.is_ascii(), "{}", entry.id);
        for named in &entry.errcodes {
            assert!(named.code.info().is_some(), "{}: {}", entry.id, named.code);
        }
    }
}

#[test]
fn what_is_remarked_is_remarked_in_both_languages() {
    for entry in catalogue::entries() {
        let texts = |remarks: &Remarks| {
            let optional = |text: &Option<String>| text.clone().unwrap_or_default();
            let Remarks { quota_note, notes, uncertain_note, deprecated } = remarks;
            [quota_note.clone(), notes.clone(), optional(uncertain_note), optional(deprecated)]
        };
        for (en, zh) in texts(&entry.remarks).iter().zip(texts(&entry.remarks_zh)) {
            assert_eq!(en.is_empty(), zh.is_empty(), "{}: {en} {zh}", entry.id);
            assert!(zh.is_empty() || !zh.is_ascii(), "{}: {zh}", entry.id);
            let codes = |text: &str| -> BTreeSet<String> {
                let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() >= 5);
                numbers.map(str::to_owned).collect()
            };
            assert_eq!(codes(en), codes(&zh), "{}: a code of one language is not in the other", entry.id);
        }
    }
    let remarked: Map<String, Value> = serde_json::from_str(include_str!("../data/catalog.zh.json")).unwrap();
    let stray: Vec<&String> = remarked.keys().filter(|id| catalogue::entry(id).is_none()).collect();
    assert!(stray.is_empty(), "{stray:?}");
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The field at fault.
fn fault(id: &str, query: &Value, body: &Value) -> String {
    let (mut query, mut body) = (object(query), object(body));
    let entry = catalogue::entry(id).unwrap();
    entry.complete(&mut query, &mut body);
    entry.check(&query, &body).map_or_else(|error| error.field, |()| "none".to_owned())
}

#[test]
fn a_type_that_refuses_something_says_so() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut checking = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for implementation in text.split("\nimpl Endpoint for ").skip(1) {
                let body = implementation.split("\n}\n").next().unwrap();
                let (checks, says) = (body.contains("fn check(&self)"), body.contains("const CHECKS: bool = true;"));
                assert_eq!(checks, says, "{}", path.display());
                checking += usize::from(checks);
            }
        }
    }
    assert!(checking >= 12, "{checking} types check; were the sources found?");
}

#[test]
fn what_is_wrong_is_named_before_anything_leaves() {
    assert_eq!(fault("modify_signature", &json!({}), &json!({})), "body.signature");
    assert_eq!(fault("modify_signature", &json!({}), &json!({"signature": 1})), "body.signature");
    assert_eq!(fault("modify_signature", &json!({}), &json!({"signature": "x", "sign": 1})), "body.sign");
    assert_eq!(fault("modify_signature", &json!({}), &json!({"signature": "x"})), "body.signature", "too short");
    assert_eq!(fault("modify_signature", &json!({}), &json!({"signature": "现磨咖啡"})), "none");
    let category = |first: Value| json!({"categories": [{"first": 1, "second": 2}, {"first": first, "second": 2}]});
    assert_eq!(fault("add_category", &json!({}), &category(json!("a"))), "body.categories[1].first");
    assert_eq!(fault("add_category", &json!({}), &category(json!("12"))), "none");
    assert_eq!(fault("newtmpl_get_pub_keywords", &json!({}), &json!({})), "query.tid");
    // What the type refuses is told in the caller's words.
    let gray = json!({"gray_percentage": 101});
    assert_eq!(fault("gray_release", &json!({}), &gray), "body.gray_percentage");
}

#[test]
fn what_has_one_value_is_filled_in() {
    assert_eq!(fault("plugin_list", &json!({}), &json!({})), "none");
    let (mut query, mut body) = (Map::new(), Map::new());
    catalogue::entry("component_jscode2session").unwrap().complete(&mut query, &mut body);
    assert_eq!(query["grant_type"], "authorization_code");
}

#[test]
fn a_name_that_is_none_finds_its_likes() {
    assert!(catalogue::entry("submit").is_none());
    assert_eq!(catalogue::nearest("submit-audit").first(), Some(&"submit_audit"));
    assert!(catalogue::nearest("/wxa/getwxacodeunlimit").contains(&"get_wxacode_unlimit"));
    assert!(catalogue::nearest("zz").is_empty());
}

#[test]
fn schemas_say_what_must_be_given() {
    let schema = catalogue::entry("set_privacy_setting").unwrap().request_schema();
    assert_eq!(schema["required"], json!(["body"]));
    let body = &schema["properties"]["body"];
    assert_eq!(body["required"], json!(["owner_setting"]));
    assert_eq!(body["properties"]["setting_list"]["items"]["properties"]["privacy_key"]["type"], "string");
    let plugin = catalogue::entry("plugin_list").unwrap().request_schema();
    assert_eq!(plugin["properties"]["body"]["properties"]["action"]["const"], "list");
}

#[test]
fn what_cannot_be_taken_back_asks_and_what_changes_does_not_pass_for_reading() {
    let of = |id: &str| catalogue::entry(id).unwrap();
    for dangerous in ["release", "delete_template", "revert_code_release", "change_visit_status", "clear_quota"] {
        assert!(of(dangerous).cannot_be_taken_back(), "{dangerous}");
    }
    for harmless in ["get_gray_release_plan", "get_visit_status", "modify_signature", "get_api_quota"] {
        assert!(!of(harmless).cannot_be_taken_back(), "{harmless}");
    }
    for reading in ["get_version_info", "query_audit_quota", "plugin_list", "check_nickname", "order_is_trade_managed"]
    {
        assert!(of(reading).only_reads(), "{reading}");
    }
    for changing in
        ["submit_audit", "undo_audit", "menu_delete", "modify_signature", "reset_user_session_key", "set_nickname"]
    {
        assert!(!of(changing).only_reads(), "{changing}");
    }
    let both = catalogue::entries().iter().find(|entry| entry.only_reads() && entry.cannot_be_taken_back());
    assert!(both.is_none(), "{both:?}");
}
