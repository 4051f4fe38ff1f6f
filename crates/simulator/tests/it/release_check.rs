//! The check before a full-network release, played against platforms that get it wrong.

use serde_json::json;
use wxfleet_simulator::{CheckItem, CheckedItem, ControlError, ReleaseCheck, ReleaseCheckReport};

use crate::bench::{Bench, COMPONENT, Say};

fn check(group: u8, callbacks_only: bool) -> ReleaseCheck {
    ReleaseCheck { component_appid: COMPONENT.to_owned(), group, callbacks_only }
}

/// What failed, with the reason in English.
fn failed(report: &ReleaseCheckReport) -> Vec<(CheckItem, &str)> {
    let failed = report.items.iter().filter(|item| !item.passed);
    failed.map(|item| (item.item, item.reason.as_ref().unwrap().en.as_str())).collect()
}

#[tokio::test]
async fn a_platform_that_only_says_success_fails_what_wants_more() {
    let bench = Bench::new().await;
    let report = bench.sim.release_check(&check(4, true)).await.unwrap();
    assert_eq!(report.official_account, "wx14550af28c71a144");
    assert_eq!(report.mini_program, "wx05d483572dcd5d8b");
    assert!(!report.passed);
    let none = "no encrypted reply";
    let wanted = [CheckItem::Event, CheckItem::Text, CheckItem::TextAgain, CheckItem::Text, CheckItem::TextAgain];
    assert_eq!(failed(&report), wanted.map(|item| (item, none)));
    let zh: Vec<&CheckedItem> = report.items.iter().filter(|item| item.reason.is_some()).collect();
    assert_eq!(zh[0].reason.as_ref().unwrap().zh, "没有应答加密回复");
    let kinds: Vec<_> = bench.received().iter().filter_map(|one| one.appid.clone()).collect();
    assert_eq!(kinds.iter().filter(|appid| *appid == "wx14550af28c71a144").count(), 3);
    assert_eq!(kinds.iter().filter(|appid| *appid == "wx05d483572dcd5d8b").count(), 2);
}

#[tokio::test]
async fn right_answers_pass() {
    let bench = Bench::new().await;
    let text = || Say::Reply("TESTCOMPONENT_MSG_TYPE_TEXT_callback");
    let says = [Say::Success, Say::Success, Say::Reply("LOCATIONfrom_callback"), text(), text(), text(), text()];
    bench.script(&says);
    let report = bench.sim.release_check(&check(1, true)).await.unwrap();
    assert!(report.passed, "{report:?}");
    assert_eq!(report.items.len(), 9);
    assert!(bench.sim.merchant("wx570bc396a51b8ff8").unwrap().grants.is_empty(), "it withdrew in the end");
}

#[tokio::test]
async fn each_slip_is_named() {
    let bench = Bench::new().await;
    bench.script(&[
        Say::Empty,
        Say::Status(503),
        Say::Reply("LOCATION_from_callback"),
        Say::Text("<xml><Content>TESTCOMPONENT_MSG_TYPE_TEXT_callback</Content></xml>"),
        Say::Reply("TESTCOMPONENT_MSG_TYPE_TEXT_callback"),
        Say::Empty,
    ]);
    let report = bench.sim.release_check(&check(1, true)).await.unwrap();
    let failed = failed(&report);
    assert_eq!(failed[0], (CheckItem::Authorized, "an empty body in place of `success`"));
    assert_eq!(failed[1], (CheckItem::Authorized, "HTTP 503"));
    let content = "Content is `LOCATION_from_callback`, not `LOCATIONfrom_callback`";
    assert_eq!(failed[2], (CheckItem::Event, content));
    assert_eq!(failed[3].0, CheckItem::Text);
    assert!(failed[3].1.starts_with("a reply that cannot be opened"), "{failed:?}");
    assert_eq!(failed[4], (CheckItem::Text, "no encrypted reply"));
}

/// The platform never calls back, so that this takes the five seconds of real time for each account.
#[tokio::test]
async fn a_message_that_never_comes_is_missed_with_the_reason() {
    let bench = Bench::new().await;
    let report = bench.sim.release_check(&check(2, false)).await.unwrap();
    let failed = failed(&report);
    assert!(failed.contains(&(CheckItem::ApiEmpty, "`success` in place of an empty body")), "{failed:?}");
    let never = "the code was not exchanged (api_query_auth) within 5 s";
    assert!(failed.contains(&(CheckItem::ApiMessage, never)), "{failed:?}");
    assert!(!failed.iter().any(|(item, _)| *item == CheckItem::Ticket || *item == CheckItem::Ordinary), "{failed:?}");
}

#[tokio::test]
async fn it_can_be_asked_for_by_http() {
    let bench = Bench::new().await;
    let order = async |body: serde_json::Value| {
        let url = format!("{}/_sim/release-check", bench.base);
        let answer = bench.http.post(url).body(body.to_string()).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<serde_json::Value>().await.unwrap())
    };
    let (status, report) = order(json!({"component_appid": COMPONENT, "callbacks_only": true})).await;
    assert_eq!((status, &report["group"], &report["passed"]), (200, &json!(1), &json!(false)));
    assert_eq!(report["items"][0]["item"], "authorized");
    assert_eq!(report["items"][2]["reason"]["en"], "no encrypted reply");
    assert_eq!(order(json!({"component_appid": COMPONENT, "group": 6})).await.0, 400);
    assert_eq!(order(json!({"component_appid": "wxc0ffee00000000ff"})).await.0, 404);
    let refused = bench.sim.release_check(&check(0, true)).await;
    assert!(matches!(refused, Err(ControlError::Invalid(_))), "{refused:?}");
}
