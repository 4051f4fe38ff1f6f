//! `Idempotency-Key`: a write is carried out once, and answered as often as it is asked for.

use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_api::client::Error;
use wxfleet_api::code::Commit;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{Fault, FaultEffect};

use crate::api::Answer;
use crate::app::{COMPONENT, Database, Spans, TestApp, until};
use crate::life_cycle::DINING;

async fn send(app: &TestApp, method: Method, path: &str, name: &str, body: Option<&Value>) -> Answer {
    send_as(app, &app.key, method, path, name, body).await
}

async fn send_as(app: &TestApp, key: &str, method: Method, path: &str, name: &str, body: Option<&Value>) -> Answer {
    let request = app.browser.http.request(method, format!("{}/api/v1{path}", app.url));
    let request = request.bearer_auth(key).header("idempotency-key", name);
    app.sent(match body {
        Some(body) => request.json(body),
        None => request,
    })
    .await
}

fn replayed(answer: &Answer) -> bool {
    answer.headers.get("idempotency-replayed").is_some_and(|value| value == "true")
}

fn code(answer: &Answer) -> String {
    answer.json()["code"].as_str().unwrap_or_default().to_owned()
}

fn retry_after(answer: &Answer) -> Option<i64> {
    answer.headers.get("retry-after").map(|value| value.to_str().unwrap().parse().unwrap())
}

fn commit_body(user_version: &str) -> Value {
    json!({"template_id": DINING, "user_version": user_version, "user_desc": "首版"})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_gets_the_first_answer_again_also_after_a_restart() {
    the_same_request(Database::Sqlite).await;
}

mod on_postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn the_same_request_gets_the_first_answer_again() {
        super::the_same_request(crate::app::Database::Postgres).await;
    }
}

mod on_mysql {
    #[tokio::test(flavor = "multi_thread")]
    async fn the_same_request_gets_the_first_answer_again() {
        super::the_same_request(crate::app::Database::MySql).await;
    }
}

async fn the_same_request(database: Database) {
    let mut app = TestApp::setup().on(database).authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let key = app.key.clone();
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/code/commit");
    let body = commit_body("1.0.0");
    let first = send_as(&app, &key, Method::POST, &path, "commit-1", Some(&body)).await;
    assert_eq!((first.status, replayed(&first)), (200, false), "{}", first.text);
    app.restart().await;
    app.later(2.hours()).await;
    let again = send_as(&app, &key, Method::POST, &path, "commit-1", Some(&body)).await;
    assert_eq!((again.status, replayed(&again)), (200, true));
    assert_eq!(again.text, first.text);
    assert_eq!(again.headers["content-type"], first.headers["content-type"]);
    assert_ne!(again.headers["x-request-id"], first.headers["x-request-id"]);
    assert_eq!(app.sim.count("/wxa/commit"), 1);

    let other_body = send_as(&app, &key, Method::POST, &path, "commit-1", Some(&commit_body("2.0.0"))).await;
    assert_eq!((other_body.status, code(&other_body)), (422, "idempotency_key_reused".to_owned()));
    assert_eq!(other_body.headers["content-type"], "application/problem+json");
    let refresh = format!("/components/{COMPONENT}/authorizers/{appid}/refresh");
    let other_path = send_as(&app, &key, Method::POST, &refresh, "commit-1", None).await;
    assert_eq!(other_path.status, 422);
    let stranger = app.key_of(Role::Operator, vec![]).await;
    let theirs = send_as(&app, &stranger, Method::POST, &path, "commit-1", Some(&commit_body("3.0.0"))).await;
    assert_eq!((theirs.status, replayed(&theirs)), (200, false), "each caller has names of its own");

    app.advance(25.hours());
    app.settle().await;
    let after_a_day = send_as(&app, &key, Method::POST, &refresh, "commit-1", None).await;
    assert_eq!((after_a_day.status, replayed(&after_a_day)), (200, false), "{}", after_a_day.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_answered_again_too() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let a = format!("/components/{COMPONENT}/authorizers/{appid}");
    let refusal = FaultEffect::Errcode { errcode: 85013, errmsg: None };
    app.sim.inject_fault(Fault::once("/wxa/commit", refusal));
    let commit = format!("{a}/code/commit");
    let first = send(&app, Method::POST, &commit, "refused", Some(&commit_body("1"))).await;
    assert_eq!((first.status, first.json()["errcode"].as_i64()), (422, Some(85013)), "{}", first.text);
    let again = send(&app, Method::POST, &commit, "refused", Some(&commit_body("1"))).await;
    assert_eq!((again.status, &again.text, replayed(&again)), (422, &first.text, true));
    assert_eq!(again.headers["content-type"], "application/problem+json");

    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::Html));
    let first = send(&app, Method::POST, &commit, "broken", Some(&commit_body("2"))).await;
    assert_eq!(first.status, 502);
    let before = app.sim.count("/wxa/commit");
    let again = send(&app, Method::POST, &commit, "broken", Some(&commit_body("2"))).await;
    assert_eq!((again.status, replayed(&again)), (502, true), "nobody knows whether it happened");
    assert_eq!(app.sim.count("/wxa/commit"), before);

    for (name, path, body, status) in [
        ("conflict", format!("{a}/code/release"), None, 409),
        ("bad", commit.clone(), Some(json!({"template_id": 1})), 400),
        ("nobody", format!("/components/{COMPONENT}/authorizers/wxbeef0000000000ff/code/release"), None, 404),
    ] {
        let first = send(&app, Method::POST, &path, name, body.as_ref()).await;
        assert_eq!(first.status, status, "{}", first.text);
        let again = send(&app, Method::POST, &path, name, body.as_ref()).await;
        assert_eq!((again.status, &again.text, replayed(&again)), (status, &first.text, true));
    }
    app.later(2.minutes()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_nothing_and_passes_by_itself_may_be_asked_again() {
    let app = TestApp::setup().without_component().start().await;
    app.engine.components.add(&wxfleet_model::permission::Actor::System, crate::app::new_component()).await.unwrap();
    let path = format!("/components/{COMPONENT}/authorizers/sync");
    let early = send(&app, Method::POST, &path, "sync", None).await;
    assert_eq!((early.status, code(&early)), (503, "no_ticket".to_owned()));
    app.register_with_wechat();
    app.settle().await;
    let now = send(&app, Method::POST, &path, "sync", None).await;
    assert_eq!((now.status, replayed(&now)), (200, false), "{}", now.text);
    assert!(replayed(&send(&app, Method::POST, &path, "sync", None).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_shown_once_and_kept_nowhere() {
    let app = TestApp::setup().start().await;
    let body = json!({"name": "shop", "role": "viewer"});
    let first = send(&app, Method::POST, "/keys", "key-1", Some(&body)).await;
    assert_eq!(first.status, 200);
    let secret = first.json()["key"].as_str().unwrap().to_owned();
    let again = send(&app, Method::POST, "/keys", "key-1", Some(&body)).await;
    assert_eq!((again.status, code(&again)), (409, "idempotency_secret".to_owned()));
    assert!(!again.text.contains(&secret));
    let keys = app.client.keys().await.unwrap().items;
    assert_eq!(keys.iter().filter(|key| key.name == "shop").count(), 1, "it was made once");
    let other = json!({"name": "x", "role": "viewer"});
    assert_eq!(send(&app, Method::POST, "/keys", "key-1", Some(&other)).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_still_running_is_not_begun_again() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/code/commit");
    let body = commit_body("1.0.0");
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::DelayMs(1_500)));
    let (first, second) = tokio::join!(send(&app, Method::POST, &path, "slow", Some(&body)), async {
        until("WeChat is asked", || app.sim.count("/wxa/commit") == 1).await;
        send(&app, Method::POST, &path, "slow", Some(&body)).await
    });
    assert_eq!((second.status, code(&second)), (409, "idempotency_running".to_owned()), "{}", second.text);
    assert_eq!(second.headers["retry-after"], "2");
    assert_eq!(first.status, 200, "{}", first.text);
    let third = send(&app, Method::POST, &path, "slow", Some(&body)).await;
    assert_eq!((third.status, &third.text), (200, &first.text));
    assert_eq!(app.sim.count("/wxa/commit"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_outlives_its_connection() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/code/commit");
    let body = commit_body("1.0.0");
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::DelayMs(500)));
    {
        let hasty = send(&app, Method::POST, &path, "hasty", Some(&body));
        let asked = until("WeChat is asked", || app.sim.count("/wxa/commit") == 1);
        tokio::select! {
            _ = hasty => panic!("answered before WeChat was"),
            () = asked => {}
        }
    }
    let mut answer = send(&app, Method::POST, &path, "hasty", Some(&body)).await;
    for _ in 0..100 {
        if answer.status != 409 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        answer = send(&app, Method::POST, &path, "hasty", Some(&body)).await;
    }
    assert_eq!((answer.status, replayed(&answer)), (200, true), "{}", answer.text);
    assert_eq!(app.sim.count("/wxa/commit"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_a_wait_is_told_again() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::Errcode { errcode: 45011, errmsg: None }));
    let commit = format!("/components/{COMPONENT}/authorizers/{appid}/code/commit");
    let body = commit_body("1");
    let first = send(&app, Method::POST, &commit, "limited", Some(&body)).await;
    let wait = retry_after(&first).expect("a limit a minute says how long to wait");
    assert!(first.status == 429 && wait > 10, "{} {wait}", first.text);
    app.advance(10.seconds());
    let again = send(&app, Method::POST, &commit, "limited", Some(&body)).await;
    assert_eq!((again.status, replayed(&again), retry_after(&again)), (429, true, Some(wait - 10)));
    app.advance(wait.seconds());
    let again = send(&app, Method::POST, &commit, "limited", Some(&body)).await;
    assert_eq!((again.status, replayed(&again), retry_after(&again)), (429, true, None), "nothing is left of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_broke_off_with_its_process_is_never_begun_again() {
    let mut app = TestApp::setup().authorizers(1).start().await;
    app.may_leave_debts();
    let appid = app.sim.appids()[0].clone();
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/code/commit");
    let (body, key) = (commit_body("1.0.0"), app.key.clone());
    app.sim.inject_fault(Fault::once("/wxa/commit", FaultEffect::DelayMs(3_000)));
    {
        let cut = send_as(&app, &key, Method::POST, &path, "cut", Some(&body));
        let asked = until("WeChat is asked", || app.sim.count("/wxa/commit") == 1);
        tokio::select! {
            _ = cut => panic!("answered before WeChat was"),
            () = asked => {}
        }
    }
    app.restart().await;
    let again = send_as(&app, &key, Method::POST, &path, "cut", Some(&body)).await;
    assert_eq!((again.status, code(&again)), (409, "idempotency_unknown".to_owned()), "{}", again.text);
    assert!(again.json()["advice"].as_str().unwrap().contains("journal"));
    assert_eq!(app.sim.count("/wxa/commit"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_checked_and_reading_takes_no_notice_of_them() {
    let app = TestApp::setup().start().await;
    for name in ["", " ", &"x".repeat(256), "名"] {
        let request = app.browser.http.post(format!("{}/api/v1/keys", app.url)).bearer_auth(&app.key);
        let request = request.header("idempotency-key", name.as_bytes()).json(&json!({"name": "x", "role": "viewer"}));
        let refused = app.sent(request).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!("Idempotency-Key")), "{name:?}");
    }
    let stranger = send_as(&app, "wxf_made_up", Method::POST, "/keys", "n", Some(&json!({}))).await;
    assert_eq!((stranger.status, code(&stranger)), (401, "unauthenticated".to_owned()));
    let large = app.browser.http.post(format!("{}/api/v1/keys", app.url)).bearer_auth(&app.key);
    let large = large.header("idempotency-key", "large").body("x".repeat((1 << 20) + 1));
    assert_eq!(app.sent(large).await.status, 413);
    let read = send(&app, Method::GET, "/components", "n", None).await;
    assert!(read.status == 200 && !replayed(&read));
    let removed = send(&app, Method::DELETE, "/keys/00000000-0000-7000-8000-000000000000", "n", None).await;
    assert_eq!(removed.status, 404);
    let document = app.get("/openapi.json").await.json();
    let parameters = |path: &str, method: &str| document["paths"][path][method]["parameters"].to_string();
    assert!(parameters("/keys", "post").contains("Idempotency-Key"));
    assert!(!parameters("/components", "get").contains("Idempotency-Key"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_typed_client_names_its_writes() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let commit = |version: &str| Commit {
        template_id: DINING,
        user_version: version.to_owned(),
        user_desc: "首版".to_owned(),
        ext: None,
    };
    let named = app.client.idempotency_key("nightly-1");
    let first = named.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap();
    assert_eq!(named.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap(), first);
    let reused = named.code_commit(COMPONENT, &appid, &commit("2.0.0")).await.unwrap_err();
    assert!(matches!(reused, Error::Problem(ref problem) if problem.status == 422), "{reused:?}");
    assert_eq!(app.sim.count("/wxa/commit"), 1);
    app.client.code_commit(COMPONENT, &appid, &commit("2.0.0")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_the_same_whatever_its_boundary() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let path = format!("{}/api/v1/components/{COMPONENT}/authorizers/{appid}/call/upload_audit_media", app.url);
    let sent = async |bytes: &'static [u8]| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name("a.png").mime_str("image/png").unwrap();
        let form = reqwest::multipart::Form::new().part("media", part);
        let request = app.browser.http.post(&path).bearer_auth(&app.key).header("idempotency-key", "picture");
        app.sent(request.multipart(form)).await
    };
    let first = sent(b"bytes").await;
    assert_eq!(first.status, 200, "{}", first.text);
    let again = sent(b"bytes").await;
    assert_eq!((again.status, &again.text, replayed(&again)), (200, &first.text, true));
    assert_eq!(sent(b"other").await.status, 422);
}
