//! Calls by name: what is filled in, what is refused before WeChat hears of it, what comes back and what is hidden.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{Fault, FaultEffect, Login};
use wxfleet_store::JournalFilter;
use wxfleet_wechat::catalogue;
use wxfleet_wechat::endpoint::Speaker;

use crate::api::Answer;
use crate::app::{COMPONENT, TestApp};

fn account(app: &TestApp) -> String {
    app.sim.appids()[0].clone()
}

async fn call(app: &TestApp, appid: &str, endpoint: &str, body: Value) -> Answer {
    app.post_json(&format!("/components/{COMPONENT}/authorizers/{appid}/call/{endpoint}"), &body).await
}

async fn call_platform(app: &TestApp, endpoint: &str, body: Value) -> Answer {
    app.post_json(&format!("/components/{COMPONENT}/call/{endpoint}"), &body).await
}

/// The last call in the journal, what was asked for and how it ended.
async fn last_call(app: &TestApp) -> (Value, Outcome) {
    let filter = JournalFilter { deed: Some(Deed::Call), ..JournalFilter::default() };
    let page = app.store.journal(&filter, &PageRequest::default()).await.unwrap();
    let entry = page.items.into_iter().next().expect("a call is in the journal");
    (entry.intent.request, entry.outcome.expect("it is closed").0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_listed_with_schemas() {
    let app = TestApp::setup().without_component().start().await;
    let list = app.get("/catalogue").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 246);
    assert_eq!(list["next_cursor"], Value::Null);
    let found = app.get("/catalogue?group=plugin&q=list").await.json();
    let ids: Vec<&str> = found["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["devplugin_apply_list", "plugin_list"]);
    let one = app.get("/catalogue/submit_audit").await.json();
    assert_eq!(one["path"], "/wxa/submit_audit");
    assert_eq!(one["title_zh"].as_str().map(str::is_empty), Some(false));
    assert!(one["request_schema"]["properties"]["body"]["properties"]["item_list"].is_object());
    let none = app.get("/catalogue/submit_adit").await;
    assert_eq!((none.status, none.json()["code"].as_str()), (404, Some("endpoint_not_found")));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_of_the_catalogue_can_be_called_with_its_sample() {
    const SAY_WHO_THEY_ARE: [&str; 6] =
        ["open_bind", "open_create", "open_get", "open_unbind", "clear_quota", "get_user_risk_rank"];
    /// Behaviour of their own in the simulator, so that a sample does not fit the state; or the keeper's.
    const OWN_STATE: [&str; 5] = ["component_token", "authorizer_token", "query_auth", "sns_auth", "sns_userinfo"];
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    let mut refused = Vec::new();
    for entry in catalogue::entries().iter().filter(|entry| !OWN_STATE.contains(&entry.id.as_str())) {
        let (mut query, mut body) = (entry.sample_call_query(), entry.sample_call_body());
        for fields in [&mut query, &mut body] {
            for ours in ["component_appid", "component_secret", "component_appsecret"] {
                fields.remove(ours);
            }
            if let Some(theirs) = fields.get_mut("authorizer_appid") {
                *theirs = appid.as_str().into();
            }
            if let Some(own) = fields.get_mut("appid").filter(|_| SAY_WHO_THEY_ARE.contains(&entry.id.as_str())) {
                *own = appid.as_str().into();
            }
        }
        if entry.id == "component_clear_quota_v2" {
            body.remove("appsecret");
        }
        let request = json!({"query": query, "body": body});
        let answer = if let Some(file) = entry.file_field() {
            let part = Part::bytes(b"bytes".to_vec()).file_name("a.png").mime_str("image/png").unwrap();
            let form = Form::new()
                .text("query", request["query"].to_string())
                .text("body", request["body"].to_string())
                .part(file.to_owned(), part);
            let path = format!("{}/api/v1/components/{COMPONENT}/authorizers/{appid}/call/{}", app.url, entry.id);
            app.sent(app.browser.http.post(path).bearer_auth(&app.key).multipart(form)).await
        } else if entry.token == Speaker::Component || entry.token == Speaker::None {
            call_platform(&app, &entry.id, request).await
        } else {
            call(&app, &appid, &entry.id, request).await
        };
        assert!(answer.status < 500, "{}: {} {}", entry.id, answer.status, answer.text);
        let ours = answer.status == 400;
        assert!(!ours, "{}: our own door refused the sample: {}", entry.id, answer.text);
        if answer.status != 200 {
            refused.push(format!("{} {}", entry.id, answer.json()["errcode"]));
        }
    }
    // What has a state here may say no to an invented sample; everything else answers.
    assert!(refused.len() < 70, "{refused:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_the_path_is_filled_in_and_the_answer_comes_as_it_is() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    let js_code = app.sim.login_code(&Login { appid: appid.clone(), ..Login::default() }).unwrap();
    let session = call(&app, &appid, "component_jscode2session", json!({"query": {"js_code": js_code}})).await;
    assert_eq!(session.status, 200, "{}", session.text);
    assert!(session.json()["session_key"].is_string(), "a session key is what the call is for: {}", session.text);
    let (request, outcome) = last_call(&app).await;
    assert_eq!(request["query"]["appid"], appid);
    assert!(!request.to_string().contains(&js_code), "{request}");
    assert!(matches!(outcome, Outcome::Done { .. }));

    let image = call(&app, &appid, "get_wxacode_unlimit", json!({"body": {"scene": "a=1", "check_path": false}})).await;
    assert_eq!((image.status, image.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    assert_eq!(call_platform(&app, "start_push_ticket", json!({})).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_we_keep_are_neither_fetched_nor_shown() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    for kept in ["component_token", "authorizer_token", "query_auth"] {
        let refused = call_platform(&app, kept, json!({})).await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (409, Some("kept_by_wxfleet")), "{kept}");
    }
    let info = call_platform(&app, "get_authorizer_info", json!({"body": {"authorizer_appid": appid}})).await;
    assert_eq!(info.json()["authorization_info"]["authorizer_refresh_token"], "***");
    let list = call_platform(&app, "get_authorizer_list", json!({"body": {"offset": 0, "count": 10}})).await;
    assert_eq!(list.json()["list"][0]["refresh_token"], "***");
    let raw = json!({"method": "POST", "path": "/cgi-bin/component/api_component_token"});
    assert_eq!(call_platform(&app, "raw", raw).await.json()["code"], "kept_by_wxfleet");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_call_is_refused_before_wechat_hears_of_it() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    let before = app.sim.requests().len();
    let field = |answer: &Answer| (answer.status, answer.json()["field"].as_str().unwrap_or_default().to_owned());
    let missing = call(&app, &appid, "modify_signature", json!({})).await;
    assert_eq!(field(&missing), (400, "body.signature".to_owned()));
    let unknown = call(&app, &appid, "modify_signature", json!({"body": {"signature": "x", "sing": 1}})).await;
    assert_eq!(field(&unknown), (400, "body.sing".to_owned()));
    let no_speaker = call_platform(&app, "modify_signature", json!({"body": {"signature": "x"}})).await;
    assert_eq!(field(&no_speaker), (400, "endpoint".to_owned()));
    let no_file = call(&app, &appid, "upload_audit_media", json!({})).await;
    assert_eq!(field(&no_file), (400, "media".to_owned()));
    for path in ["//evil.example/x", "/a/../b", "/x?access_token=1"] {
        let refused = call(&app, &appid, "raw", json!({"method": "POST", "path": path})).await;
        assert_eq!(field(&refused), (400, "path".to_owned()), "{path}");
    }
    assert_eq!(call(&app, &appid, "no_such", json!({})).await.status, 404);
    assert_eq!(app.sim.requests().len(), before, "WeChat was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_a_problem_and_stands_in_the_journal() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    app.sim.inject_fault(Fault::once("/wxa/getwxasearchstatus", FaultEffect::Errcode { errcode: 85015, errmsg: None }));
    let refused = call(&app, &appid, "get_search_status", json!({})).await;
    assert_eq!((refused.status, refused.json()["errcode"].as_i64()), (422, Some(85015)));
    let (_, outcome) = last_call(&app).await;
    assert!(matches!(outcome, Outcome::Refused { errcode, .. } if errcode.0 == 85015));
    let raw = json!({"method": "GET", "path": "/wxa/getwxasearchstatus"});
    assert_eq!(call(&app, &appid, "raw", raw).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_calls_for_accounts_and_an_administrator_for_the_platform() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = account(&app);
    let operator = app.key_of(Role::Operator, vec![]).await;
    let a = format!("/components/{COMPONENT}/authorizers/{appid}/call");
    let c = format!("/components/{COMPONENT}/call");
    let status =
        async |path: String, body: Value| app.ask(Some(&operator), Method::POST, &path, Some(&body)).await.status;
    assert_eq!(status(format!("{a}/get_search_status"), json!({})).await, 200);
    assert_eq!(status(format!("{a}/delete_template"), json!({"body": {"template_id": 1}})).await, 403);
    assert_eq!(status(format!("{c}/get_template_list"), json!({})).await, 403);
    assert_eq!(status(format!("{a}/raw"), json!({"method": "GET", "path": "/wxa/getwxasearchstatus"})).await, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_reaches_beyond_the_account_it_is_made_for() {
    let app = TestApp::setup().authorizers(2).start().await;
    let (own, other) = (account(&app), app.sim.appids()[1].clone());
    let operator = app.key_of(Role::Operator, vec![]).await;
    let a = format!("/components/{COMPONENT}/authorizers/{own}/call");
    for (endpoint, content, field) in [
        ("get_authorizer_info", json!({"body": {"authorizer_appid": other}}), "body.authorizer_appid"),
        ("component_jscode2session", json!({"query": {"appid": other, "js_code": "c"}}), "query.appid"),
        ("open_get", json!({"body": {"appid": other}}), "body.appid"),
        ("clear_quota", json!({"body": {"appid": other}}), "body.appid"),
    ] {
        let refused = app.ask(Some(&operator), Method::POST, &format!("{a}/{endpoint}"), Some(&content)).await;
        let told = (refused.status, refused.json()["field"].as_str().map(ToOwned::to_owned));
        assert_eq!(told, (400, Some(field.to_owned())), "{endpoint}: {}", refused.text);
    }
    for endpoint in ["start_push_ticket", "component_clear_quota_v2"] {
        let refused = app.ask(Some(&operator), Method::POST, &format!("{a}/{endpoint}"), Some(&json!({}))).await;
        assert_eq!(refused.status, 403, "{endpoint} takes the platform's secret: {}", refused.text);
    }
    let same = call(&app, &own, "get_authorizer_info", json!({"body": {"authorizer_appid": own}})).await;
    assert_eq!(same.status, 200, "{}", same.text);
    let reset = call(&app, &own, "component_clear_quota_v2", json!({})).await;
    assert_eq!(reset.status, 200, "{}", reset.text);
    assert_eq!(last_call(&app).await.0["body"]["appid"], own, "the account's, not the platform's");
    let quota = call_platform(&app, "get_api_quota", json!({"body": {"cgi_path": "/wxa/commit"}})).await;
    assert_eq!(quota.status, 200, "{}", quota.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_tells_a_person_by_their_number_is_not_kept() {
    let app = TestApp::setup().authorizers(1).start().await;
    let info = json!({
        "enterprise_name": "店", "code": "91", "code_type": 1, "legal_persona_wechat": "laowang",
        "legal_persona_name": "王", "legal_persona_idcard": "CANARY", "component_phone": "CANARY",
    });
    call(&app, &account(&app), "verify_beta", json!({"body": {"verify_info": info}})).await;
    let (request, _) = last_call(&app).await;
    assert!(
        request.to_string().contains("legal_persona_idcard") && !request.to_string().contains("CANARY"),
        "{request}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_beside_a_file_come_as_one_part() {
    let app = TestApp::setup().authorizers(1).start().await;
    let path = format!("{}/api/v1/components/{COMPONENT}/authorizers/{}/call/media_upload", app.url, account(&app));
    let part = Part::bytes(b"bytes".to_vec()).file_name("a.png").mime_str("image/png").unwrap();
    let form = Form::new().text("body", json!({"type": "image"}).to_string()).part("media", part);
    let answer = app.sent(app.browser.http.post(path).bearer_auth(&app.key).multipart(form)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_list_is_given_in_portions_too() {
    let app = TestApp::setup().without_component().start().await;
    let first = app.get("/catalogue?limit=200").await.json();
    let next = first["next_cursor"].as_str().unwrap().to_owned();
    let second = app.get(&format!("/catalogue?limit=200&cursor={next}")).await.json();
    let of = |page: &Value| page["items"].as_array().unwrap().len();
    assert_eq!((of(&first), of(&second), &second["next_cursor"]), (200, 46, &Value::Null));
    for list in ["/catalogue", "/keys", "/components", "/observations"] {
        for (asked, field) in [("limit=0", "limit"), ("limit=501", "limit"), ("cursor=zzz", "cursor")] {
            let refused = app.get(&format!("{list}?{asked}")).await;
            assert_eq!((refused.status, refused.json()["field"].as_str()), (400, Some(field)), "{list}?{asked}");
        }
    }
}
