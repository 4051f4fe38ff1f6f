//! Holding our list of accounts against WeChat's: page by page, going on where it broke off, never deleting.

use reqwest::Method;
use wxfleet_api::client::Error as ApiError;
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_simulator::{Fault, FaultEffect, Fleet};

use crate::app::{COMPONENT, Spans, TestApp, until};

const LIST: &str = "/cgi-bin/component/api_get_authorizer_list";
const INFO: &str = "/cgi-bin/component/api_get_authorizer_info";

/// A platform that moves here: so many accounts authorized it long ago.
async fn moved_here(accounts: u32) -> TestApp {
    let fleet = Fleet { mini_programs: accounts, official_accounts: 0, awkward: false };
    let app = TestApp::setup().fleet(fleet).start().await;
    assert_eq!(app.sim.authorize_before(COMPONENT, accounts as usize).unwrap(), accounts as usize);
    app.sim.clear_requests();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_that_moves_here_is_taken_over_page_by_page() {
    let app = moved_here(620).await;
    let never = app.client.authorizers_sync_progress(COMPONENT).await.unwrap();
    assert_eq!((never.state.as_str(), never.total, never.started_at), ("never", 0, None));

    let synced = app.client.authorizers_sync(COMPONENT).await.unwrap();
    assert_eq!((synced.seen, synced.added, synced.updated, synced.failed), (620, 620, 0, 0));
    assert_eq!(app.sim.count(LIST), 2, "500 rows at once");
    let ended = app.client.authorizers_sync_progress(COMPONENT).await.unwrap();
    assert_eq!((ended.state.as_str(), ended.total, ended.read), ("ended", 620, 620));
    assert_eq!((ended.outcome.added, ended.profiles_waiting), (620, 620));
    assert!(ended.ended_at.is_some());

    app.settle().await;
    assert_eq!(app.sim.count(INFO), 620, "each profile is read once, by itself");
    assert_eq!(app.client.authorizers_sync_progress(COMPONENT).await.unwrap().profiles_waiting, 0);
    let first = app.stored(&app.sim.appids()[0]).await.unwrap();
    assert!(!first.profile.nick_name.is_empty() && first.kind.is_some());

    let again = app.client.authorizers_sync(COMPONENT).await.unwrap();
    assert_eq!((again.seen, again.added, again.updated, again.failed), (620, 0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_off_goes_on_where_it_was() {
    let mut app = moved_here(1_100).await;
    app.sim.inject_fault(Fault::once(LIST, FaultEffect::Errcode { errcode: 45011, errmsg: None }));
    let refused = app.ask(Some(&app.key), Method::POST, &sync_path(), None).await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    app.advance(1.minutes());

    // The first page passes, the second is refused.
    fail_at_page(&app, 2).await;
    let broken = app.client.authorizers_sync_progress(COMPONENT).await.unwrap();
    assert_eq!((broken.total, broken.read, broken.outcome.added), (1_100, 500, 500));
    assert_eq!((broken.ended_at, broken.state.as_str()), (None, "broken_off"), "it is known at once");

    app.sim.clear_requests();
    app.restart().await;
    app.advance(2.minutes());
    assert_eq!(app.client.authorizers_sync_progress(COMPONENT).await.unwrap().state, "broken_off");
    let synced = app.client.authorizers_sync(COMPONENT).await.unwrap();
    assert_eq!((synced.seen, synced.added, synced.failed), (1_100, 1_100, 0), "both halves are counted");
    assert_eq!(app.sim.count(LIST), 2, "the first page is not read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_off_goes_on_by_itself_and_is_begun_anew_when_it_is_old() {
    let app = moved_here(520).await;
    fail_at_page(&app, 2).await;
    app.later(2.minutes()).await;
    let ended = app.client.authorizers_sync_progress(COMPONENT).await.unwrap();
    assert_eq!((ended.state.as_str(), ended.outcome.seen), ("ended", 520), "the task goes on with it");

    fail_at_page(&app, 2).await;
    app.advance(61.minutes());
    assert_eq!(app.client.authorizers_sync_progress(COMPONENT).await.unwrap().state, "abandoned");
    app.sim.clear_requests();
    let anew = app.client.authorizers_sync(COMPONENT).await.unwrap();
    assert_eq!((anew.seen, anew.added, app.sim.count(LIST)), (520, 0, 2));
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_are_one_and_nothing_is_ever_deleted() {
    let app = moved_here(3).await;
    app.client.authorizers_sync(COMPONENT).await.unwrap();
    app.settle().await;
    let gone = app.sim.appids()[1].clone();
    app.sim.deauthorize(COMPONENT, &gone).unwrap();
    app.sim.inject_fault(Fault::once(LIST, FaultEffect::DelayMs(500)));
    app.sim.clear_requests();
    let client = app.client.clone();
    let first = tokio::spawn(async move { client.authorizers_sync(COMPONENT).await });
    until("the first reading has begun", || app.sim.count(LIST) > 0).await;
    let second = app.client.authorizers_sync(COMPONENT).await.unwrap_err();
    assert!(matches!(&second, ApiError::Problem(problem) if problem.code == "sync_under_way"), "{second:?}");
    let synced = first.await.unwrap().unwrap();
    assert_eq!((synced.seen, synced.added, synced.updated), (2, 0, 0));
    assert_eq!(app.stored(&gone).await.unwrap().status, AuthorizerStatus::Authorized, "the push says so, not the list");
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_that_cannot_be_read_is_tried_again_later() {
    let app = moved_here(2).await;
    let appid = app.sim.appids()[0].clone();
    app.sim.inject_fault(Fault::once(INFO, FaultEffect::Errcode { errcode: 61004, errmsg: None }));
    app.client.authorizers_sync(COMPONENT).await.unwrap();
    app.settle().await;
    assert_eq!(app.client.authorizers_sync_progress(COMPONENT).await.unwrap().profiles_waiting, 1);
    app.later(11.minutes()).await;
    assert_eq!(app.client.authorizers_sync_progress(COMPONENT).await.unwrap().profiles_waiting, 0);
    assert!(!app.stored(&appid).await.unwrap().profile.nick_name.is_empty());
}

/// Reads the list and has WeChat fail for good at that page, the first being 1.
async fn fail_at_page(app: &TestApp, page: u32) {
    app.sim.inject_fault(Fault::once(LIST, FaultEffect::DelayMs(0)).times(page - 1));
    app.sim.inject_fault(Fault::once(LIST, FaultEffect::Errcode { errcode: 48001, errmsg: None }));
    let failed = app.client.authorizers_sync(COMPONENT).await;
    assert!(matches!(&failed, Err(ApiError::Problem(problem)) if problem.errcode == Some(48001)), "{failed:?}");
    app.sim.clear_faults();
}

fn sync_path() -> String {
    format!("/components/{COMPONENT}/authorizers/sync")
}
