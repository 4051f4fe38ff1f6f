//! Testers: bound, remembered, listed, unbound, and what is found out when an answer is lost.

use wxfleet_api::client::Error;
use wxfleet_api::tester::{NewTester, Tester};
use wxfleet_engine::testers::TesterName;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{Fault, FaultEffect};
use wxfleet_store::JournalFilter;

use crate::app::{COMPONENT, TestApp, account};

const BIND: &str = "/wxa/bind_tester";
const UNBIND: &str = "/wxa/unbind_tester";

async fn app() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

fn named(wechatid: &str) -> NewTester {
    NewTester { wechatid: wechatid.to_owned() }
}

async fn listed(app: &TestApp, appid: &str) -> Vec<Tester> {
    app.client.testers(COMPONENT, appid).await.unwrap().items
}

/// Binds somebody past us, as the merchant would in WeChat's console.
async fn bind_elsewhere(app: &TestApp, appid: &str, wechatid: &str) {
    let token = app.token(appid).await.unwrap();
    let url = format!("{}{BIND}?access_token={token}", app.sim_url);
    let answer = app.browser.http.post(url).json(&named(wechatid)).send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("\"errcode\":0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tester_is_remembered_by_wechat_id() {
    let (app, appid) = app().await;
    let bound = app.client.tester_bind(COMPONENT, &appid, &named("amy_chen")).await.unwrap();
    assert!(!bound.already);
    let again = app.client.tester_bind(COMPONENT, &appid, &named("amy_chen")).await.unwrap();
    assert_eq!((again.already, &again.userstr), (true, &bound.userstr), "85004, and we know who it is");
    bind_elsewhere(&app, &appid, "zoe_li").await;
    let stranger = app.client.tester_bind(COMPONENT, &appid, &named("zoe_li")).await.unwrap();
    assert_eq!((stranger.already, stranger.userstr), (true, None), "WeChat does not tell it");
    let testers = listed(&app, &appid).await;
    assert_eq!(testers.len(), 2);
    assert_eq!(testers[0].wechatid.as_deref(), Some("amy_chen"));
    assert_eq!(Some(&testers[0].userstr), bound.userstr.as_ref());
    assert_eq!(testers[1].wechatid, None);

    app.client.tester_unbind(COMPONENT, &appid, "amy_chen").await.unwrap();
    let line = app.sim.requests().into_iter().rfind(|line| line.path == UNBIND).unwrap();
    assert!(line.body.contains("userstr") && !line.body.contains("wechatid"), "by the name that stays: {}", line.body);
    app.client.tester_unbind_by_userstr(COMPONENT, &appid, &testers[1].userstr).await.unwrap();
    assert!(listed(&app, &appid).await.is_empty());
    let bound = app.client.tester_bind(COMPONENT, &appid, &named("amy_chen")).await.unwrap();
    assert!(!bound.already && bound.userstr.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_bound_is_refused_with_the_reason() {
    let (app, appid) = app().await;
    let refused = async |wechatid: &str| match app.client.tester_bind(COMPONENT, &appid, &named(wechatid)).await {
        Err(Error::Problem(problem)) => *problem,
        other => panic!("no problem: {other:?}"),
    };
    let hidden = refused("hidden_person").await;
    assert_eq!((hidden.status, hidden.errcode, hidden.advice_for.as_str()), (422, Some(85001), "merchant"));
    app.sim.change_switches(|switches| switches.testers_per_account = 0);
    assert_eq!(refused("amy_chen").await.errcode, Some(85002));
    let asked = app.sim.count(BIND);
    for wrong in ["", "two words", &"x".repeat(192)] {
        let problem = refused(wrong).await;
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some("wechatid")), "{wrong}");
    }
    assert_eq!(app.sim.count(BIND), asked, "WeChat is not asked");
}

async fn outcomes(app: &TestApp, deed: Deed) -> Vec<Outcome> {
    let page = PageRequest { limit: 500, after: None };
    let filter = JournalFilter { deed: Some(deed), ..JournalFilter::default() };
    let entries = app.store.journal(&filter, &page).await.unwrap().items;
    entries.into_iter().rev().map(|entry| entry.outcome.expect("settled").0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_binding_is_made_good_from_the_list() {
    let (mut app, appid) = app().await;
    bind_elsewhere(&app, &appid, "zoe_li").await;
    let before = app.sim.count(BIND);
    app.sim.inject_fault(Fault::once(BIND, FaultEffect::DropAfterProcessing));
    assert!(app.engine.testers.bind(&Actor::System, &account(&appid), "amy_chen").await.is_err());
    app.restart().await;
    app.settle().await;
    let testers = listed(&app, &appid).await;
    assert_eq!(testers.iter().filter_map(|one| one.wechatid.as_deref()).collect::<Vec<_>>(), ["amy_chen"]);
    assert!(matches!(outcomes(&app, Deed::TesterBind).await[..], [Outcome::Done { .. }]));
    assert_eq!(app.sim.count(BIND), before + 1);

    app.sim.inject_fault(Fault::once(UNBIND, FaultEffect::DropAfterProcessing));
    let who = || TesterName::Wechatid("amy_chen".to_owned());
    assert!(app.engine.testers.unbind(&Actor::System, &account(&appid), who()).await.is_err());
    app.restart().await;
    app.engine.testers.unbind(&Actor::System, &account(&appid), who()).await.unwrap();
    assert_eq!(app.sim.count(UNBIND), 1, "asked for twice, and done once");
    assert_eq!(listed(&app, &appid).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binding_asked_for_again_after_a_crash_reaches_wechat_once() {
    let (mut app, appid) = app().await;
    app.sim.inject_fault(Fault::once(BIND, FaultEffect::DropAfterProcessing));
    assert!(app.engine.testers.bind(&Actor::System, &account(&appid), "amy_chen").await.is_err());
    app.restart().await;
    let bound = app.engine.testers.bind(&Actor::System, &account(&appid), "amy_chen").await.unwrap();
    assert!(bound.userstr.is_some() && !bound.already);
    assert_eq!(app.sim.count(BIND), 1);
}
