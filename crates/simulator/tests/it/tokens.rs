//! Tickets, tokens, and the rules at the door of the API host.

use serde_json::json;

use crate::bench::{Bench, COMPONENT, SECRET, errcode, text};

const HOUR: i64 = 3600;

#[tokio::test]
async fn tickets_come_every_ten_minutes_and_older_ones_work_for_twelve_hours() {
    let bench = Bench::new().await;
    let first = bench.received()[0].field("ComponentVerifyTicket");
    assert!(first.starts_with("ticket@@@"));
    bench.later(599);
    assert_eq!(bench.sim.step().await, 0);
    bench.later(1);
    let second = bench.pushed("component_verify_ticket").await[0].field("ComponentVerifyTicket");
    assert_ne!(first, second);
    assert_eq!(errcode(&bench.component_token_with(&first).await), 0);
    bench.later(12 * HOUR - 600);
    assert_eq!(errcode(&bench.component_token_with(&first).await), 61005);
    assert_eq!(errcode(&bench.component_token_with(&second).await), 0);
    assert_eq!(errcode(&bench.component_token_with("ticket@@@nobody").await), 61006);
}

#[tokio::test]
async fn credentials_of_the_component_are_checked() {
    let bench = Bench::new().await;
    let ticket = bench.ticket().await;
    let path = "/cgi-bin/component/api_component_token";
    for (appid, secret, expected) in [
        (json!(COMPONENT), json!("wrong"), 40125),
        (json!(COMPONENT), json!(""), 41004),
        (json!("wxc0ffee00000000ff"), json!(SECRET), 61011),
        (json!("nonsense"), json!(SECRET), 40013),
        (json!(null), json!(SECRET), 40013),
    ] {
        let body = json!({
            "component_appid": appid, "component_appsecret": secret, "component_verify_ticket": ticket,
        });
        assert_eq!(errcode(&bench.post_raw(path, body.to_string()).await), expected, "{body}");
    }
    let good = bench.component_token_with(&ticket).await;
    assert!(good.get("errcode").is_none(), "token answers carry no errcode");
    assert_eq!(good["expires_in"], 7200);
}

#[tokio::test]
async fn a_replaced_component_token_ends_after_the_overlap_and_an_old_one_expires() {
    let bench = Bench::new().await;
    let old = bench.component_token().await;
    let new = bench.component_token().await;
    let try_it = async |token: &str| {
        let body = json!({"component_appid": COMPONENT});
        errcode(&bench.post("/cgi-bin/component/api_create_preauthcode", token, body).await)
    };
    assert_eq!((try_it(&old).await, try_it(&new).await), (0, 0));
    bench.later(300);
    assert_eq!((try_it(&old).await, try_it(&new).await), (40001, 0));
    bench.later(7200);
    assert_eq!(try_it(&new).await, 42001);
    assert_eq!(try_it("abc").await, 40014);
    assert_eq!(try_it("").await, 41001);
}

#[tokio::test]
async fn both_names_of_the_token_parameter_work() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    for name in ["access_token", "component_access_token"] {
        let answer = bench.get(&format!("/wxa/gettemplatelist?{name}={token}")).await;
        assert_eq!(errcode(&answer), 0, "{answer}");
    }
}

#[tokio::test]
async fn the_kind_of_the_token_must_fit_the_path() {
    let bench = Bench::new().await;
    let appid = &bench.sim.appids()[0];
    let (component_token, token, _) = bench.authorized(appid).await;
    assert_eq!(errcode(&bench.fetch("/wxa/gettemplatelist", &token).await), 61014);
    assert_eq!(errcode(&bench.fetch("/wxa/get_latest_auditstatus", &component_token).await), 61015);
}

#[tokio::test]
async fn method_and_body_are_checked_and_every_refusal_ends_in_a_rid() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    let with = |path: &str| format!("{path}?access_token={token}");
    let refusals = [
        (bench.post_raw(&with("/wxa/gettemplatelist"), "{}").await, 43001),
        (bench.get(&with("/wxa/addtotemplate")).await, 43002),
        (bench.post_raw(&with("/wxa/addtotemplate"), "").await, 44002),
        (bench.post_raw(&with("/wxa/addtotemplate"), "not json").await, 47001),
        (bench.post_raw(&with("/wxa/addtotemplate"), "[]").await, 47001),
        (bench.get(&with("/wxa/nothing_here")).await, 40066),
    ];
    for (answer, expected) in refusals {
        assert_eq!(errcode(&answer), expected, "{answer}");
        let errmsg = text(&answer["errmsg"]);
        let (_, rid) = errmsg.rsplit_once(" rid: ").unwrap();
        let parts: Vec<usize> = rid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 8, 8], "{errmsg}");
    }
}

#[tokio::test]
async fn some_answers_are_labelled_as_text() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    let mut labels = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let url = format!("{}/wxa/gettemplatelist?access_token={token}", bench.base);
        labels.insert(text(&json!(
            bench.http.get(url).send().await.unwrap().headers()["content-type"].to_str().unwrap()
        )));
    }
    assert_eq!(labels.into_iter().collect::<Vec<_>>(), ["application/json; encoding=utf-8", "text/plain"]);
}

#[tokio::test]
async fn the_daily_limit_of_component_tokens_ends_at_midnight_in_china() {
    let bench = Bench::new().await;
    bench.sim.change_switches(|switches| {
        switches.daily_limits.insert("/cgi-bin/component/api_component_token".to_owned(), 1);
    });
    let ticket = bench.ticket().await;
    assert_eq!(errcode(&bench.component_token_with(&ticket).await), 0);
    assert_eq!(errcode(&bench.component_token_with(&ticket).await), 45009);
    bench.later(24 * HOUR);
    let ticket = bench.ticket().await;
    assert_eq!(errcode(&bench.component_token_with(&ticket).await), 0);
}

#[tokio::test]
async fn the_minute_limit_is_45011() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    bench.sim.change_switches(|switches| switches.calls_per_minute = Some(1));
    assert_eq!(errcode(&bench.fetch("/wxa/gettemplatelist", &token).await), 0);
    assert_eq!(errcode(&bench.fetch("/wxa/gettemplatelist", &token).await), 45011);
    bench.later(60);
    assert_eq!(errcode(&bench.fetch("/wxa/gettemplatelist", &token).await), 0);
}

#[tokio::test]
async fn stopped_tickets_start_again_on_demand() {
    let bench = Bench::new().await;
    bench.received();
    bench.sim.stop_tickets(COMPONENT).unwrap();
    bench.later(HOUR);
    assert!(bench.pushed("component_verify_ticket").await.is_empty());
    let ask = async || {
        let body = json!({"component_appid": COMPONENT, "component_secret": SECRET});
        bench.post_raw("/cgi-bin/component/api_start_push_ticket", body.to_string()).await
    };
    assert_eq!(ask().await["errmsg"], "ok");
    assert_eq!(bench.pushed("component_verify_ticket").await.len(), 1);
    assert_eq!(ask().await["errmsg"], "in a normal state");
    let body = json!({"component_appid": COMPONENT, "component_appsecret": SECRET});
    let wrong_field = bench.post_raw("/cgi-bin/component/api_start_push_ticket", body.to_string()).await;
    assert_eq!(errcode(&wrong_field), 41004);
}

#[tokio::test]
async fn only_listed_addresses_may_call() {
    let bench = Bench::new().await;
    let settings =
        wxfleet_simulator::ComponentSettings { ip_whitelist: vec!["192.0.2.1".to_owned()], ..bench.settings() };
    bench.sim.register_component(settings).unwrap();
    let ticket = bench.ticket().await;
    let answer = bench.component_token_with(&ticket).await;
    assert_eq!(errcode(&answer), 61004);
    assert!(text(&answer["errmsg"]).contains("127.0.0.1"));
}

async fn refresh(
    bench: &Bench,
    component_token: &str,
    appid: &str,
    refresh_token: serde_json::Value,
) -> serde_json::Value {
    let body = json!({
        "component_appid": COMPONENT, "authorizer_appid": appid, "authorizer_refresh_token": refresh_token,
    });
    bench.post("/cgi-bin/component/api_authorizer_token", component_token, body).await
}

#[tokio::test]
async fn a_refresh_keeps_the_refresh_token_and_ends_the_old_access_token_after_the_overlap() {
    let bench = Bench::new().await;
    let appid = &bench.sim.appids()[0];
    let (component_token, old, refresh_token) = bench.authorized(appid).await;
    let answer = refresh(&bench, &component_token, appid, json!(refresh_token)).await;
    assert_eq!(answer["authorizer_refresh_token"], json!(refresh_token));
    let new = text(&answer["authorizer_access_token"]);
    let status = async |token: &str| errcode(&bench.fetch("/wxa/queryquota", token).await);
    assert_eq!((status(&old).await, status(&new).await), (0, 0));
    bench.later(300);
    assert_eq!((status(&old).await, status(&new).await), (40001, 0));
    bench.later(7200);
    assert_eq!(status(&new).await, 42001);
}

#[tokio::test]
async fn wrong_refresh_tokens_are_told_apart_from_lost_authorizations() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    let (_, _, foreign) = bench.authorized(&appids[1]).await;
    let (component_token, _, _) = bench.authorized(&appids[0]).await;
    let code = async |appid: &str, token| errcode(&refresh(&bench, &component_token, appid, token).await);
    assert_eq!(code(&appids[0], json!(null)).await, 61023);
    assert_eq!(code(&appids[0], json!(foreign)).await, 61023);
    assert_eq!(code(&appids[2], json!(foreign)).await, 61003);
    assert_eq!(code("wx0000000000000000", json!(foreign)).await, 40013);
}

#[tokio::test]
async fn a_rotating_refresh_token_leaves_the_old_one_five_minutes() {
    let bench = Bench::new().await;
    bench.sim.change_switches(|switches| switches.refresh_token_rotates = true);
    let appid = &bench.sim.appids()[0];
    let (component_token, _, first) = bench.authorized(appid).await;
    let second = text(&refresh(&bench, &component_token, appid, json!(first)).await["authorizer_refresh_token"]);
    assert_ne!(first, second);
    let again = refresh(&bench, &component_token, appid, json!(first)).await;
    assert_eq!(again["authorizer_refresh_token"], json!(second), "the old one still works and tells the new one");
    bench.later(300);
    assert_eq!(errcode(&refresh(&bench, &component_token, appid, json!(first)).await), 61023);
    assert_eq!(errcode(&refresh(&bench, &component_token, appid, json!(second)).await), 0);
}

#[tokio::test]
async fn tokens_can_be_ended_on_demand() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, refresh_token) = bench.authorized(&appid).await;
    bench.sim.end_authorizer_tokens(COMPONENT, Some(&appid), false).unwrap();
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &token).await), 40001);
    bench.sim.replace_refresh_token(COMPONENT, &appid).unwrap();
    assert_eq!(errcode(&refresh(&bench, &component_token, &appid, json!(refresh_token)).await), 61023);
    bench.sim.end_component_tokens(COMPONENT, true).unwrap();
    assert_eq!(errcode(&bench.fetch("/wxa/gettemplatelist", &component_token).await), 42001);
}
