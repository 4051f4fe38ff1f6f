//! What is repeated while WeChat is busy, what is not, and what is left alone when a limit is used up.

use jiff::Timestamp;
use reqwest::Method;
use serde_json::Value;
use wxfleet_api::call::Call;
use wxfleet_api::client::Error as ApiError;
use wxfleet_api::code::Commit;
use wxfleet_model::clock::Clock as _;
use wxfleet_simulator::{Fault, FaultEffect};

use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::{DINING, commit};

const COMMIT: &str = "/wxa/commit";
const PAGES: &str = "/wxa/get_page";
const TEMPLATES: &str = "/wxa/gettemplatelist";

async fn ready() -> (TestApp, String, String) {
    let app = TestApp::setup().authorizers(2).start().await;
    let (one, two) = (app.sim.appids()[0].clone(), app.sim.appids()[1].clone());
    commit(&app.client, &one, DINING, "1.0.0").await;
    commit(&app.client, &two, DINING, "1.0.0").await;
    app.later(1.minutes()).await;
    app.sim.clear_requests();
    (app, one, two)
}

fn path(appid: &str) -> String {
    format!("/components/{COMPONENT}/authorizers/{appid}/pages")
}

fn refusal(errcode: i64) -> FaultEffect {
    FaultEffect::Errcode { errcode, errmsg: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_outlives_a_busy_wechat() {
    let (app, appid, _) = ready().await;
    for effect in [refusal(-1), FaultEffect::HttpStatus(502), FaultEffect::Reset, FaultEffect::Truncate] {
        app.sim.clear_requests();
        app.sim.inject_fault(Fault::once(PAGES, effect.clone()).times(2));
        assert_eq!(app.get(&path(&appid)).await.status, 200, "{effect:?}");
        assert_eq!(app.sim.count(PAGES), 3, "{effect:?}");
    }
    app.sim.clear_requests();
    app.sim.inject_fault(Fault::once(PAGES, refusal(-1)).times(9));
    assert_eq!(app.get(&path(&appid)).await.status, 502);
    assert_eq!(app.sim.count(PAGES), 3, "a few tries, and no more");
    app.sim.clear_faults();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_an_effect_is_sent_once() {
    let (app, appid, _) = ready().await;
    app.sim.inject_fault(Fault::once(COMMIT, refusal(-1)));
    let new =
        Commit { template_id: DINING, user_version: "1.0.1".to_owned(), user_desc: "再来".to_owned(), ext: None };
    let refused = app.client.code_commit(COMPONENT, &appid, &new).await;
    assert!(matches!(refused, Err(ApiError::Problem(ref problem)) if problem.status == 502), "{refused:?}");
    assert_eq!(app.sim.count(COMMIT), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_is_used_up_is_not_tried_again_before_it_ends() {
    let (app, one, two) = ready().await;
    let china_afternoon: Timestamp = "2026-03-02T08:00:30Z".parse().unwrap();
    app.later(app.clock.now().duration_until(china_afternoon)).await;
    for (errcode, retry_after) in [(45011, "30"), (45009, "28710")] {
        app.sim.clear_requests();
        app.sim.inject_fault(Fault::once(PAGES, refusal(errcode)));
        for _ in 0..3 {
            let answer = app.ask(Some(&app.key), Method::GET, &path(&one), None).await;
            assert_eq!(answer.status, 429, "{}", answer.text);
            assert_eq!(answer.headers["retry-after"], retry_after, "{errcode}");
            assert_eq!(answer.json()["errcode"], errcode);
        }
        assert_eq!(app.sim.count(PAGES), 1, "{errcode}: WeChat is asked once");
        assert_eq!(app.get(&path(&two)).await.status, 200, "{errcode}: another account has its own");
        if errcode == 45011 {
            app.advance(30.seconds());
            assert_eq!(app.get(&path(&one)).await.status, 200, "the next minute");
            app.later(30.seconds()).await;
        }
    }
    app.later(7.hours()).await;
    assert_eq!(app.get(&path(&one)).await.status, 429, "still the same day in China");
    app.later(1.hours()).await;
    assert_eq!(app.get(&path(&one)).await.status, 200, "the next one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_lets_the_accounts_calls_out_again() {
    let (app, one, two) = ready().await;
    let reset = async |appid: &str, endpoint: &str| {
        app.client.call(COMPONENT, Some(appid), endpoint, &Call::default(), None).await.unwrap();
    };
    for endpoint in ["clear_quota", "component_clear_quota_v2"] {
        app.sim.inject_fault(Fault::once(PAGES, refusal(45009)));
        assert!(app.get(&path(&one)).await.json()["rid"].is_string(), "{endpoint}: WeChat's own refusal");
        let remembered = app.get(&path(&one)).await;
        assert_eq!((remembered.status, &remembered.json()["rid"]), (429, &Value::Null), "{endpoint}: ours has none");
        reset(&two, endpoint).await;
        assert_eq!(app.get(&path(&one)).await.status, 429, "{endpoint}: another account was reset");
        reset(&one, endpoint).await;
        assert_eq!(app.get(&path(&one)).await.status, 200, "{endpoint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platforms_limit_is_its_own() {
    let (app, appid, _) = ready().await;
    app.sim.inject_fault(Fault::once(TEMPLATES, refusal(45009)));
    for _ in 0..3 {
        let refused = app.client.templates(COMPONENT).await;
        assert!(matches!(refused, Err(ApiError::Problem(ref problem)) if problem.status == 429), "{refused:?}");
    }
    assert_eq!(app.sim.count(TEMPLATES), 1);
    assert_eq!(app.get(&path(&appid)).await.status, 200);
}
