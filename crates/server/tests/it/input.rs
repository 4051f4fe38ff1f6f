//! What comes in from callers: refused with the field's name before WeChat sees it, or passed on byte for byte.

use serde_json::{Value, json};
use wxfleet_api::authorizer::Labels;
use wxfleet_api::client::Error;
use wxfleet_api::code::{Commit, SubmitAudit};
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_simulator::{AuditRule, Verdict};

use crate::app::{AES_KEY, COMPONENT, Spans, TestApp};
use crate::life_cycle::DINING;

const NASTY: &str = "“店” \\ \\\\ \"x\" 'y' \t\r\n 😀\u{1F469}\u{200D}\u{1F373} \u{2028}\u{2029}\u{FEFF} <script>alert(1)</script> ]]> &amp; %00 ${x} é e\u{301}";

async fn refused(app: &TestApp, path: &str, body: Value) -> Option<String> {
    let answer = app.post_json(path, &body).await;
    assert_eq!(answer.status, 400, "{path} {body}: {}", answer.text);
    let problem = answer.json();
    assert!(!problem["advice"].as_str().unwrap().is_empty());
    problem["field"].as_str().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_cannot_be_right_is_named_and_wechat_is_not_asked() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let a = format!("/components/{COMPONENT}/authorizers/{appid}");
    let commit = format!("{a}/code/commit");
    let good = json!({"template_id": DINING, "user_version": "1.0.0", "user_desc": "x"});
    let with = |base: &Value, field: &str, value: Value| {
        let mut body = base.clone();
        body[field] = value;
        body
    };
    app.sim.clear_requests();
    for (field, value) in [
        ("user_version", json!("x".repeat(65))),
        ("user_version", json!("版".repeat(65))),
        ("user_version", json!("")),
        ("user_version", json!(1)),
        ("user_desc", json!("")),
        ("ext", json!([])),
        ("ext", json!("{}")),
        ("ext", json!(7)),
        ("template_id", json!("two")),
        ("template_id", json!(1.5)),
        ("template_id", json!(null)),
        ("unknown", json!(1)),
    ] {
        let named = refused(&app, &commit, with(&good, field, value.clone())).await;
        assert_eq!(named.as_deref(), Some(field), "{field}: {value}");
    }
    let missing = refused(&app, &commit, json!({"template_id": DINING, "user_version": "1"})).await;
    assert_eq!(missing.as_deref(), Some("user_desc"));

    let item = json!({"first_class": "餐饮", "second_class": "点餐平台", "first_id": 220, "second_id": 221});
    let audits = format!("{a}/code/audits");
    for (body, field) in [
        (json!({"item_list": vec![item.clone(); 6]}), "item_list"),
        (json!({"item_list": [with(&item, "title", json!("题".repeat(33)))]}), "item_list[0].title"),
        (json!({"item_list": [item.clone(), with(&item, "tag", json!("a b c d e f g h i j k"))]}), "item_list[1].tag"),
        (json!({"item_list": [with(&item, "first_id", json!("220"))]}), "item_list[0].first_id"),
        (json!({"item_list": [with(&item, "firstid", json!(1))]}), "item_list[0].firstid"),
        (json!({"feedback_info": "x".repeat(201)}), "feedback_info"),
        (json!({"feedback_stuff": "a|b|c|d|e|f"}), "feedback_stuff"),
        (json!({"ugc_declare": {"scene": [9]}}), "ugc_declare.scene"),
        (json!({"items": []}), "items"),
    ] {
        assert_eq!(refused(&app, &audits, body.clone()).await.as_deref(), Some(field), "{body}");
    }
    let gray = refused(&app, &format!("{a}/code/gray-release"), json!({"percentage": 101})).await;
    assert_eq!(gray.as_deref(), Some("percentage"));

    let links = format!("/components/{COMPONENT}/authorization-links");
    for (field, value) in [
        ("return_url", json!("shop.example/done")),
        ("return_url", json!("javascript:alert(1)")),
        ("return_url", json!("//shop.example")),
        ("return_url", json!("")),
        ("expires_in", json!(59)),
        ("expires_in", json!(2_592_001)),
        ("expires_in", json!(-1)),
        ("expires_in", json!("600")),
        ("expires_in", json!(9_223_372_036_854_775_807_i64)),
        ("auth_type", json!(7)),
        ("auth_type", json!(0)),
        ("biz_appid", json!("WXBEEF0000000000FF")),
        ("category_ids", json!("18")),
        ("note", json!("x".repeat(201))),
        ("returnUrl", json!("https://shop.example")),
    ] {
        let named = refused(&app, &links, json!({field: value})).await;
        assert!(named.is_some_and(|named| named.starts_with(field)), "{field}: {value}");
    }

    let component = json!({
        "component_appid": "wxc0ffee0000000002", "app_secret": "s", "token": "t", "encoding_aes_key": AES_KEY
    });
    for (field, value) in [
        ("component_appid", json!("wx123")),
        ("component_appid", json!("wxC0FFEE0000000002")),
        ("app_secret", json!(" ")),
        ("token", json!("")),
        ("encoding_aes_key", json!(&AES_KEY[..42])),
        ("encoding_aes_key", json!(format!("{AES_KEY}="))),
        ("encoding_aes_key", json!(AES_KEY.replace('u', "!"))),
        ("name", json!("名".repeat(65))),
        ("callback_token", json!("t")),
    ] {
        let named = refused(&app, "/components", with(&component, field, value.clone())).await;
        assert_eq!(named.as_deref(), Some(field), "{value}");
    }
    for (body, field) in [
        (json!({"name": "", "role": "viewer"}), "name"),
        (json!({"name": "x", "role": "root"}), "role"),
        (json!({"name": "x", "role": "viewer", "grants": ["all"]}), "grants"),
    ] {
        assert_eq!(refused(&app, "/keys", body).await.as_deref(), Some(field));
    }
    let asked: Vec<String> = app.sim.requests().into_iter().map(|line| line.path).collect();
    let harmless = ["/wxa/get_category", "/wxa/get_page", "/cgi-bin/component/api_create_preauthcode"];
    assert!(asked.iter().all(|path| harmless.contains(&path.as_str())), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_that_wechat_takes_is_taken() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let user_version = "版".repeat(64);
    let commit =
        Commit { template_id: DINING, user_version: user_version.clone(), user_desc: "x".to_owned(), ext: None };
    app.client.code_commit(COMPONENT, &appid, &commit).await.unwrap();
    assert_eq!(app.sim.merchant(&appid).unwrap().trial.unwrap().user_version, user_version);
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_any_kind_arrive_byte_for_byte_and_come_back() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let client = &app.client;
    app.sim.change_merchant(&appid, |profile| NASTY.clone_into(&mut profile.nick_name)).unwrap();
    assert_eq!(client.authorizer_refresh(COMPONENT, &appid).await.unwrap().nick_name, NASTY);

    let ext = json!({"ext": {"名": NASTY, "n": 1.50, "big": 9_007_199_254_740_993_i64}, "extPages": {}});
    let version: String = NASTY.chars().take(64).collect();
    let commit = Commit {
        template_id: DINING,
        user_version: version.clone(),
        user_desc: NASTY.to_owned(),
        ext: Some(ext.clone()),
    };
    client.code_commit(COMPONENT, &appid, &commit).await.unwrap();
    let merchant = app.sim.merchant(&appid).unwrap();
    let trial = merchant.trial.unwrap();
    assert_eq!((trial.user_version.as_str(), trial.user_desc.as_str()), (version.as_str(), NASTY));
    let sent: Value = serde_json::from_str(&merchant.trial_ext_json.unwrap()).unwrap();
    assert_eq!(sent, ext);
    let line = app.sim.requests().into_iter().find(|line| line.path == "/wxa/commit").unwrap();
    assert!(line.body.contains("“店”") && line.body.contains('😀'), "WeChat wants UTF-8, not escapes: {}", line.body);

    app.later(10.seconds()).await;
    app.sim.rule_audits(AuditRule {
        appid: None,
        times: Some(1),
        verdict: Verdict::Reject { reason: NASTY.to_owned(), screenshot: String::new() },
    });
    let submit = SubmitAudit {
        version_desc: Some(NASTY.to_owned()),
        feedback_info: Some(NASTY.to_owned()),
        ..SubmitAudit::default()
    };
    let auditid = client.audit_submit(COMPONENT, &appid, &submit).await.unwrap().auditid;
    let line = app.sim.requests().into_iter().find(|line| line.path == "/wxa/submit_audit").unwrap();
    let sent: Value = serde_json::from_str(&line.body).unwrap();
    assert_eq!((&sent["version_desc"], &sent["feedback_info"]), (&json!(NASTY), &json!(NASTY)));
    app.later(1.hours()).await;
    let audit = client.audit(COMPONENT, &appid, auditid).await.unwrap();
    assert_eq!(audit.reason.as_deref(), Some(NASTY));
    let code = client.code(COMPONENT, &appid).await.unwrap();
    assert_eq!(code.trial.unwrap().user_desc, NASTY);

    let invitation = NewAuthorizationLink { note: Some(NASTY.to_owned()), ..NewAuthorizationLink::default() };
    let id = client.link_create(COMPONENT, &invitation).await.unwrap().id;
    let id = wxfleet_model::link::LinkId(id.parse().unwrap());
    assert_eq!(app.store.link_by_id(id).await.unwrap().unwrap().note, NASTY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_trial_code_is_asked_for_as_it_is_written() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let commit = Commit { template_id: DINING, user_version: "1".to_owned(), user_desc: "x".to_owned(), ext: None };
    app.client.code_commit(COMPONENT, &appid, &commit).await.unwrap();
    let page = "pages/index/index?a=1&b=桌 号+%2F#x";
    let image = app.client.code_trial_qrcode(COMPONENT, &appid, Some(page)).await.unwrap();
    assert!(!image.bytes.is_empty());
    let line = app.sim.requests().into_iter().rfind(|line| line.path == "/wxa/get_qrcode").unwrap();
    let query = url::form_urlencoded::parse(line.query.as_bytes()).find(|(name, _)| name == "path").unwrap();
    assert_eq!(query.1, page);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ext_is_filled_in_for_each_account_or_refused_by_name() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let odd = "七号\"店\u{2028}</script>🍵";
    app.sim.change_merchant(&appid, |profile| profile.nick_name = odd.to_owned()).unwrap();
    app.client.authorizer_refresh(COMPONENT, &appid).await.unwrap();
    let labels = Labels { labels: vec!["shop=1024".to_owned()] };
    app.client.authorizer_labels_set(COMPONENT, &appid, &labels).await.unwrap();
    let with = |ext: Value| Commit {
        template_id: DINING,
        user_version: "1.0.0".to_owned(),
        user_desc: "x".to_owned(),
        ext: Some(ext),
    };
    let ext = json!({"extAppid": "{{appid}}", "ext": {"title": "欢迎来{{nick_name}}", "shop": "{{label.shop}}"}});
    app.client.code_commit(COMPONENT, &appid, &with(ext)).await.unwrap();
    let sent = app.sim.merchant(&appid).unwrap().trial_ext_json.unwrap();
    let sent: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent, json!({"extAppid": appid, "ext": {"title": format!("欢迎来{odd}"), "shop": "1024"}}));

    let hole = with(json!({"ext": {"city": "{{label.city}}"}}));
    let refused = app.client.code_commit(COMPONENT, &appid, &hole).await.unwrap_err();
    let Error::Problem(problem) = refused else { panic!("{refused:?}") };
    assert_eq!((problem.status, problem.field.as_deref()), (400, Some("ext.ext.city")));
    assert!(problem.detail.contains("label.city"), "{}", problem.detail);
}
