//! New Mini Programs: asked for, confirmed, authorized by themselves, and what is known when it went wrong.

use wxfleet_api::client::{EventQuery, ListQuery};
use wxfleet_api::registration::{AccountLinkQuery, AccountTicket, Conversion, NewRegistration, Registration};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_simulator::{Fault, FaultEffect};

use crate::account_profile::{outcomes, refused};
use crate::app::{COMPONENT, Spans, TestApp};

const CODE: &str = "91440101MA5XXXXXX1";
const IDCARD: &str = "440101199001011234";

fn company(name: &str) -> NewRegistration {
    NewRegistration {
        kind: "enterprise".to_owned(),
        name: Some(name.to_owned()),
        code: Some(CODE.to_owned()),
        code_type: Some(1),
        legal_persona_wechat: Some("zhang_san".to_owned()),
        legal_persona_name: Some("张三".to_owned()),
        ..NewRegistration::default()
    }
}

/// The kinds of the pushes that stand under an account.
async fn pushes_about(app: &TestApp, appid: &str) -> Vec<String> {
    let query = EventQuery { appid: Some(appid.to_owned()), ..EventQuery::default() };
    app.client.events(&query).await.unwrap().items.into_iter().map(|event| event.kind).collect()
}

async fn listed(app: &TestApp) -> Vec<Registration> {
    app.client.registrations(COMPONENT, &ListQuery::default()).await.unwrap().items
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_gets_a_mini_program_that_is_authorized_by_itself() {
    let app = TestApp::setup().start().await;
    let asked = app.client.registration_ask(COMPONENT, &company("小满餐饮管理有限公司")).await.unwrap();
    assert_eq!((asked.state.as_str(), asked.appid.as_deref()), ("waiting", None));
    let busy = refused(app.client.registration_ask(COMPONENT, &company("小满餐饮管理有限公司")).await);
    assert_eq!(busy.errcode, Some(89249), "one at a time for a company");
    let waiting = app.client.registration_refresh(COMPONENT, &asked.id).await.unwrap();
    assert_eq!((waiting.state.as_str(), waiting.status), ("waiting", Some(89251)));

    app.later(1.hours()).await;
    let done = app.client.registration(COMPONENT, &asked.id).await.unwrap();
    assert_eq!((done.state.as_str(), done.status), ("created", Some(0)));
    assert!(done.ended_at.is_some());
    let appid = done.appid.unwrap();
    let authorizer = app.client.authorizer(COMPONENT, &appid).await.unwrap();
    assert_eq!(
        (authorizer.status.as_str(), authorizer.principal_name.as_str()),
        ("authorized", "小满餐饮管理有限公司")
    );
    assert!(app.token(&appid).await.is_ok(), "its code was exchanged");
    assert!(pushes_about(&app, &appid).await.contains(&"notify_third_fasteregister".to_owned()));
    assert_eq!(listed(&app).await.len(), 1);
    let missing = refused(app.client.registration(COMPONENT, "00000000-0000-7000-8000-000000000000").await);
    assert_eq!((missing.status, missing.code.as_str()), (404, "registration_not_found"));
}

fn person(name: &str) -> NewRegistration {
    NewRegistration {
        kind: "personal".to_owned(),
        idname: Some(name.to_owned()),
        wxuser: Some("li_si".to_owned()),
        ..NewRegistration::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_does_not_confirm_ends_a_registration() {
    let app = TestApp::setup().start().await;
    let asked = app.client.registration_ask(COMPONENT, &person("李四[驳回]")).await.unwrap();
    assert!(asked.authorize_url.as_ref().is_some_and(|url| url.starts_with("http")));
    app.later(1.hours()).await;
    let ended = app.client.registration(COMPONENT, &asked.id).await.unwrap();
    assert_eq!((ended.state.as_str(), ended.status, ended.appid), ("failed", Some(100_003), None));
    assert!(!ended.msg.is_empty());
    let again = app.client.registration_ask(COMPONENT, &person("李四")).await.unwrap();
    app.later(1.hours()).await;
    let done = app.client.registration(COMPONENT, &again.id).await.unwrap();
    assert_eq!(done.state, "created");
    assert_eq!(app.authorizer(&done.appid.unwrap()).await.profile.principal_name, "李四");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_the_link_confirms_at_once() {
    let app = TestApp::setup().start().await;
    let asked = app.client.registration_ask(COMPONENT, &person("李四[人工]")).await.unwrap();
    app.later(2.hours()).await;
    assert_eq!(app.client.registration(COMPONENT, &asked.id).await.unwrap().state, "waiting", "nobody has opened it");
    let link = asked.authorize_url.unwrap();
    let opened = app.sent(app.browser.http.get(&link)).await;
    assert!(opened.status == 200 && opened.text.contains("已确认"), "{}", opened.text);
    app.settle().await;
    let done = app.client.registration(COMPONENT, &asked.id).await.unwrap();
    assert_eq!(done.state, "created");
    assert!(app.sent(app.browser.http.get(&link)).await.text.contains("之前"), "once is enough");
    assert_eq!(app.sent(app.browser.http.get(format!("{link}0"))).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_becomes_a_companys_own() {
    let app = TestApp::setup().start().await;
    let trial = NewRegistration {
        kind: "trial".to_owned(),
        name: Some("小满点餐".to_owned()),
        openid: Some("oABCD1234".to_owned()),
        ..NewRegistration::default()
    };
    let asked = app.client.registration_ask(COMPONENT, &trial).await.unwrap();
    app.later(1.hours()).await;
    let done = app.client.registration(COMPONENT, &asked.id).await.unwrap();
    assert_eq!(done.state, "created");
    let appid = done.appid.unwrap();
    assert_eq!(app.authorizer(&appid).await.profile.register_type, Some(13));
    assert!(pushes_about(&app, &appid).await.contains(&"notify_third_fastregisterbetaapp".to_owned()));

    let to = Conversion {
        enterprise_name: "小满餐饮管理有限公司".to_owned(),
        code: CODE.to_owned(),
        code_type: 1,
        legal_persona_wechat: "zhang_san".to_owned(),
        legal_persona_name: "张三".to_owned(),
        legal_persona_idcard: IDCARD.to_owned(),
        component_phone: "020-1234567".to_owned(),
    };
    let asked = app.client.registration_convert(COMPONENT, &appid, &to).await.unwrap();
    assert_eq!((asked.kind.as_str(), asked.state.as_str()), ("conversion", "waiting"));
    let journal = app.get("/journal").await.text;
    assert!(!journal.contains(IDCARD), "nobody's identity card is in the journal");
    app.later(1.hours()).await;
    assert_eq!(app.client.registration(COMPONENT, &asked.id).await.unwrap().state, "created");
    assert_eq!(app.authorizer(&appid).await.profile.register_type, Some(19), "our own copy follows");
    let twice = refused(app.client.registration_convert(COMPONENT, &appid, &to).await);
    assert_eq!(twice.errcode, Some(91021));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_kind_needs_is_named() {
    let app = TestApp::setup().start().await;
    let ask = async |new: NewRegistration| {
        let problem = refused(app.client.registration_ask(COMPONENT, &new).await);
        (problem.status, problem.field.unwrap_or_default())
    };
    let of_kind = |kind: &str| NewRegistration { kind: kind.to_owned(), ..NewRegistration::default() };
    assert_eq!(ask(of_kind("gift")).await, (400, "kind".to_owned()));
    assert_eq!(ask(of_kind("enterprise")).await, (400, "name".to_owned()));
    assert_eq!(ask(of_kind("personal")).await, (400, "idname".to_owned()));
    let short = NewRegistration { code: Some("123".to_owned()), ..company("小满餐饮管理有限公司") };
    assert_eq!(refused(app.client.registration_ask(COMPONENT, &short).await).errcode, Some(89255));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_whose_answer_was_lost_is_found_by_asking() {
    const ASK: &str = "/cgi-bin/component/fastregisterweapp";
    let mut app = TestApp::setup().start().await;
    app.sim.inject_fault(Fault::once(ASK, FaultEffect::DropAfterProcessing));
    assert!(app.client.registration_ask(COMPONENT, &company("小满餐饮管理有限公司")).await.is_err());
    assert!(listed(&app).await.is_empty());
    app.restart().await;
    app.settle().await;
    assert!(matches!(outcomes(&app, Deed::Register).await[..], [Outcome::Done { .. }]));
    assert_eq!(listed(&app).await[0].state, "waiting");
    app.later(1.hours()).await;
    let all = listed(&app).await;
    assert_eq!((all.len(), all[0].state.as_str()), (1, "created"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_an_official_account_gets_a_mini_program_by_a_ticket() {
    let app = TestApp::setup().authorizers(4).start().await;
    let (mini_program, official) = (app.sim.appids()[0].clone(), app.sim.appids()[3].clone());
    let query = AccountLinkQuery { redirect_uri: "https://isv.example.com/back?x=1".to_owned(), copy_wx_verify: None };
    let url = app.client.registration_account_link(COMPONENT, &official, &query).await.unwrap().url;
    let expected = format!(
        "{}/cgi-bin/fastregisterauth?appid={official}&component_appid={COMPONENT}&copy_wx_verify=1\
         &redirect_uri=https%3A%2F%2Fisv.example.com%2Fback%3Fx%3D1",
        app.sim_url
    );
    assert_eq!(url, expected);
    let back = reqwest::Url::parse(&app.browser.get(&url, None).await.location.unwrap()).unwrap();
    let ticket = back.query_pairs().find(|(name, _)| name == "ticket").unwrap().1.into_owned();
    let ticket = AccountTicket { ticket };
    let made = app.client.registration_from_account(COMPONENT, &official, &ticket).await.unwrap();
    assert_eq!((made.registration.kind.as_str(), made.registration.state.as_str()), ("official_account", "created"));
    assert_eq!((made.is_wx_verify_succ, made.is_link_succ), (Some(true), Some(true)));
    let appid = made.registration.appid.clone().unwrap();
    let owner = app.authorizer(&official).await.profile.principal_name;
    let new = app.client.authorizer(COMPONENT, &appid).await.unwrap();
    assert_eq!((new.status.as_str(), new.principal_name.as_str()), ("authorized", owner.as_str()));
    assert!(app.token(&appid).await.is_ok(), "its code was exchanged");
    assert_eq!(listed(&app).await, [made.registration]);

    let again = refused(app.client.registration_from_account(COMPONENT, &official, &ticket).await);
    assert_eq!(again.errcode, Some(61058), "a ticket is good once");
    let journal = app.get("/journal?deed=registration.ask").await.text;
    assert!(journal.contains("official_account") && !journal.contains(&ticket.ticket), "{journal}");
    let not_one = refused(app.client.registration_from_account(COMPONENT, &mini_program, &ticket).await);
    assert_eq!((not_one.status, not_one.code.as_str()), (409, "not_an_official_account"));
    let nowhere = AccountLinkQuery { redirect_uri: "back".to_owned(), copy_wx_verify: None };
    let nowhere = refused(app.client.registration_account_link(COMPONENT, &official, &nowhere).await);
    assert_eq!((nowhere.status, nowhere.field.as_deref()), (400, Some("redirect_uri")));
}
