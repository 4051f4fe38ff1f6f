//! Events, read again: lists, one with what it said, and what is not shown to everybody.

use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_api::client::EventQuery;
use wxfleet_model::permission::Role;

use crate::app::{COMPONENT, Spans, TestApp};
use crate::forge::info;

#[tokio::test(flavor = "multi_thread")]
async fn events_are_listed_newest_first_and_filtered() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.later(1.hours()).await;
    let all = app.client.events(&EventQuery { limit: Some(500), ..EventQuery::default() }).await.unwrap().items;
    assert!(all.is_sorted_by(|newer, older| newer.received_at >= older.received_at && newer.id > older.id));
    let authorized = all.iter().find(|event| event.kind == "authorized").unwrap();
    assert_eq!(authorized.appid.as_deref(), Some(appid.as_str()));
    assert_eq!(authorized.component_appid, COMPONENT);
    assert!(authorized.readable && authorized.created_at.is_some());

    let ask = async |query: EventQuery| app.client.events(&query).await.unwrap().items;
    let kind = |kind: &str| EventQuery { kind: Some(kind.to_owned()), ..EventQuery::default() };
    assert!(ask(kind("component_verify_ticket")).await.iter().all(|event| event.appid.is_none()));
    assert!(ask(kind("nothing")).await.is_empty());
    let of_account = ask(EventQuery { appid: Some(appid), ..EventQuery::default() }).await;
    assert_eq!(of_account, std::slice::from_ref(authorized));
    let elsewhere = Some("wxc0ffee00000000ff".to_owned());
    assert!(ask(EventQuery { component_appid: elsewhere, ..EventQuery::default() }).await.is_empty());
    let since = all[2].received_at;
    let late = ask(EventQuery { since: Some(since), ..EventQuery::default() }).await;
    let early = ask(EventQuery { until: Some(since), limit: Some(500), ..EventQuery::default() }).await;
    assert!(late.len() >= 3 && late.iter().all(|event| event.received_at >= since));
    assert_eq!(late.len() + early.len(), all.len());

    let first = app.client.events(&EventQuery { limit: Some(2), ..EventQuery::default() }).await.unwrap();
    let rest = EventQuery { limit: Some(2), cursor: first.next_cursor, ..EventQuery::default() };
    assert_eq!(ask(rest).await[0], all[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_shows_what_it_said_with_its_secrets_masked() {
    let app = TestApp::setup().authorizers(1).start().await;
    let all = app.client.events(&EventQuery::default()).await.unwrap().items;
    for kind in ["component_verify_ticket", "authorized"] {
        let event = all.iter().find(|event| event.kind == kind).unwrap();
        let detail = app.client.event(&event.id).await.unwrap();
        assert_eq!(detail.event, *event);
        let (xml, fields) = (detail.xml.unwrap(), detail.fields.unwrap());
        assert!(xml.starts_with("<xml>") && xml.contains(kind), "{xml}");
        assert_eq!(fields["InfoType"], kind);
        for secret in ["ComponentVerifyTicket", "AuthorizationCode", "PreAuthCode"] {
            assert!(fields.get(secret).is_none_or(|shown| shown == "***"), "{fields}");
        }
        for canary in ["ticket@@@", "queryauthcode@@@", "preauthcode@@@"] {
            assert!(!xml.contains(canary) && !fields.to_string().contains(canary), "{xml}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_read_is_shown_to_admins_alone() {
    let app = TestApp::setup().start().await;
    assert!(app.push("not XML, canary").await.is_success());
    let query = EventQuery { kind: Some("unreadable".to_owned()), ..EventQuery::default() };
    let event = app.client.events(&query).await.unwrap().items.remove(0);
    assert!(!event.readable);
    let detail = app.client.event(&event.id).await.unwrap();
    assert_eq!((&detail.xml, &detail.fields), (&None, &None));
    assert_eq!(detail.raw_base64.as_deref(), Some("bm90IFhNTCwgY2FuYXJ5"));
    for role in [Role::Viewer, Role::Operator] {
        let key = app.key_of(role, vec![]).await;
        let shown = app.ask(Some(&key), Method::GET, &format!("/events/{}", event.id), None).await;
        assert_eq!((shown.status, shown.json().get("raw_base64")), (200, None), "{}", shown.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_questions_about_events_are_refused_by_name() {
    let app = TestApp::setup().start().await;
    for (query, field) in [
        ("since=yesterday", "since"),
        ("until=1", "until"),
        ("component_appid=wx1", "component_appid"),
        ("appid=x", "appid"),
        ("cursor=nonsense", "cursor"),
        ("limit=0", "limit"),
    ] {
        let refused = app.get(&format!("/events?{query}")).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{query}: {}", refused.text);
    }
    for id in ["nothing", "00000000-0000-7000-8000-000000000000"] {
        let refused = app.get(&format!("/events/{id}")).await;
        assert_eq!((refused.status, &refused.json()["code"]), (404, &json!("event_not_found")), "{id}");
    }
    let odd = info("notify_of_tomorrow", app.second_now(), &[("奇", "\u{1b}[2J")]);
    assert!(app.push(&odd).await.is_success());
    let plus = app.get("/events?since=2026-01-01T00:00:00+08:00&kind=notify_of_tomorrow").await.json();
    assert_eq!(plus["items"].as_array().map(Vec::len), Some(1), "a plus sign that was not encoded is understood");
    let id = plus["items"][0]["id"].as_str().unwrap();
    let shown: Value = app.get(&format!("/events/{id}")).await.json();
    assert_eq!(shown["readable"], true);
}
