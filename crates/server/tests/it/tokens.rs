//! The token keeper: one renewal however many want it, nothing lost, nothing hammered.

use futures_util::future::join_all;
use jiff::SignedDuration;
use wxfleet_engine::components::ComponentChange;
use wxfleet_engine::error::{Conflict, NotReady};
use wxfleet_engine::{Error, code::Account};
use wxfleet_model::authorizer::{RefreshTokenSource, TokenState};
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{Fault, FaultEffect};
use wxfleet_store::NewTokens;
use wxfleet_wechat::secret::{AppSecret, AuthorizerRefreshToken};

use crate::app::{COMPONENT, Node, Spans, TestApp, account, appid_of, component, until};

const REFRESH: &str = "/cgi-bin/component/api_authorizer_token";
const COMPONENT_TOKEN: &str = "/cgi-bin/component/api_component_token";
const INFO: &str = "/cgi-bin/component/api_get_authorizer_info";
const GET_PAGE: &str = "/wxa/get_page";

/// The refresh token that is on the disk.
async fn refresh_on_disk(node: &Node, appid: &str) -> String {
    let tokens = node.store.authorizer_tokens(&component(), &appid_of(appid)).await.unwrap().unwrap();
    tokens.refresh.unwrap().expose().to_owned()
}

/// The refresh token that WeChat takes.
fn refresh_in_force(app: &TestApp, appid: &str) -> String {
    let world: serde_json::Value = serde_json::from_slice(&app.sim.save()).unwrap();
    let token = &world["components"][COMPONENT]["grants"][appid]["refresh_token"];
    token.as_str().expect("WeChat's own record").to_owned()
}

/// Puts another refresh token in force on our side; the one before stays as a former one.
async fn overwrite_refresh(app: &TestApp, appid: &str, text: &str) {
    let (component, appid) = (component(), appid_of(appid));
    let held = app.store.authorizer_tokens(&component, &appid).await.unwrap().unwrap();
    let now = wxfleet_model::clock::Clock::now(app.clock.as_ref());
    let tokens = NewTokens {
        access: None,
        refresh: Some(AuthorizerRefreshToken::new(text)),
        source: RefreshTokenSource::AuthorizerToken,
        obtained_at: now,
    };
    let stored = async |w: &mut wxfleet_store::Writer| {
        w.authorizer_tokens_store(&component, &appid, held.version, &tokens).await
    };
    app.store.commit(stored).await.unwrap();
}

async fn pages(node: &Node, account: &Account) -> Result<Vec<String>, Error> {
    node.engine.code.pages(&Actor::System, account).await
}

async fn one_mini_program() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

/// Something on the trial version, so that its pages can be asked for.
async fn commit(app: &TestApp, appid: &str) {
    let new = wxfleet_engine::code::NewCommit {
        template_id: wxfleet_wechat::id::TemplateId(crate::life_cycle::DINING),
        user_version: "1.0.0".to_owned(),
        user_desc: String::from("first"),
        ext: serde_json::Map::new(),
    };
    app.engine.code.commit(&Actor::System, &account(appid), new).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_who_want_an_expired_token_make_one_renewal() {
    let (app, appid) = one_mini_program().await;
    app.advance(3.hours());
    let tokens = join_all((0..1_000).map(|_| app.token(&appid))).await;
    let first = tokens[0].as_ref().unwrap();
    assert!(tokens.iter().all(|token| token.as_ref().unwrap() == first));
    assert_eq!(app.sim.count_for(REFRESH, &appid), 1);
    assert_eq!(app.sim.count(COMPONENT_TOKEN), 1, "and one of the component's, which had expired too");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_renewed_before_anybody_has_to_wait() {
    let app = TestApp::setup().authorizers(3).start().await;
    for _ in 0..12 {
        app.later(20.minutes()).await;
        app.sim.clear_requests();
        for appid in app.sim.appids().iter().take(3) {
            app.token(appid).await.unwrap();
        }
        assert_eq!(app.sim.requests().len(), 0, "what is asked for is at hand");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_refresh_token_is_on_disk_before_its_access_token_is_used() {
    let (mut app, appid) = one_mini_program().await;
    commit(&app, &appid).await;
    app.sim.change_switches(|switches| {
        switches.refresh_token_rotates = true;
        switches.refresh_token_overlap_secs = 0;
    });
    let before = refresh_on_disk(&app, &appid).await;
    app.advance(3.hours());
    app.sim.inject_fault(Fault::once(GET_PAGE, FaultEffect::DelayMs(30_000)));
    let engine = app.engine.clone();
    let account = account(&appid);
    let call = tokio::spawn(async move { engine.code.pages(&Actor::System, &account).await });
    until("the new access token is used", || app.sim.count(GET_PAGE) == 1).await;
    let on_disk = refresh_on_disk(&app, &appid).await;
    assert_ne!(on_disk, before);
    assert_eq!(on_disk, refresh_in_force(&app, &appid));

    // The process dies in the middle of that call: the next one goes on from the disk.
    call.abort();
    app.restart().await;
    app.advance(3.hours());
    app.token(&appid).await.unwrap();
    assert_eq!(app.sim.count_for(INFO, &appid), 0, "nothing had to be recovered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_that_the_disk_refused_is_kept_and_stored_later() {
    let (app, appid) = one_mini_program().await;
    app.sim.change_switches(|switches| {
        switches.refresh_token_rotates = true;
        switches.refresh_token_overlap_secs = 0;
    });
    app.advance(3.hours());
    // The component's token has to be renewed and stored first.
    app.settle_component().await;
    let before = refresh_on_disk(&app, &appid).await;
    app.store.fail_next_commit();
    let refused = app.token(&appid).await;
    assert!(matches!(refused, Err(Error::Store(_))), "{refused:?}");
    app.token(&appid).await.unwrap();
    assert_eq!(app.sim.count_for(REFRESH, &appid), 1, "what WeChat gave once is not asked for again");
    assert_ne!(refresh_on_disk(&app, &appid).await, before);
    assert_eq!(refresh_on_disk(&app, &appid).await, refresh_in_force(&app, &appid));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_cut_off_by_the_end_of_the_process_loses_nothing() {
    let (mut app, appid) = one_mini_program().await;
    app.sim.change_switches(|switches| {
        switches.refresh_token_rotates = true;
        switches.refresh_token_overlap_secs = 0;
    });
    app.advance(3.hours());
    app.sim.inject_fault(Fault::once(REFRESH, FaultEffect::DropAfterProcessing));
    assert!(app.token(&appid).await.is_err());
    assert_ne!(refresh_on_disk(&app, &appid).await, refresh_in_force(&app, &appid), "the answer never came");
    app.restart().await;
    app.token(&appid).await.unwrap();
    assert_eq!(refresh_on_disk(&app, &appid).await, refresh_in_force(&app, &appid));
    assert_eq!(app.sim.count_for(INFO, &appid), 1, "WeChat's own record helped");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_refresh_token_is_recovered_from_wechats_record() {
    let (app, appid) = one_mini_program().await;
    app.sim.replace_refresh_token(COMPONENT, &appid).unwrap();
    app.advance(3.hours());
    app.token(&appid).await.unwrap();
    assert_eq!(refresh_on_disk(&app, &appid).await, refresh_in_force(&app, &appid));
    assert_eq!(app.authorizer(&appid).await.token_state, TokenState::Good);
    assert_eq!(app.counter("wxfleet_authorizer_renewals_total{outcome=\"recovered\"} ").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_refresh_token_is_recovered_from_a_former_one() {
    let (app, appid) = one_mini_program().await;
    overwrite_refresh(&app, &appid, "refreshtoken@@@wrong").await;
    app.sim.inject_fault(Fault::once(INFO, FaultEffect::Errcode { errcode: -1, errmsg: None }).times(5));
    app.advance(3.hours());
    app.token(&appid).await.unwrap();
    assert_eq!(refresh_on_disk(&app, &appid).await, refresh_in_force(&app, &appid));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_tokens_are_all_refused_is_marked_and_nothing_of_it_is_deleted() {
    let (app, appid) = one_mini_program().await;
    let known = refresh_on_disk(&app, &appid).await;
    app.sim.replace_refresh_token(COMPONENT, &appid).unwrap();
    let unhelpful = Fault::once(INFO, FaultEffect::Errcode { errcode: -1, errmsg: None }).times(1_000);
    app.sim.inject_fault(unhelpful);
    app.advance(3.hours());
    let refused = app.token(&appid).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::Reauthorize))), "{refused:?}");
    let row = app.authorizer(&appid).await;
    assert_eq!(row.token_state, TokenState::Reauthorize);
    assert_eq!(row.status, wxfleet_model::authorizer::AuthorizerStatus::Authorized);
    assert_eq!(refresh_on_disk(&app, &appid).await, known);
    app.sim.clear_requests();
    for _ in 0..6 {
        app.later(10.minutes()).await;
    }
    assert_eq!(app.sim.count_for(REFRESH, &appid), 0, "what only the merchant can mend is not tried again and again");
    app.sim.clear_faults();
    app.authorize(&appid).await;
    assert_eq!(app.authorizer(&appid).await.token_state, TokenState::Good);
    app.token(&appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_database_renew_at_once_without_harm() {
    let (app, appid) = one_mini_program().await;
    commit(&app, &appid).await;
    renew_at_once(&app, &appid).await;
}

async fn renew_at_once(app: &TestApp, appid: &str) {
    let second = app.second().await;
    for rotates in [false, true] {
        app.sim.change_switches(|switches| switches.refresh_token_rotates = rotates);
        app.later(3.hours()).await;
        app.advance(3.hours());
        app.sim.clear_requests();
        let (ours, theirs) = tokio::join!(app.token(appid), second.token(appid));
        assert!(ours.is_ok() && theirs.is_ok(), "{ours:?} {theirs:?}");
        assert!(app.sim.count_for(REFRESH, appid) <= 2, "one each at most");
        // Whoever was slower goes on with what is stored, and the stored refresh token is one that WeChat takes.
        pages(app, &account(appid)).await.unwrap();
        pages(&second, &account(appid)).await.unwrap();
        app.advance(3.hours());
        second.token(appid).await.unwrap();
        app.token(appid).await.unwrap();
        assert_eq!(app.authorizer(appid).await.token_state, TokenState::Good);
    }
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_not_hammered_and_says_what_to_do() {
    let (app, appid) = one_mini_program().await;
    let changed = wxfleet_simulator::ComponentChange {
        app_secret: Some("feedfacefeedfacefeedfacefeedface".to_owned()),
        ..wxfleet_simulator::ComponentChange::default()
    };
    app.sim.change_component(COMPONENT, changed).unwrap();
    app.advance(3.hours());
    let refused = join_all((0..200).map(|_| app.token(&appid))).await;
    assert!(refused.iter().all(Result::is_err));
    assert_eq!(app.sim.count(COMPONENT_TOKEN), 1, "one of two hundred asked");
    assert!(
        matches!(refused[199], Err(Error::NotReady(NotReady::PlatformRefused { errcode, .. })) if errcode.0 == 40125),
        "{:?}",
        refused[199]
    );
    for _ in 0..300 {
        app.advance(1.seconds());
        assert!(app.token(&appid).await.is_err());
    }
    let asked = app.sim.count(COMPONENT_TOKEN);
    assert!((5..=12).contains(&asked), "{asked} in five minutes, fewer and fewer");

    // The right secret is entered: it is used at once.
    let change = ComponentChange {
        app_secret: Some(AppSecret::new("feedfacefeedfacefeedfacefeedface")),
        ..ComponentChange::default()
    };
    app.engine.components.update(&Actor::System, &component(), change).await.unwrap();
    app.token(&appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_tokens_of_all_accounts_are_renewed_once_and_the_calls_repeated() {
    let app = TestApp::setup().authorizers(3).start().await;
    let appids: Vec<String> = app.sim.appids().into_iter().take(3).collect();
    for appid in &appids {
        commit(&app, appid).await;
    }
    for expired in [true, false] {
        app.sim.end_component_tokens(COMPONENT, expired).unwrap();
        app.sim.end_authorizer_tokens(COMPONENT, None, expired).unwrap();
        app.sim.clear_requests();
        let calls = (0..60).map(|number| {
            let account = account(&appids[number % 3]);
            let app = &app;
            async move { pages(app, &account).await }
        });
        for answer in join_all(calls).await {
            assert!(!answer.unwrap().is_empty());
        }
        assert_eq!(app.sim.count(COMPONENT_TOKEN), 1);
        for appid in &appids {
            assert_eq!(app.sim.count_for(REFRESH, appid), 1 + refused_refreshes(&app, appid), "{appid}");
        }
    }
}

/// Refreshes that found the component's own token to be stale.
fn refused_refreshes(app: &TestApp, appid: &str) -> u64 {
    let lines = app.sim.requests();
    let refused = lines.iter().filter(|line| line.path == REFRESH && line.appid == appid && line.errcode != 0);
    u64::try_from(refused.count()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_stays_stale_is_renewed_once_and_not_again() {
    let (app, appid) = one_mini_program().await;
    commit(&app, &appid).await;
    app.sim.clear_requests();
    let stale = Fault::once(GET_PAGE, FaultEffect::Errcode { errcode: 40001, errmsg: None }).times(10);
    app.sim.inject_fault(stale);
    let refused = pages(&app, &account(&appid)).await.unwrap_err();
    assert_eq!(refused.errcode().map(|code| code.0), Some(40001));
    assert_eq!((app.sim.count(GET_PAGE), app.sim.count_for(REFRESH, &appid)), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_makes_no_storm() {
    for jump in [SignedDuration::from_hours(72), SignedDuration::from_hours(-72), SignedDuration::from_hours(1)] {
        let app = TestApp::setup().authorizers(3).start().await;
        let appids: Vec<String> = app.sim.appids().into_iter().take(3).collect();
        app.sim.clear_requests();
        app.jump(jump);
        app.sim.push_ticket(COMPONENT).unwrap();
        for _ in 0..3 {
            app.settle().await;
            for appid in &appids {
                app.token(appid).await.unwrap();
            }
            app.later(1.minutes()).await;
        }
        for appid in &appids {
            let refreshed = app.sim.count_for(REFRESH, appid);
            assert!(refreshed <= 2, "{refreshed} refreshes after a jump of {jump}");
        }
        assert!(app.sim.count(COMPONENT_TOKEN) <= 2);
        assert!(app.authorizer(&appids[0]).await.token_state == TokenState::Good);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_authorization_wins_over_tokens_that_are_still_alive() {
    let (app, appid) = one_mini_program().await;
    commit(&app, &appid).await;
    let before = app.token(&appid).await.unwrap();
    app.advance(1.minutes());
    app.authorize(&appid).await;
    app.sim.clear_requests();
    pages(&app, &account(&appid)).await.unwrap();
    assert_ne!(app.token(&appid).await.unwrap(), before);
    let refused: Vec<_> = app.sim.requests().into_iter().filter(|line| line.errcode != 0).collect();
    assert!(refused.is_empty(), "no call is made with the void token: {refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_in_the_middle_of_a_renewal_wins() {
    let (app, appid) = one_mini_program().await;
    app.advance(3.hours());
    app.settle_component().await;
    app.sim.inject_fault(Fault::once(REFRESH, FaultEffect::DelayMs(300)));
    let engine = app.engine.clone();
    let wanted = appid_of(&appid);
    let renewal = tokio::spawn(async move { engine.tokens.hand_out(&Actor::System, &component(), &wanted).await });
    until("the refresh is under way", || app.sim.count(REFRESH) == 1).await;
    let withdrawn = crate::forge::info("unauthorized", app.second_now(), &[("AuthorizerAppid", &appid)]);
    assert!(app.push(&withdrawn).await.is_success());
    renewal.await.unwrap().ok();
    let after = app.token(&appid).await;
    assert!(matches!(after, Err(Error::Conflict(Conflict::Unauthorized))), "{after:?}");
    assert_eq!(
        app.authorizer(&appid).await.status,
        wxfleet_model::authorizer::AuthorizerStatus::Unauthorized,
        "no resurrection"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn when_tickets_stop_wechat_is_asked_to_push_again() {
    let app = TestApp::setup().start().await;
    app.sim.stop_tickets(COMPONENT).unwrap();
    app.sim.clear_requests();
    let before = app.stored_of("component_verify_ticket").await;
    app.later(31.minutes()).await;
    assert_eq!(app.sim.count("/cgi-bin/component/api_start_push_ticket"), 1);
    assert_eq!(app.stored_of("component_verify_ticket").await, before + 1, "and it did");
}

mod on_postgres {
    use crate::app::{Database, TestApp};

    #[tokio::test(flavor = "multi_thread")]
    async fn two_servers_on_one_database_renew_at_once_without_harm() {
        let app = TestApp::setup().on(Database::Postgres).authorizers(1).start().await;
        let appid = app.sim.appids()[0].clone();
        super::commit(&app, &appid).await;
        super::renew_at_once(&app, &appid).await;
    }
}

mod on_mysql {
    use crate::app::{Database, TestApp};

    #[tokio::test(flavor = "multi_thread")]
    async fn two_servers_on_one_database_renew_at_once_without_harm() {
        let app = TestApp::setup().on(Database::MySql).authorizers(1).start().await;
        let appid = app.sim.appids()[0].clone();
        super::commit(&app, &appid).await;
        super::renew_at_once(&app, &appid).await;
    }
}
