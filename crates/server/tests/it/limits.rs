//! Keys that are limited to components or labels: every operation of the OpenAPI document, tried inside and outside of
//! the limits. What is not in the table below is expected to be closed.

use std::fmt::Write as _;

use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_api::authorizer::Labels;
use wxfleet_api::client::{EventQuery, JournalQuery, ListQuery};
use wxfleet_api::key::NewKey;
use wxfleet_model::permission::Actor;

use crate::app::{AES_KEY, COMPONENT, TestApp};
use crate::roles::{body_of, of_account, operations};

/// A second platform, of which WeChat knows nothing.
const OTHER: &str = "wxc0ffee0000000002";

async fn key(app: &TestApp, components: &[&str], labels: &[&str]) -> String {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let new = NewKey {
        name: "limited".to_owned(),
        role: "admin".to_owned(),
        grants: vec!["token:read".to_owned()],
        components: words(components),
        labels: words(labels),
    };
    app.client.key_create(&new).await.unwrap().key
}

fn speaking(app: &TestApp, key: &str) -> wxfleet_api::Client {
    wxfleet_api::Client::new(app.url.parse().unwrap(), Some(key.to_owned())).unwrap()
}

/// Two platforms; three accounts of the first, one of which is labelled.
async fn fleet() -> (TestApp, Vec<String>) {
    let app = TestApp::setup().authorizers(3).start().await;
    let other = wxfleet_engine::components::NewComponent {
        component_appid: OTHER.parse().unwrap(),
        ..crate::app::new_component()
    };
    app.engine.components.add(&Actor::System, other).await.unwrap();
    let appids = app.sim.appids()[..3].to_vec();
    let labels = Labels { labels: vec!["华东".to_owned()] };
    app.client.authorizer_labels_set(COMPONENT, &appids[0], &labels).await.unwrap();
    (app, appids)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_limit_opens_what_the_table_says_and_nothing_else() {
    let (app, appids) = fleet().await;
    app.may_leave_debts();
    let document = app.get("/openapi.json").await.json();
    let of_other = key(&app, &[OTHER], &[]).await;
    let of_label = key(&app, &[], &["华东"]).await;
    let of_this = key(&app, &[COMPONENT], &[]).await;
    let of_second = EventQuery { appid: Some(appids[1].clone()), ..EventQuery::default() };
    let event = app.client.events(&of_second).await.unwrap().items.remove(0).id;
    let mut table = format!("{:<68} other  label:in label:out this\n", "");
    for (method, path, id) in operations(&document) {
        if matches!(id.as_str(), "component_remove" | "key_revoke") {
            continue; // Looked at below: they would take away what the other rows stand on.
        }
        let concrete = |appid: &str| {
            path.replace("{component_appid}", COMPONENT)
                .replace("{appid}", appid)
                .replace("{auditid}", "1")
                .replace("{template_id}", "1")
                .replace(
                    "{endpoint}",
                    if path.contains("authorizers") { "modify_signature" } else { "get_template_list" },
                )
                .replace("{wechatid}", "tester_1")
                .replace("{id}", &event)
        };
        let body = body_of(&id);
        let mut marks = Vec::new();
        for (key, appid) in
            [(&of_other, &appids[0]), (&of_label, &appids[0]), (&of_label, &appids[1]), (&of_this, &appids[1])]
        {
            let path = of_account(&concrete(appid), &id);
            assert!(!path.contains('{'), "{path}: a parameter without a value");
            let answer = app.ask(Some(key), method.clone(), &path, body.as_ref()).await;
            marks.push(mark(&answer.json_or_null(), answer.status));
        }
        let row = format!("{method} {path}");
        writeln!(table, "{row:<68} {:<6} {:<8} {:<9} {}", marks[0], marks[1], marks[2], marks[3]).unwrap();
    }
    insta::assert_snapshot!("limits", table);
}

/// `-` refused for its limits, `404` hidden by them, `yes` whatever else came of it.
fn mark(answer: &Value, status: u16) -> &'static str {
    let hidden = ["component_not_found", "authorizer_not_found", "event_not_found", "registration_not_found"];
    match answer["code"].as_str() {
        Some("key_limited") => {
            assert_eq!(status, 403);
            "-"
        }
        Some(code) if hidden.contains(&code) => "404",
        _ => "yes",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_hold_what_is_within_the_limits() {
    let (app, appids) = fleet().await;
    let all = async |client: &wxfleet_api::Client| {
        let query = ListQuery { limit: Some(500), ..ListQuery::default() };
        client.authorizers(COMPONENT, &query).await.map(|page| page.items.len()).unwrap_or_default()
    };
    let events = async |client: &wxfleet_api::Client| {
        client.events(&EventQuery { limit: Some(500), ..EventQuery::default() }).await.unwrap().items
    };
    let journal = async |client: &wxfleet_api::Client| {
        client.journal(&JournalQuery { limit: Some(500), ..JournalQuery::default() }).await.unwrap().items
    };
    let of_label = speaking(&app, &key(&app, &[], &["华东", "unused"]).await);
    assert_eq!(all(&of_label).await, 1);
    assert!(events(&of_label).await.iter().all(|event| event.appid.as_deref() == Some(appids[0].as_str())));
    assert!(!events(&of_label).await.is_empty());
    let entries = journal(&of_label).await;
    assert!(!entries.is_empty() && entries.iter().all(|entry| entry.appid.as_deref() == Some(appids[0].as_str())));
    assert_eq!(of_label.components().await.unwrap().items.len(), 2);

    let of_other = speaking(&app, &key(&app, &[OTHER], &[]).await);
    assert_eq!(all(&of_other).await, 0);
    assert!(events(&of_other).await.is_empty());
    let entries = journal(&of_other).await;
    assert!(entries.iter().all(|entry| entry.component_appid.as_deref() == Some(OTHER)));
    assert_eq!(entries.len(), 1, "its own registration");
    let seen: Vec<String> =
        of_other.components().await.unwrap().items.into_iter().map(|one| one.component_appid).collect();
    assert_eq!(seen, [OTHER]);

    let of_this = speaking(&app, &key(&app, &[COMPONENT], &[]).await);
    assert_eq!(all(&of_this).await, 3);
    assert!(events(&of_this).await.iter().any(|event| event.kind == "component_verify_ticket"));
    assert!(journal(&of_this).await.iter().all(|entry| entry.component_appid.as_deref() == Some(COMPONENT)));

    let of_both = speaking(&app, &key(&app, &[OTHER], &["华东"]).await);
    assert_eq!(all(&of_both).await, 0);
    assert!(events(&of_both).await.is_empty() && journal(&of_both).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limited_key_cannot_widen_itself_and_follows_its_labels() {
    let (app, appids) = fleet().await;
    let text = key(&app, &[], &["华东"]).await;
    let limited = speaking(&app, &text);
    let new = json!({"name": "wide", "role": "viewer"});
    let refused = app.ask(Some(&text), Method::POST, "/keys", Some(&new)).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("key_limited")));
    let labels = format!("/components/{COMPONENT}/authorizers/{}/labels", appids[1]);
    let refused = app.ask(Some(&text), Method::PUT, &labels, Some(&json!({"labels": ["华东"]}))).await;
    assert_eq!(refused.status, 403);
    limited.authorizer(COMPONENT, &appids[0]).await.unwrap();
    let none = Labels { labels: vec![] };
    app.client.authorizer_labels_set(COMPONENT, &appids[0], &none).await.unwrap();
    assert!(limited.authorizer(COMPONENT, &appids[0]).await.is_err(), "at once");

    let of_other = key(&app, &[OTHER], &[]).await;
    let path = format!("/components/{COMPONENT}");
    let refused = app.ask(Some(&of_other), Method::DELETE, &format!("{path}?force=true"), None).await;
    assert_eq!((refused.status, &refused.json()["code"]), (404, &json!("component_not_found")));
    let another = json!({
        "component_appid": "wxc0ffee0000000003", "app_secret": "s", "token": "t", "encoding_aes_key": AES_KEY
    });
    let refused = app.ask(Some(&of_other), Method::POST, "/components", Some(&another)).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("key_limited")));
    let listed = app.client.keys().await.unwrap().items;
    assert!(listed.iter().any(|key| key.components == [OTHER]) && listed.iter().any(|key| key.labels == ["华东"]));
    speaking(&app, &of_other).component_remove(OTHER, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_that_cannot_be_are_refused_by_name() {
    let app = TestApp::setup().start().await;
    for (body, field) in [
        (json!({"name": "x", "role": "viewer", "components": ["wx1"]}), "components[0]"),
        (json!({"name": "x", "role": "viewer", "labels": ["ok", ""]}), "labels[1]"),
        (json!({"name": "x", "role": "viewer", "labels": "x"}), "labels"),
    ] {
        let refused = app.post_json("/keys", &body).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_concerns_the_platform_is_none_of_an_accounts() {
    let (app, appids) = fleet().await;
    let of_label = key(&app, &[], &["华东"]).await;
    let call = async |endpoint: &str| {
        let path = format!("/components/{COMPONENT}/authorizers/{}/call/{endpoint}", appids[0]);
        app.ask(Some(&of_label), Method::POST, &path, None).await
    };
    assert_eq!(call("get_search_status").await.status, 200);
    assert_eq!(call("get_template_list").await.json()["code"], "key_limited");
}
