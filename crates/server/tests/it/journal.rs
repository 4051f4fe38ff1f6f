//! The journal, read: every attempt with how it ended, those that WeChat refused too, and what is forgotten in time.

use reqwest::Method;
use serde_json::json;
use wxfleet_api::client::JournalQuery;
use wxfleet_api::code::{Commit, SubmitAudit};
use wxfleet_api::journal::JournalEntry;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{Fault, FaultEffect};

use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::DINING;

fn commit_of(user_version: &str) -> Commit {
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
    client.code_commit(COMPONENT, &appid, &commit_of("1.0.0")).await.unwrap();
    client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    app.later(10.seconds()).await;
    let auditid = client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap().auditid;
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::Html));
    client.code_commit(COMPONENT, &other, &commit_of("1.0.0")).await.unwrap_err();
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
async fn what_was_there_before_stands_beside_what_was_asked_for() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let (c, a) = (format!("/components/{COMPONENT}"), format!("/components/{COMPONENT}/authorizers/{appid}"));
    let old_name = app.get(&c).await.json()["name"].clone();
    let write = async |method: Method, path: &str, body: serde_json::Value| {
        let answer = app.ask(Some(&app.key), method, path, Some(&body)).await;
        assert!(answer.status < 300, "{path}: {}", answer.text);
        answer
    };
    write(Method::PATCH, &c, json!({"name": "新名", "token": "another_token"})).await;
    for version in ["1.0.0", "1.0.1"] {
        app.client.code_commit(COMPONENT, &appid, &commit_of(version)).await.unwrap();
    }
    for domains in [json!(["https://a.example.com"]), json!(["https://b.example.com"])] {
        write(Method::PUT, &format!("{a}/server-domains?way=direct"), json!({"requestdomain": domains})).await;
    }
    for searchable in [false, true] {
        write(Method::PUT, &format!("{a}/search-status"), json!({"searchable": searchable})).await;
    }
    let key = write(Method::POST, "/keys", json!({"name": "shop", "role": "viewer"})).await.json();
    app.ask(Some(&app.key), Method::DELETE, &format!("/keys/{}", key["id"].as_str().unwrap()), None).await;

    let last = async |deed: &str| entries(&app, of(deed)).await.remove(0).request;
    let update = last("component.update").await;
    assert_eq!(
        update,
        json!({"name": "新名", "token": "replaced", "before": {"name": old_name}}),
        "no secret stands there"
    );
    assert_eq!(last("code.commit").await["before"]["trial"], "1.0.0");
    assert_eq!(last("domain.server").await["before"]["requestdomain"], json!(["https://a.example.com"]));
    assert_eq!(last("account.search").await["before"], json!({"status": 1}));
    assert_eq!(last("key.revoke").await["before"], json!({"name": "shop", "role": "viewer"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_chained_and_holds() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.client.code_commit(COMPONENT, &appid, &commit_of("1.0.0")).await.unwrap();
    app.settle().await;
    let found = app.client.journal_verification().await.unwrap();
    assert!(found.sound && found.faults.is_empty(), "{found:?}");
    assert_eq!((found.linked, found.waiting), (entries(&app, JournalQuery::default()).await.len() as u64, 0));
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

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_before_it_began_stands_there_too() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let a = format!("/components/{COMPONENT}/authorizers/{appid}");
    let viewer = app.key_of(Role::Viewer, Vec::new()).await;
    let version = json!({"template_id": DINING, "user_version": "1.0.0", "user_desc": "首版"});

    let forbidden = app.ask(Some(&viewer), Method::POST, &format!("{a}/code/commit"), Some(&version)).await;
    assert_eq!(forbidden.status, 403);
    let invalid = app.post_json(&format!("{a}/code/gray-release"), &json!({"percentage": 101})).await;
    assert_eq!(invalid.status, 400, "{}", invalid.text);
    let unreadable = app.post_json(&format!("{a}/code/rollback"), &json!({"app_version": "latest"})).await;
    assert_eq!(unreadable.status, 400, "{}", unreadable.text);
    let unknown = format!("/components/{COMPONENT}/authorizers/wxbeef0000000000ff/code/release");
    assert_eq!(app.post_json(&unknown, &json!({})).await.status, 404);
    let secret = json!({"component_appid": "wx1", "app_secrte": "CANARY", "token": "CANARY"});
    assert_eq!(app.post_json("/components", &secret).await.status, 400);
    assert_eq!(app.ask(None, Method::POST, &format!("{a}/code/release"), None).await.status, 401);

    let declined = entries(&app, ended("declined")).await;
    let told = |entry: &JournalEntry| (entry.actor.clone(), entry.deed.clone(), entry.code.clone().unwrap_or_default());
    let told: Vec<_> = declined.iter().map(told).collect();
    let of = |actor: &str, deed: &str, code: &str| (actor.to_owned(), deed.to_owned(), code.to_owned());
    assert_eq!(
        told,
        [
            of("key:test", "component.add", "invalid_body"),
            of("key:test", "code.release", "authorizer_not_found"),
            of("key:test", "code.rollback", "invalid_body"),
            of("key:test", "code.gray", "invalid_field"),
            of("key:viewer", "code.commit", "forbidden"),
        ],
        "each once, the newest first, and nothing by nobody"
    );
    let (commit, release) = (&declined[4], &declined[1]);
    assert_eq!((commit.appid.as_deref(), commit.component_appid.as_deref()), (Some(appid.as_str()), Some(COMPONENT)));
    assert_eq!(commit.request, version);
    assert!(commit.reason.is_some() && commit.closed_at.is_some());
    assert_eq!(release.appid.as_deref(), Some("wxbeef0000000000ff"));
    assert_eq!(declined[3].request, json!({"percentage": 101}));
    let text = app.get("/journal?limit=500").await.text;
    assert!(!text.contains("CANARY"), "{text}");

    let before = entries(&app, JournalQuery::default()).await.len();
    app.client.code_commit(COMPONENT, &appid, &commit_of("1.0.0")).await.unwrap();
    app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    assert_eq!(entries(&app, JournalQuery::default()).await.len(), before + 2, "what began is written once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_used_for_another_request_is_an_attempt_and_a_repetition_is_none() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let release = format!("{}/api/v1/components/{COMPONENT}/authorizers/{appid}/code/release", app.url);
    let post = |body: &str| {
        let request = app.browser.http.post(&release).bearer_auth(&app.key).body(body.to_owned());
        request.header("content-type", "application/json").header("idempotency-key", "one")
    };
    let nothing_there = app.sent(post("{}")).await;
    assert!(nothing_there.status >= 400, "there is nothing to release: {}", nothing_there.text);
    let counted = entries(&app, of("code.release")).await.len();
    assert_eq!(counted, 1);
    assert_eq!(app.sent(post("{}")).await.text, nothing_there.text, "the first answer again");
    assert_eq!(entries(&app, of("code.release")).await.len(), 1, "a repeated request is no second attempt");
    assert_eq!(app.sent(post("{ }")).await.status, 422);
    let reused = &entries(&app, of("code.release")).await[0];
    assert_eq!((reused.outcome.as_str(), reused.code.as_deref()), ("declined", Some("idempotency_key_reused")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_console_refuses_stands_there_under_the_operators_name() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let mut viewer = app.signed_in("amy", Role::Viewer).await;
    let path = format!("/console/accounts/{COMPONENT}/{appid}/release");
    assert_eq!(viewer.post(&path, &[]).await.status, 403);
    assert_eq!(viewer.post("/console/templates", &[("draft_id", "1")]).await.status, 403);
    let password = [("name", "eve"), ("role", "admin"), ("password", "CANARY horse battery")];
    assert_eq!(viewer.post("/console/settings/operators/new", &password).await.status, 403);
    let declined = entries(&app, ended("declined")).await;
    let told: Vec<_> = declined.iter().map(|entry| (entry.actor.as_str(), entry.deed.as_str())).collect();
    let amy = |deed| ("operator:amy", deed);
    assert_eq!(told, [amy("operator.add"), amy("template.add"), amy("code.release")]);
    assert_eq!(declined[1].component_appid.as_deref(), Some(COMPONENT));
    assert_eq!(declined[2].appid.as_deref(), Some(appid.as_str()));
    let text = app.get("/journal?limit=500").await.text;
    assert!(!text.contains("CANARY") && !text.contains("_csrf"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_refused_again_and_again_fills_no_disk() {
    let app = TestApp::setup().authorizers(1).start().await;
    let path = format!("/components/{COMPONENT}/authorizers/{}/code/release", app.sim.appids()[0]);
    let viewer = app.key_of(Role::Viewer, Vec::new()).await;
    for _ in 0..65 {
        assert_eq!(app.ask(Some(&viewer), Method::POST, &path, None).await.status, 403);
    }
    assert_eq!(entries(&app, ended("declined")).await.len(), 60);
    app.advance(1.minutes());
    assert_eq!(app.ask(Some(&viewer), Method::POST, &path, None).await.status, 403);
    let newest = &entries(&app, ended("declined")).await[0];
    assert_eq!(newest.request, json!({"left_out_before": 5}));
}
