//! The journal, read: every attempt with how it ended, those that WeChat refused too, and what is forgotten in time.

use serde_json::json;
use wxfleet_api::client::JournalQuery;
use wxfleet_api::code::{Commit, SubmitAudit};
use wxfleet_api::journal::JournalEntry;
use wxfleet_simulator::{Fault, FaultEffect};

use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::DINING;

fn commit(user_version: &str) -> Commit {
    Commit { template_id: DINING, user_version: user_version.to_owned(), user_desc: "首版".to_owned(), ext: None }
}

async fn entries(app: &TestApp, query: JournalQuery) -> Vec<JournalEntry> {
    app.client.journal(&JournalQuery { limit: Some(500), ..query }).await.unwrap().items
}

fn of(deed: &str) -> JournalQuery {
    JournalQuery { deed: Some(deed.to_owned()), ..JournalQuery::default() }
}

fn ended(outcome: &str) -> JournalQuery {
    JournalQuery { outcome: Some(outcome.to_owned()), ..JournalQuery::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attempt_stands_there_with_how_it_ended() {
    let app = TestApp::setup().authorizers(2).start().await;
    let (appid, other) = (app.sim.appids()[0].clone(), app.sim.appids()[1].clone());
    let client = &app.client;
    client.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap();
    client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    app.later(10.seconds()).await;
    let auditid = client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap().auditid;
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::Html));
    client.code_commit(COMPONENT, &other, &commit("1.0.0")).await.unwrap_err();
    app.sim
        .inject_fault(Fault::once("/cgi-bin/component/api_get_authorizer_list", FaultEffect::HttpStatus(500)).times(3));
    client.authorizers_sync(COMPONENT).await.unwrap_err();

    let done = &entries(&app, JournalQuery { outcome: Some("done".to_owned()), ..of("audit.submit") }).await[0];
    assert_eq!((done.actor.as_str(), done.appid.as_deref()), ("key:test", Some(appid.as_str())));
    assert_eq!(done.component_appid.as_deref(), Some(COMPONENT));
    assert_eq!(done.result.as_ref().unwrap()["auditid"], auditid);
    assert!(done.closed_at.is_some() && done.duration_ms.is_some_and(|ms| ms >= 0));
    let refused = &entries(&app, ended("refused")).await[0];
    assert_eq!((refused.deed.as_str(), refused.errcode), ("audit.submit", Some(61039)));
    assert!(refused.errmsg.is_some() && refused.rid.is_some());
    let by_code = entries(&app, JournalQuery { errcode: Some(61039), ..JournalQuery::default() }).await;
    assert_eq!(by_code, std::slice::from_ref(refused));
    let unknown = entries(&app, JournalQuery { appid: Some(other), ..ended("unknown") }).await;
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].reason.is_some());
    let sync = &entries(&app, of("authorizer.sync")).await[0];
    assert!(matches!(sync.outcome.as_str(), "unknown" | "failed"), "{sync:?}");

    let system = entries(&app, JournalQuery { actor: Some("system".to_owned()), ..JournalQuery::default() }).await;
    assert!(system.iter().any(|entry| entry.deed == "key.create"));
    let since = JournalQuery { since: Some(refused.opened_at), ..JournalQuery::default() };
    assert!(entries(&app, since).await.iter().all(|entry| entry.opened_at >= refused.opened_at));
    let until = JournalQuery { until: Some(refused.opened_at), ..JournalQuery::default() };
    assert!(entries(&app, until).await.iter().all(|entry| entry.opened_at < refused.opened_at));
    let text = app.get("/journal?limit=500").await.text;
    assert!(!text.contains(&app.key), "keys stand there by name alone");
    app.later(2.minutes()).await;
    assert!(entries(&app, ended("unknown")).await.is_empty(), "WeChat was asked how they ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_questions_to_the_journal_are_refused_by_name() {
    let app = TestApp::setup().start().await;
    for (query, field) in [
        ("deed=fly", "deed"),
        ("outcome=maybe", "outcome"),
        ("errcode=many", "errcode"),
        ("since=yesterday", "since"),
        ("until=", "until"),
        ("component_appid=wx1", "component_appid"),
        ("appid=x", "appid"),
        ("cursor=nonsense", "cursor"),
    ] {
        let refused = app.get(&format!("/journal?{query}")).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{query}: {}", refused.text);
    }
    let page = app.get("/journal?limit=1").await.json();
    let next = page["next_cursor"].as_str().unwrap();
    let second = app.get(&format!("/journal?limit=1&cursor={next}")).await.json();
    assert_ne!(page["items"][0]["id"], second["items"][0]["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_is_forgotten_by_the_settings() {
    let app = TestApp::setup().authorizers(1).start().await;
    let count = async || {
        let events = app.store.event_heads(&wxfleet_store::EventFilter::default(), &page()).await.unwrap().items.len();
        (events, entries(&app, JournalQuery::default()).await.len())
    };
    let (events, journal) = count().await;
    assert!(events > 0 && journal > 0);
    app.advance(89.hours() * 24);
    app.engine.tasks.settle().await;
    assert!(count().await.0 >= events, "89 days");
    app.advance(25.hours());
    app.engine.tasks.settle().await;
    let (later_events, later_journal) = count().await;
    assert!(later_events < events, "90 days: {later_events} of {events}");
    assert!(later_journal >= journal, "the journal is kept longer");
    app.advance(641.hours() * 24);
    app.engine.tasks.settle().await;
    assert!(entries(&app, of("component.add")).await.is_empty());
    app.may_leave_debts();
}

fn page() -> wxfleet_model::page::PageRequest {
    wxfleet_model::page::PageRequest { limit: 500, after: None }
}
