//! Secrets stay where they belong: never in a log line, a problem, a page of health or figures, or plain on the disk.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use serde_json::{Value, json};
use tracing::Dispatch;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use wxfleet_api::code::{Commit, SubmitAudit};
use wxfleet_model::clock::Clock as _;
use wxfleet_simulator::{Fault, FaultEffect};

use crate::app::{AES_KEY, COMPONENT, SECRET, Spans, TOKEN, TestApp};
use crate::forge::info;
use crate::life_cycle::DINING;
use crate::person::PASSWORD;

/// All that was logged on the threads of one runtime.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    /// Everything from our crates, and `DEBUG` from all others but the simulator, which is WeChat's side.
    fn dispatch(&self) -> Dispatch {
        let ours = ["api", "console", "engine", "model", "server", "store", "web", "wechat"];
        let ours = ours.map(|name| format!("wxfleet_{name}=trace")).join(",");
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(format!("debug,wxfleet_simulator=off,{ours}")))
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(self.clone())
            .finish();
        Dispatch::new(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Every ticket, token and code that WeChat ever gave out.
fn given_out(world: &Value, into: &mut BTreeSet<String>) {
    let mut note = |text: &str| {
        let opaque = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-@".contains(&byte));
        if text.len() >= 40 && opaque {
            into.insert(text.to_owned());
        }
    };
    match world {
        Value::String(text) => note(text),
        Value::Array(list) => list.iter().for_each(|one| given_out(one, into)),
        Value::Object(fields) => {
            fields.keys().for_each(|key| note(key));
            fields.values().for_each(|one| given_out(one, into));
        }
        _ => {}
    }
}

struct Canaries(BTreeSet<String>);

impl Canaries {
    fn of(app: &TestApp) -> Self {
        let mut found: BTreeSet<String> = [SECRET, TOKEN, AES_KEY, &app.key].map(str::to_owned).into();
        given_out(&serde_json::from_slice(&app.sim.save()).unwrap(), &mut found);
        let starting = |start: &str| found.iter().any(|one| one.starts_with(start));
        for kind in ["ticket@@@", "preauthcode@@@", "queryauthcode@@@", "refreshtoken@@@"] {
            assert!(starting(kind), "the test has none of the kind {kind}");
        }
        assert!(found.len() > 12, "{}", found.len());
        Self(found)
    }

    fn assert_absent(&self, what: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for canary in &self.0 {
            if let Some(at) = text.find(canary.as_str()) {
                let start = text.floor_char_boundary(at.saturating_sub(200));
                let kind: String = canary.chars().take(16).collect();
                panic!("{what} holds {kind}…: {}", &text[start..at]);
            }
        }
    }
}

/// A life with every kind of trouble; gives all that was answered to callers.
async fn troubled_life(app: &TestApp) -> Vec<String> {
    let mut answers = Vec::new();
    let appid = app.sim.appids()[0].clone();
    let c = format!("/components/{COMPONENT}");
    let a = format!("{c}/authorizers/{appid}");
    app.sim.change_switches(|switches| switches.refresh_token_rotates = true);
    for effect in [
        FaultEffect::Html,
        FaultEffect::Truncate,
        FaultEffect::Reset,
        FaultEffect::HttpStatus(500),
        FaultEffect::DropAfterProcessing,
        FaultEffect::Errcode { errcode: 40001, errmsg: Some("invalid credential, access_token is invalid".to_owned()) },
        FaultEffect::Errcode { errcode: 61023, errmsg: None },
        FaultEffect::Errcode { errcode: 61010, errmsg: None },
    ] {
        for path in [
            "/cgi-bin/component/api_component_token",
            "/cgi-bin/component/api_create_preauthcode",
            "/cgi-bin/component/api_query_auth",
            "/cgi-bin/component/api_authorizer_token",
            "/wxa/commit",
        ] {
            app.sim.inject_fault(Fault::once(path, effect.clone()));
        }
        app.advance(3.hours());
        let location = crate::authorization::returned_to(app, &appid).await;
        if let Some(location) = &location {
            app.browser.get(location, None).await;
        }
        let commit = json!({"template_id": DINING, "user_version": "1", "user_desc": "x"});
        answers.push(app.post_json(&format!("{a}/code/commit"), &commit).await.text);
        answers.push(app.get(&format!("{a}/pages")).await.text);
        app.later(1.minutes()).await;
        app.sim.clear_faults();
        app.later(2.minutes()).await;
    }
    // Secrets where they do not belong, of the wrong type, misspelt, and under a wrong key.
    for body in [
        json!({"component_appid": SECRET, "app_secret": SECRET, "token": TOKEN, "encoding_aes_key": AES_KEY}),
        json!({"component_appid": "wxc0ffee0000000009", "app_secret": SECRET, "token": TOKEN, "encoding_aes_key": SECRET}),
        json!({"component_appid": COMPONENT, "app_secret": SECRET, "token": TOKEN, "encoding_aes_key": AES_KEY}),
        json!({"component_appid": COMPONENT, "app_secret": {"value": SECRET}, "token": TOKEN, "key": AES_KEY}),
        json!(SECRET),
        json!([SECRET]),
        json!({"name": SECRET, "app_secret": [SECRET]}),
    ] {
        answers.push(app.post_json("/components", &body).await.text);
        answers.push(app.ask(Some(&app.key), Method::PATCH, &c, Some(&body)).await.text);
    }
    answers.push(app.ask(Some(&format!("{}x", app.key)), Method::GET, "/components", None).await.text);
    for path in [
        "/components",
        &c,
        &a,
        &format!("{c}/authorizers"),
        "/keys",
        "/observations",
        "/journal?limit=500",
        &format!("{a}/code"),
    ] {
        answers.push(app.get(path).await.text);
    }
    let kinds = ["component_verify_ticket", "authorized", "updateauthorized"];
    for event in app.get("/events?limit=500").await.json()["items"].as_array().unwrap() {
        if kinds.contains(&event["kind"].as_str().unwrap()) {
            answers.push(app.get(&format!("/events/{}", event["id"].as_str().unwrap())).await.text);
        }
    }
    let named = app.client.idempotency_key("key-of-a-day");
    let new = wxfleet_api::key::NewKey {
        name: "kept nowhere".to_owned(),
        role: "viewer".to_owned(),
        grants: vec![],
        components: vec![],
        labels: vec![],
    };
    named.key_create(&new).await.unwrap();
    answers.push(named.key_create(&new).await.unwrap_err().to_string());
    let forged = info("authorized", app.second_now(), &[("AuthorizerAppid", &appid), ("AuthorizationCode", "c")]);
    app.push(&forged).await;
    app.push("<xml><ComponentVerifyTicket>ticket@@@broken").await;
    app.settle().await;
    answers
}

async fn whole_life(app: &TestApp) -> Vec<String> {
    let appid = app.sim.appids()[0].clone();
    app.authorize(&appid).await;
    let commit = Commit { template_id: DINING, user_version: "1".to_owned(), user_desc: "x".to_owned(), ext: None };
    app.client.code_commit(COMPONENT, &appid, &commit).await.unwrap();
    app.later(10.seconds()).await;
    app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap();
    app.client.access_token(COMPONENT, &appid).await.unwrap();
    app.later(3.hours()).await;
    app.client.code_release(COMPONENT, &appid).await.unwrap();
    troubled_life(app).await
}

/// An operator makes every use of the console; gives all that proves who they are.
async fn life_at_the_console(app: &TestApp) -> Vec<String> {
    const OTHER: &str = "canary of another password";
    const GUESS: &str = "canary.of.a.password.typed.as.name";
    let link = app.engine.sign_in.first_start_link().await.unwrap().unwrap().expose().to_owned();
    let mut person = app.person();
    person.get(&format!("/console/first-start?token={link}")).await;
    let fields = [("token", link.as_str()), ("name", "amy"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(person.send_form("/console/first-start", &fields).await.status, 303);
    let mut secrets = vec![link.clone(), PASSWORD.to_owned(), OTHER.to_owned(), GUESS.to_owned()];
    let mut keep = |person: &crate::person::Person| {
        let cookies = ["wxf_session", "wxf_step", "wxf_browser"].into_iter();
        secrets.extend(cookies.filter_map(|name| person.cookie(name)).map(str::to_owned));
        secrets.push(person.csrf());
    };
    keep(&person);
    for _ in 0..12 {
        assert!(matches!(app.person().sign_in(GUESS, OTHER).await.status, 403 | 429));
    }
    let factor = "/console/settings/me/second-factor";
    person.post(&format!("{factor}/begin"), &[]).await;
    let page = person.get(factor).await.html;
    let secret = page.split("data-copy=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let code = crate::console_sign_in::app_code(&secret, app.clock.now());
    let codes = person.post(&format!("{factor}/on"), &[("code", &code)]).await.html;
    let codes: Vec<&str> = codes.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(codes.len(), 10);
    person.post("/console/sign-out", &[]).await;
    person.sign_in("amy", PASSWORD).await;
    keep(&person);
    person.send_form("/console/sign-in/code", &[("code", codes[0])]).await;
    keep(&person);
    person.post("/console/confirm", &[("password", OTHER)]).await;
    person.post("/console/confirm", &[("password", PASSWORD)]).await;
    keep(&person);
    let key = person.post("/console/settings/keys", &[("name", "k"), ("role", "viewer")]).await.html;
    let key = key.split("export WXFLEET_KEY=").nth(1).unwrap().split('<').next().unwrap().to_owned();
    person.post("/console/settings/me/password", &[("password", OTHER), ("again", OTHER)]).await;
    assert_eq!(person.get("/console/settings/me").await.status, 200);
    secrets.push(key);
    secrets.push(secret.replace('-', ""));
    secrets.push(secret);
    secrets.extend(codes.into_iter().map(str::to_owned));
    secrets
}

#[test]
fn secrets_never_reach_logs_answers_figures_or_the_disk() {
    let log = Log::default();
    let dispatch = log.dispatch();
    // While there is but one, tracing asks the current thread whether a place in the code is listened to, and keeps the
    // answer: what other tests came by first would be silent here. With a second one it asks them all.
    let _second = Log::default().dispatch();
    let on_thread = dispatch.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        // The guard would end the thread's logging when it is dropped; it lives as long as the thread.
        .on_thread_start(move || std::mem::forget(tracing::dispatcher::set_default(&on_thread)))
        .build()
        .unwrap();
    let _here = tracing::dispatcher::set_default(&dispatch);
    runtime.block_on(async {
        let app = TestApp::setup().start().await;
        let answers = whole_life(&app).await;
        let mut canaries = Canaries::of(&app);
        canaries.0.extend(life_at_the_console(&app).await);
        for answer in answers {
            canaries.assert_absent("an answer", answer.as_bytes());
        }
        canaries.assert_absent("/metrics", app.metrics().await.as_bytes());
        let ready = app.browser.get(&format!("{}/readyz", app.url), None).await;
        canaries.assert_absent("/readyz", ready.html.as_bytes());
        let files: Vec<_> = std::fs::read_dir(app.directory()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(files.len() >= 2, "the database and its log: {files:?}");
        for file in files {
            canaries.assert_absent(&file.display().to_string(), &std::fs::read(&file).unwrap());
        }
        let text = log.text();
        for told in ["wechat call", "wxfleet_web", "wxfleet_engine", "DEBUG", "hyper"] {
            assert!(text.contains(told), "the log was not taken down: no {told}");
        }
        canaries.assert_absent("the log", text.as_bytes());
        app.may_leave_debts();
    });
}
