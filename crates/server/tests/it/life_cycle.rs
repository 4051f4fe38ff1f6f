//! The main job, from the first ticket to a released version: in fair weather, and with every event late, early, lost
//! or doubled.

use serde_json::json;
use wxfleet_api::Client;
use wxfleet_api::client::{Error, ListQuery};
use wxfleet_api::code::{Commit, Rollback, SubmitAudit};
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_api::template::NewTemplate;
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::page::PageRequest;
use wxfleet_simulator::{AuditEvent, AuditRule, AuthorizationOrder, PushEffect, PushRule, Switches, Verdict};
use wxfleet_store::JournalFilter;

use crate::app::{COMPONENT, Database, Spans, TestApp, appid_of, component};

/// The first template of the simulator's library; it uses no private API.
pub(crate) const DINING: i64 = 2;
const REASON: &str = "1:小程序内容不符合规则:<br>(1):“测试”\\ \"页面\" 😀\u{2028}<script>alert(1)</script><br>";

/// How far the audit of an account has come by what is stored, without asking WeChat.
async fn stored_audit(app: &TestApp, appid: &str) -> (AuditStatus, Option<String>) {
    let (state, _) = app.store.code_state(&component(), &appid_of(appid)).await.unwrap();
    let slot = state.audit.expect("something was submitted");
    let audit = app.store.audit_by_id(&component(), &appid_of(appid), slot.auditid).await.unwrap().unwrap();
    assert_eq!(audit.status, slot.status, "the slot and the list of audits agree");
    (audit.status, audit.reason)
}

pub(crate) async fn commit(client: &Client, appid: &str, template_id: i64, user_version: &str) {
    let commit = Commit {
        template_id,
        user_version: user_version.to_owned(),
        user_desc: format!("{user_version}: 新首页"),
        ext: Some(json!({"extEnable": true, "ext": {"shop": "七号店"}})),
    };
    let code = client.code_commit(COMPONENT, appid, &commit).await.unwrap();
    assert_eq!(code.trial.unwrap().user_version, user_version);
}

async fn submit(client: &Client, appid: &str) -> i64 {
    client.audit_submit(COMPONENT, appid, &SubmitAudit::default()).await.unwrap().auditid
}

/// Brings a version online: committed, approved, released.
pub(crate) async fn go_live(app: &TestApp, appid: &str) {
    commit(&app.client, appid, DINING, "1.0.0").await;
    app.later(10.seconds()).await;
    submit(&app.client, appid).await;
    app.later(1.hours()).await;
    app.client.code_release(COMPONENT, appid).await.unwrap();
}

fn errcode_of(error: &Error) -> Option<i64> {
    match error {
        Error::Problem(problem) => problem.errcode,
        Error::Unreachable { .. } | Error::Nonsense { .. } => None,
    }
}

fn code_of(error: &Error) -> Option<&str> {
    match error {
        Error::Problem(problem) => Some(&problem.code),
        Error::Unreachable { .. } | Error::Nonsense { .. } => None,
    }
}

/// An operator invites, the merchant comes by the invitation and authorizes.
async fn invite(app: &TestApp, appid: &str) {
    let link = app.client.link_create(COMPONENT, &NewAuthorizationLink::default()).await.unwrap();
    let page = app.browser.get(&link.url, None).await;
    assert_eq!(page.status, 200);
    let to_wechat = page.link_to(&format!("{}/cgi-bin/componentloginpage", app.sim_url));
    let back = app.browser.confirm(&to_wechat, &page.url, appid, None).await;
    if let Some(location) = back.location {
        let end = app.browser.get(&location, None).await;
        let name = app.sim.merchant(appid).unwrap().profile.nick_name;
        assert_eq!(end.status, 200);
        assert!(end.html.contains(&name), "the page greets {name}: {}", end.html);
    }
    app.settle().await;
}

/// The way that issue after issue will rest on. `wait` is how long after a submission the decision must be known.
async fn whole_way(app: &TestApp, wait: jiff::SignedDuration) {
    let appid = app.sim.appids()[0].clone();
    let client = &app.client;
    assert!(client.component(COMPONENT).await.unwrap().ticket_received_at.is_some(), "the first ticket is in");

    invite(app, &appid).await;
    let merchant = app.sim.merchant(&appid).unwrap();
    let authorizer = client.authorizer(COMPONENT, &appid).await.unwrap();
    assert_eq!((authorizer.status.as_str(), authorizer.kind.as_deref()), ("authorized", Some("mini_program")));
    assert_eq!(authorizer.nick_name, merchant.profile.nick_name);
    assert_eq!(authorizer.principal_name, merchant.profile.principal_name);
    assert_eq!(authorizer.func_info, merchant.grants[0].func_ids);

    let draft = client.template_drafts(COMPONENT).await.unwrap().items[0].clone();
    let template = client.template_add(COMPONENT, &NewTemplate { draft_id: draft.draft_id }).await.unwrap();
    assert_eq!(template.user_version, draft.user_version);
    let library = client.templates(COMPONENT).await.unwrap().items;
    assert!(library.iter().any(|known| known.template_id == template.template_id));

    commit(client, &appid, template.template_id, "1.0.0").await;
    assert!(!client.code_privacy_scan(COMPONENT, &appid).await.unwrap().finished);
    let early = client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    assert_eq!(errcode_of(&early), Some(61039), "the scan still runs");
    app.later(10.seconds()).await;
    assert!(client.code_privacy_scan(COMPONENT, &appid).await.unwrap().finished);
    let picture = client.code_trial_qrcode(COMPONENT, &appid, None).await.unwrap();
    assert!(picture.content_type.starts_with("image/") && !picture.bytes.is_empty());

    let verdict = Verdict::Reject { reason: REASON.to_owned(), screenshot: "m1|m2".to_owned() };
    app.sim.rule_audits(AuditRule { appid: Some(appid.clone()), times: Some(1), verdict });
    let rejected = submit(client, &appid).await;
    assert_eq!(stored_audit(app, &appid).await.0, AuditStatus::InReview);
    app.later(wait).await;
    assert_eq!(stored_audit(app, &appid).await, (AuditStatus::Rejected, Some(REASON.to_owned())));
    let shown = client.audit(COMPONENT, &appid, rejected).await.unwrap();
    assert_eq!((shown.status.as_str(), shown.reason.as_deref()), ("rejected", Some(REASON)));
    assert_eq!(shown.screenshots, ["m1", "m2"]);
    let refused = client.code_release(COMPONENT, &appid).await.unwrap_err();
    assert!(matches!(refused, Error::Problem(ref problem) if problem.status == 409), "{refused:?}");

    commit(client, &appid, template.template_id, "1.0.1").await;
    app.later(10.seconds()).await;
    let approved = submit(client, &appid).await;
    assert_ne!(approved, rejected);
    app.later(wait).await;
    assert_eq!(stored_audit(app, &appid).await.0, AuditStatus::Approved);
    let released = client.code_release(COMPONENT, &appid).await.unwrap();
    assert_eq!(released.online.unwrap().user_version, "1.0.1");
    assert_eq!(app.sim.merchant(&appid).unwrap().online.unwrap().user_version, "1.0.1");
    let code = client.code(COMPONENT, &appid).await.unwrap();
    assert_eq!((code.online.unwrap().user_version, code.audit.unwrap().released), ("1.0.1".to_owned(), true));
    assert_eq!(client.audits(COMPONENT, &appid, &ListQuery::default()).await.unwrap().items.len(), 2);
    app.settle().await;
}

async fn deeds(app: &TestApp) -> Vec<String> {
    let page = PageRequest { limit: 500, after: None };
    let journal = app.store.journal(&JournalFilter::default(), &page).await.unwrap();
    journal.items.into_iter().rev().map(|entry| entry.intent.deed.to_string()).collect()
}

async fn weather(change: impl FnOnce(&mut Switches)) -> TestApp {
    TestApp::setup().switches(change).start().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_from_the_first_ticket_to_a_release() {
    let app = weather(|_| {}).await;
    whole_way(&app, 1.hours()).await;
    let expected = [
        "key.create",
        "component.add",
        "link.create",
        "authorizer.authorize",
        "template.add",
        "code.commit",
        "audit.submit",
        "audit.submit",
        "audit.decide",
        "code.release",
        "code.commit",
        "audit.submit",
        "audit.decide",
        "code.release",
    ];
    assert_eq!(deeds(&app).await, expected, "the journal tells the story");
    for kind in ["component_verify_ticket", "authorized", "weapp_audit_fail", "weapp_audit_success"] {
        assert!(app.stored_of(kind).await > 0, "{kind} is kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_with_every_event_lost() {
    let app = weather(|switches| {
        switches.authorization_order = AuthorizationOrder::RedirectOnly;
        switches.audit_event = AuditEvent::Lost;
    })
    .await;
    // Asked by the clock, an audit that took an hour is found decided within a quarter of an hour more.
    whole_way(&app, 75.minutes()).await;
    let kinds = app.kinds().await;
    assert!(kinds.iter().all(|kind| kind == "component_verify_ticket"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_with_every_event_doubled() {
    let app = weather(|switches| {
        switches.push_twice = true;
        switches.audit_event = AuditEvent::Twice;
    })
    .await;
    whole_way(&app, 1.hours()).await;
    for kind in ["authorized", "weapp_audit_fail", "weapp_audit_success"] {
        assert_eq!(app.stored_of(kind).await, 1, "{kind} is kept once");
    }
    let decided = deeds(&app).await.iter().filter(|deed| *deed == "audit.decide").count();
    assert_eq!(decided, 2, "each decision is noted once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_with_audit_events_ahead_of_the_api() {
    let app = weather(|switches| switches.audit_event = AuditEvent::Early).await;
    whole_way(&app, 61.minutes()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_ahead_of_the_api_waits_for_it() {
    let app =
        TestApp::setup().authorizers(1).switches(|switches| switches.audit_event = AuditEvent::Early).start().await;
    let appid = app.sim.appids()[0].clone();
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.later(10.seconds()).await;
    submit(&app.client, &appid).await;
    app.later(60.minutes()).await;
    assert_eq!(app.stored_of("weapp_audit_success").await, 1);
    assert_eq!(stored_audit(&app, &appid).await.0, AuditStatus::InReview, "the event is a hint, the API decides");
    app.later(1.minutes()).await;
    assert_eq!(stored_audit(&app, &appid).await.0, AuditStatus::Approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_with_events_out_of_order() {
    let app = weather(|switches| {
        switches.push_reversed = true;
        switches.audit_event = AuditEvent::Late;
        switches.authorization_order = AuthorizationOrder::RedirectFirst;
    })
    .await;
    whole_way(&app, 61.minutes()).await;
}

/// The event of the rejected version comes when the next one is in review already.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_audit_event_says_nothing_about_the_next_submission() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let late = PushRule {
        kind: Some("weapp_audit_fail".to_owned()),
        appid: None,
        times: Some(1),
        effect: PushEffect::DelaySecs(7_200),
    };
    app.sim.rule_pushes(late);
    let verdict = Verdict::Reject { reason: REASON.to_owned(), screenshot: String::new() };
    app.sim.rule_audits(AuditRule { appid: None, times: Some(1), verdict });
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.later(10.seconds()).await;
    submit(&app.client, &appid).await;
    app.later(90.minutes()).await;
    assert_eq!(stored_audit(&app, &appid).await.0, AuditStatus::Rejected, "the clock found it");
    app.sim.rule_audits(AuditRule { appid: None, times: None, verdict: Verdict::Hold });
    commit(&app.client, &appid, DINING, "1.0.1").await;
    app.later(10.seconds()).await;
    let second = submit(&app.client, &appid).await;
    app.later(2.hours()).await;
    assert_eq!(app.stored_of("weapp_audit_fail").await, 1);
    assert_eq!(stored_audit(&app, &appid).await, (AuditStatus::InReview, None));
    app.sim.decide_audit(second, Verdict::Approve).unwrap();
    app.settle().await;
    assert_eq!(stored_audit(&app, &appid).await.0, AuditStatus::Approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_audit_is_followed_to_its_end() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let verdict = Verdict::Delay { reason: "请耐心等待".to_owned(), then: Box::new(Verdict::Approve) };
    app.sim.rule_audits(AuditRule { appid: None, times: Some(1), verdict });
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.later(10.seconds()).await;
    submit(&app.client, &appid).await;
    app.later(1.hours()).await;
    assert_eq!(stored_audit(&app, &appid).await, (AuditStatus::Delayed, Some("请耐心等待".to_owned())));
    app.later(1.hours()).await;
    assert_eq!(stored_audit(&app, &appid).await.0, AuditStatus::Approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_audit_can_be_handed_in_again_and_a_release_rolled_back() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let client = &app.client;
    for (round, user_version) in ["1.0.0", "1.1.0"].into_iter().enumerate() {
        commit(client, &appid, DINING, user_version).await;
        app.later(10.seconds()).await;
        submit(client, &appid).await;
        if round == 0 {
            assert_eq!(client.audit_withdraw(COMPONENT, &appid).await.unwrap().status, "withdrawn");
            let again = client.audit_withdraw(COMPONENT, &appid).await.unwrap_err();
            assert_eq!((code_of(&again), errcode_of(&again)), (Some("nothing_in_review"), None));
            submit(client, &appid).await;
        }
        app.later(1.hours()).await;
        client.code_release(COMPONENT, &appid).await.unwrap();
    }
    let history = client.code_versions(COMPONENT, &appid).await.unwrap().items;
    assert!(history.iter().any(|version| version.user_version == "1.0.0"), "{history:?}");
    let code = client.code_rollback(COMPONENT, &appid, &Rollback::default()).await.unwrap();
    assert_eq!(code.online.unwrap().user_version, "1.0.0");
    assert_eq!(app.sim.merchant(&appid).unwrap().online.unwrap().user_version, "1.0.0");
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_a_category_waits_for_its_merchant() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.change_merchant(&appid, |profile| profile.categories.clear()).unwrap();
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.later(10.seconds()).await;
    let refused = app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    assert_eq!((code_of(&refused), errcode_of(&refused)), (Some("merchant_must_act"), Some(85008)));
    let never = app.client.audit_latest(COMPONENT, &appid).await.unwrap_err();
    assert_eq!((code_of(&never), errcode_of(&never)), (Some("wechat_not_found"), Some(85058)), "nothing was handed in");
    let Error::Problem(problem) = never else { panic!("no problem: {never}") };
    assert!(problem.status == 404 && problem.rid.is_some(), "in WeChat's own words: {problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchant_who_withdraws_takes_the_code_out_of_reach_and_nothing_is_deleted() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.sim.deauthorize(COMPONENT, &appid).unwrap();
    app.later(1.seconds()).await;
    assert_eq!(app.authorizer(&appid).await.status, AuthorizerStatus::Unauthorized);
    let refused = app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap_err();
    assert!(matches!(refused, Error::Problem(ref problem) if problem.status == 409), "{refused:?}");
    let tokens = app.store.authorizer_tokens(&component(), &appid_of(&appid)).await.unwrap().unwrap();
    assert!(tokens.refresh.is_some(), "a withdrawal deletes nothing");
    assert!(app.store.code_state(&component(), &appid_of(&appid)).await.unwrap().0.trial.is_some());
}

mod on_postgres {
    use super::{Database, Spans, TestApp, whole_way};

    #[tokio::test(flavor = "multi_thread")]
    async fn the_main_job_from_the_first_ticket_to_a_release() {
        let app = TestApp::setup().on(Database::Postgres).start().await;
        whole_way(&app, 1.hours()).await;
    }
}

mod on_mysql {
    use super::{Database, Spans, TestApp, whole_way};

    #[tokio::test(flavor = "multi_thread")]
    async fn the_main_job_from_the_first_ticket_to_a_release() {
        let app = TestApp::setup().on(Database::MySql).start().await;
        whole_way(&app, 1.hours()).await;
    }
}
