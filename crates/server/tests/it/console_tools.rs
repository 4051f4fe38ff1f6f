//! The console's working tools: any API by a form, what was asked of WeChat lately, a push that somebody pastes, the
//! search over everything.

use wxfleet_model::permission::Role;
use wxfleet_simulator::{Fault, FaultEffect, Login};
use wxfleet_wechat::callback::Key;
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

use crate::app::{AES_KEY, COMPONENT, Spans as _, TOKEN, TestApp};
use crate::forge::info;
use crate::person::Person;

/// A fleet of one, somebody of this role in front of it, and the account.
async fn fleet(role: Role) -> (TestApp, Person, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let person = app.signed_in("amy", role).await;
    let appid = app.sim.appids().remove(0);
    (app, person, appid)
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_is_found_read_and_called_by_its_form() {
    let (app, mut person, appid) = fleet(Role::Operator).await;
    for q in ["modify_signature", "account/modifysignature", "小程序介绍", "setSignature"] {
        let list = person.get(&format!("/console/apis?q={}", encoded(q))).await;
        assert_eq!(list.status, 200);
        assert!(list.html.contains("/console/apis/modify_signature\""), "{q}: {}", list.html);
    }
    assert_eq!(person.get("/console/apis/no_such_api").await.status, 404);

    let page = person.get(&format!("/console/apis/modify_signature?appid={appid}")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.html.contains("The account has granted what is needed"), "{}", page.html);
    assert!(page.html.contains("wxfleet call modify_signature") && page.html.contains("Bearer $WXFLEET_KEY"));

    let path = "/console/apis/modify_signature";
    let fields = [("_appid", appid.as_str()), ("b.signature", "现磨咖啡，到店即取"), ("_do", "send")];
    let unsure = person.post(path, &fields).await;
    assert_eq!(unsure.status, 400);
    assert!(unsure.html.contains("Tick this first") && unsure.html.contains("现磨咖啡"), "what was typed stays");
    let sure = [fields.as_slice(), &[("_sure", "yes")]].concat();
    let done = person.post(path, &sure).await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert!(done.html.contains("WeChat did it") && done.html.contains("errcode 0"), "{}", done.html);
    let request = app.sim.requests().into_iter().rev().find(|request| request.path.ends_with("/modifysignature"));
    assert!(request.is_some(), "WeChat heard of it");

    let shown = person.post(path, &[("_appid", appid.as_str()), ("b.signature", "it's"), ("_do", "show")]).await;
    assert!(shown.html.contains("signature=it"), "{}", shown.html);
    let empty = person.post(path, &[("_appid", appid.as_str()), ("_do", "send"), ("_sure", "yes")]).await;
    assert_eq!(empty.status, 400, "a field that is missing is named before WeChat hears of it");
    assert!(empty.html.contains("body.signature"), "{}", empty.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_explained_and_stands_among_the_calls() {
    let (app, mut person, appid) = fleet(Role::Operator).await;
    let effect = FaultEffect::Errcode { errcode: 53_200, errmsg: Some("limit rid: 1a-2b-3c".to_owned()) };
    app.sim.inject_fault(Fault::once("/cgi-bin/account/modifysignature", effect));
    let fields = [("_appid", appid.as_str()), ("b.signature", "现磨咖啡，到店即取"), ("_do", "send"), ("_sure", "yes")];
    let refused = person.post("/console/apis/modify_signature", &fields).await;
    assert!(refused.status >= 400, "{}", refused.status);
    for says in ["53200", "What to do", "1a-2b-3c"] {
        assert!(refused.html.contains(says), "{says}: {}", refused.html);
    }
    let list = person.get("/console/apis/calls?errcode=53200").await;
    assert!(list.html.contains("operator:amy") && list.html.contains(&appid), "{}", list.html);
    let (_, rest) = list.html.split_once("<td><a href=\"/console/apis/calls/").expect("a row");
    let number = rest.split_once('"').unwrap().0;
    let call = person.get(&format!("/console/apis/calls/{number}")).await;
    for says in ["1a-2b-3c", "现磨咖啡", "Return code", "modifysignature"] {
        assert!(call.html.contains(says), "{says}: {}", call.html);
    }
    let done = person.get("/console/apis/calls?path=modify_signature&refused=").await;
    assert!(done.html.contains("53200"));
    let nobody = person.get("/console/apis/calls?appid=wxbeef0000000000ff").await;
    assert!(nobody.html.contains("No such call yet"), "{}", nobody.html);
    assert_eq!(person.get("/console/apis/calls/999999").await.status, 404);

    // A page asks for what came after its newest row.
    let newer = person.get(&format!("/console/apis/calls/newer?at={number}")).await;
    assert!(!newer.html.contains(&format!("data-key=\"{number}\"")), "{}", newer.html);
    let with_it = person.get(&format!("/console/apis/calls/newer?at={}", number.parse::<u64>().unwrap() - 1)).await;
    assert!(with_it.html.trim_start().starts_with("<tr") && with_it.html.contains("53200"), "{}", with_it.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_the_way_is_said_before_anything_is_sent() {
    let (app, mut viewer, appid) = fleet(Role::Viewer).await;
    app.advance(1.minutes());
    assert!(app.sim.change_sets(COMPONENT, &appid, vec![17]).unwrap());
    app.settle().await;
    let page = viewer.get(&format!("/console/apis/modify_signature?appid={appid}")).await;
    assert!(page.html.contains("61007") && page.html.contains("30 Basic information"), "{}", page.html);
    assert!(page.html.contains("Not permitted") && !page.html.contains("value=\"send\""), "{}", page.html);
    let before = app.sim.requests().len();
    let fields = [("_appid", appid.as_str()), ("b.signature", "x"), ("_do", "send"), ("_sure", "yes")];
    let refused = viewer.post("/console/apis/modify_signature", &fields).await;
    assert_eq!(refused.status, 403, "{}", refused.html);
    assert_eq!(app.sim.requests().len(), before, "nothing was sent");

    let mut operator = app.signed_in("bo", Role::Operator).await;
    let platform = operator.post("/console/apis/get_template_list", &[("_do", "send")]).await;
    assert_eq!(platform.status, 403, "what concerns the platform is the administrator's");
    let mut admin = app.signed_in("cy", Role::Admin).await;
    let platform = admin.post("/console/apis/get_template_list", &[("_do", "send")]).await;
    assert_eq!(platform.status, 200, "{}", platform.html);
    let kept = admin.get("/console/apis/component_token").await;
    assert!(kept.html.contains("class=\"refusal\"") && !kept.html.contains("value=\"send\""), "{}", kept.html);
    let nobody = admin.get("/console/apis/modify_signature?appid=%3Cscript%3E").await;
    assert!(!nobody.html.contains("<script>") && nobody.html.contains("class=\"refusal\""), "{}", nobody.html);
    let foreign = admin.send_form("/console/apis/get_template_list", &[("_do", "send")]).await;
    assert_eq!(foreign.status, 403, "a form without the session's text is nobody's");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_stay_masked_in_answers_and_among_the_calls() {
    let (app, mut admin, appid) = fleet(Role::Admin).await;
    let fields = [("b.authorizer_appid", appid.as_str()), ("_do", "send")];
    let info = admin.post("/console/apis/get_authorizer_info", &fields).await;
    assert!(info.html.contains("authorizer_refresh_token") && info.html.contains("***"), "{}", info.html);
    let js_code = app.sim.login_code(&Login { appid: appid.clone(), ..Login::default() }).unwrap();
    let code = [("_appid", appid.as_str()), ("q.js_code", js_code.as_str()), ("_do", "send"), ("_sure", "yes")];
    assert_eq!(admin.post("/console/apis/component_jscode2session", &code).await.status, 200);
    let token = app.token(&appid).await.unwrap();
    let mut seen = 0;
    for number in 1..200 {
        let call = admin.get(&format!("/console/apis/calls/{number}")).await;
        if call.status == 404 {
            break;
        }
        seen += 1;
        for secret in
            [token.as_str(), js_code.as_str(), "ticket@@@", "preauthcode@@@", "queryauthcode@@@", "refreshtoken@@@"]
        {
            assert!(!call.html.contains(secret), "{secret} in {}", call.html);
        }
        for name in ["access_token", "refresh_token", "session_key", "component_appsecret"] {
            let value = format!("<code class=\"name\">{name}</code><code class=\"text\">");
            let shown = call.html.split(&value).nth(1).map(|rest| rest.split('<').next().unwrap_or_default());
            assert!(shown.is_none_or(|shown| shown == "***"), "{name}: {shown:?}");
        }
    }
    assert!(seen > 5, "the calls of the start are there: {seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_push_is_checked_step_by_step_and_decrypted() {
    let (app, mut viewer, _) = fleet(Role::Viewer).await;
    let path = "/console/events/decrypt";
    assert_eq!(viewer.get(path).await.status, 200);
    let xml = info("component_verify_ticket", 1_700_000_000, &[("ComponentVerifyTicket", "CANARY")]);
    let push = app.seal(&xml);
    let address = format!("https://wx.example.com/wechat/{COMPONENT}/events?{}", push.query);
    let fields = |query: &str, body: &str| {
        [("platform", COMPONENT.to_owned()), ("query", query.to_owned()), ("body", body.to_owned())]
    };
    let paste = async |person: &mut Person, query: &str, body: &str| {
        let fields = fields(query, body);
        let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        person.post(path, &fields).await
    };
    let page = paste(&mut viewer, &address, &push.body).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.html.contains("A genuine push; the settings are right."), "{}", page.html);
    assert!(page.html.contains("ComponentVerifyTicket") && !page.html.contains("CANARY"), "{}", page.html);

    let stale = push.query.replace("nonce=", "nonce=1");
    let page = paste(&mut viewer, &stale, &push.body).await;
    assert!(page.html.contains("-40001") && page.html.contains("The key opens it"), "{}", page.html);
    let other_key = Key::parse(&EncodingAesKey::new("A".repeat(43))).unwrap();
    let keys = wxfleet_wechat::callback::Keys::new(COMPONENT.parse().unwrap(), MessageToken::new(TOKEN), other_key);
    let sealed = app.seal_under(&keys, &xml);
    let page = paste(&mut viewer, &sealed.query, &sealed.body).await;
    assert!(page.html.contains("The signature is right, yet no key opens it"), "{}", page.html);
    let page = paste(&mut viewer, &address, "<xml>CANARY-BODY</xml>").await;
    assert!(page.html.contains("-40002"), "{}", page.html);

    // What cannot be read may hold anything: its text is the administrators'.
    let unreadable = app.seal("RAW-CANARY, no XML");
    let page = paste(&mut viewer, &unreadable.query, &unreadable.body).await;
    assert!(!page.html.contains("RAW-CANARY") && page.html.contains("only administrators"), "{}", page.html);
    let mut admin = app.signed_in("cy", Role::Admin).await;
    let page = paste(&mut admin, &unreadable.query, &unreadable.body).await;
    assert!(page.html.contains("RAW-CANARY"), "{}", page.html);
    assert!(!page.html.contains(AES_KEY));
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_searched_by_what_a_reader_may_see() {
    let (app, mut viewer, appid) = fleet(Role::Viewer).await;
    let now = app.second_now();
    let fields = [
        ("AuthorizerAppid", appid.as_str()),
        ("AuthorizationCode", "CANARY"),
        ("AuthorizationCodeExpiredTime", "1"),
        ("PreAuthCode", "x"),
    ];
    app.push(&info("authorized", now, &fields)).await;
    app.push("RAW-CANARY, no XML").await;
    app.may_leave_debts();
    let rows = async |person: &mut Person, query: &str| {
        let page = person.get(&format!("/console/events?{query}")).await;
        assert_eq!(page.status, 200, "{}", page.html);
        page.html.matches("data-key=").count()
    };
    assert!(rows(&mut viewer, &format!("text={}", appid.to_uppercase())).await > 0, "in any case");
    assert_eq!(rows(&mut viewer, "text=CANARY").await, 0, "a code is not found out by guessing");
    let mut admin = app.signed_in("cy", Role::Admin).await;
    assert_eq!(rows(&mut admin, "text=raw-canary").await, 1);
    assert_eq!(rows(&mut viewer, "since=2099-01-01T00:00").await, 0);
    assert!(rows(&mut viewer, "until=2099-01-01T00:00&kind=authorized").await > 0);
    assert_eq!(viewer.get("/console/events?since=yesterday").await.status, 400);
    let newer = viewer.get(&format!("/console/events/newer?at={}", now * 1_000)).await;
    assert!(newer.html.trim_start().starts_with("<tr data-key="), "{}", newer.html);
    let later = viewer.get(&format!("/console/events/newer?at={}", (now + 3_600) * 1_000)).await;
    assert_eq!(later.html.trim(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found_from_one_field() {
    let (app, mut person, appid) = fleet(Role::Viewer).await;
    let name = app.authorizer(&appid).await.profile.nick_name.trim().to_owned();
    // Without scripts the field leads to the page that has it.
    let accounts = person.get(&format!("/console/find?q={}", encoded(&name))).await;
    assert_eq!(accounts.location.as_deref(), Some(&*format!("/console/accounts?q={}", encoded(&name))));
    let code = person.get("/console/find?q=85009").await;
    let code = person.get(code.location.as_deref().unwrap()).await;
    assert!(code.html.contains("Return code <code>85009</code>") && code.html.contains("What to do"), "{}", code.html);

    person.headers.push(("hx-request", "true".to_owned()));
    let found = person.get(&format!("/console/find?q={}", encoded(&appid))).await;
    assert!(
        found.html.contains("role=\"listbox\"")
            && found.html.contains(&format!("/console/accounts/{COMPONENT}/{appid}\""))
    );
    let found = person.get("/console/find?q=submit_audit").await;
    assert!(found.html.contains("/console/apis/submit_audit\""), "{}", found.html);
    let found = person.get("/console/find?q=61004").await;
    assert!(found.html.contains("/console/apis?q=61004\""), "{}", found.html);
    let nothing = person.get("/console/find?q=%3Cscript%3E").await;
    assert!(nothing.html.contains("Nothing found") && !nothing.html.contains("<script>"), "{}", nothing.html);
    let choices = person.get(&format!("/console/apis/accounts?appid={}", &appid[..6])).await;
    assert!(choices.html.contains(&format!("<option value=\"{appid}\">")), "{}", choices.html);
}
