//! Delivery of pushes: retries, doubling, order, keys, replies.

use wxfleet_simulator::{ComponentChange, Config, Mode, PushEffect, PushRule, PushState, UserMessage};

use crate::bench::{Bench, COMPONENT, Say, TOKEN, keys};

#[tokio::test]
async fn an_unaccepted_push_is_tried_three_times_and_sealed_anew_each_time() {
    let bench = Bench::new().await;
    bench.received();
    bench.script(&[Say::Status(503), Say::Text("<html>success</html>"), Say::Text(" success")]);
    bench.sim.push_ticket(COMPONENT).unwrap();
    bench.sim.step().await;
    let tries = bench.received();
    assert_eq!(tries.len(), 3);
    assert!(tries.iter().all(|one| one.xml == tries[0].xml && one.xml.is_some()), "the same inner message");
    assert!(tries[0].query != tries[1].query && tries[0].body != tries[1].body);
    let last = &bench.sim.pushes()[0];
    assert_eq!((last.state, last.tries), (PushState::Failed, 3));
    bench.sim.redeliver(last.id).unwrap();
    bench.sim.step().await;
    assert_eq!(bench.received().len(), 1);
}

#[tokio::test]
async fn retries_wait_when_they_are_told_to() {
    let bench = Bench::new().await;
    bench.received();
    bench.sim.change_switches(|switches| switches.push_retry_secs = 5);
    bench.script(&[Say::Status(500)]);
    bench.sim.push_ticket(COMPONENT).unwrap();
    bench.sim.step().await;
    assert_eq!(bench.received().len(), 1);
    assert_eq!(bench.sim.next_due().unwrap().as_second() - bench.sim.now().as_second(), 5);
    bench.later(5);
    bench.sim.step().await;
    assert_eq!(bench.received().len(), 1);
}

#[tokio::test]
async fn an_empty_answer_is_accepted() {
    let bench = Bench::new().await;
    bench.received();
    bench.script(&[Say::Empty]);
    bench.sim.push_ticket(COMPONENT).unwrap();
    bench.sim.step().await;
    assert_eq!((bench.received().len(), bench.sim.pushes()[0].state), (1, PushState::Delivered));
}

#[tokio::test]
async fn pushes_can_be_doubled_dropped_and_overtaken() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    let token = bench.component_token().await;
    let rule = |effect| PushRule { kind: Some("authorized".to_owned()), appid: None, times: Some(1), effect };
    bench.sim.rule_pushes(rule(PushEffect::Twice));
    bench.authorize(&token, &appids[0]).await;
    let twice = bench.pushed("authorized").await;
    assert_eq!(twice.len(), 2);
    assert!(twice[0].xml == twice[1].xml && twice[0].body != twice[1].body);

    bench.sim.rule_pushes(rule(PushEffect::Drop));
    bench.authorize(&token, &appids[1]).await;
    assert!(bench.pushed("authorized").await.is_empty());

    bench.sim.rule_pushes(rule(PushEffect::DelaySecs(30)));
    bench.authorize(&token, &appids[2]).await;
    bench.sim.deauthorize(COMPONENT, &appids[2]).unwrap();
    assert_eq!(bench.pushed("unauthorized").await.len(), 1);
    bench.later(30);
    assert_eq!(bench.pushed("authorized").await.len(), 1, "the authorization arrives after its end");
}

#[tokio::test]
async fn pushes_that_are_due_together_can_come_last_first() {
    let bench = Bench::new().await;
    bench.received();
    let token = bench.component_token().await;
    bench.sim.change_switches(|switches| switches.push_reversed = true);
    for appid in &bench.sim.appids()[..2] {
        bench.authorize(&token, appid).await;
    }
    let order: Vec<String> = bench.pushed("authorized").await.iter().map(|one| one.field("AuthorizerAppid")).collect();
    let wanted: Vec<String> = bench.sim.appids()[..2].iter().rev().cloned().collect();
    assert_eq!(order, wanted);
}

#[tokio::test]
async fn a_changed_token_or_key_is_used_from_the_next_push_on() {
    let bench = Bench::new().await;
    bench.received();
    let new_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    let change = ComponentChange { encoding_aes_key: Some(new_key.to_owned()), ..ComponentChange::default() };
    bench.sim.change_component(COMPONENT, change).unwrap();
    bench.sim.push_ticket(COMPONENT).unwrap();
    bench.sim.step().await;
    assert!(bench.received()[0].xml.is_none(), "the old key does not open it");
    bench.use_keys(keys(TOKEN, new_key));
    assert!(!bench.ticket().await.is_empty());
    let change = ComponentChange { token: Some("other".to_owned()), ..ComponentChange::default() };
    bench.sim.change_component(COMPONENT, change).unwrap();
    bench.use_keys(keys("other", new_key));
    assert!(!bench.ticket().await.is_empty());
}

fn message(bench: &Bench, content: &str) -> UserMessage {
    UserMessage {
        component_appid: COMPONENT.to_owned(),
        appid: bench.sim.appids()[3].clone(),
        content: Some(content.to_owned()),
        ..UserMessage::default()
    }
}

#[tokio::test]
async fn a_users_message_reaches_the_account_and_its_reply_is_opened() {
    let bench = Bench::new().await;
    bench.received();
    bench.script(&[Say::Reply("你好 ]]> 😀")]);
    let outcome = bench.sim.send_message(&message(&bench, "hello ]]> \u{2028}")).await.unwrap();
    assert_eq!(outcome.content.as_deref(), Some("你好 ]]> 😀"));
    assert_eq!((outcome.delivered, outcome.fault), (true, None));
    let push = bench.received().remove(0);
    assert_eq!(push.appid.as_ref(), Some(&bench.sim.appids()[3]));
    assert!(push.query.contains(&format!("openid={}", outcome.openid)));
    assert!(!push.field("MsgId").is_empty());
    assert!(String::from_utf8_lossy(&push.body).contains("<ToUserName>"));
}

#[tokio::test]
async fn a_clear_reply_is_not_accepted() {
    let bench = Bench::new().await;
    bench.script(&[Say::Text("<xml><Content>hi</Content></xml>"), Say::Status(404), Say::Status(404)]);
    let outcome = bench.sim.send_message(&message(&bench, "hello")).await.unwrap();
    assert!(!outcome.delivered && outcome.fault.is_some());
}

#[tokio::test]
async fn the_release_check_can_be_played() {
    let bench = Bench::new().await;
    let [official, mini] = bench.sim.add_release_check_accounts(0);
    let token = bench.component_token().await;
    bench.authorize(&token, &mini).await;
    let code = bench.sim.authorization_code(COMPONENT, &mini).unwrap();
    bench.received();
    bench.script(&[Say::Empty]);
    let query = UserMessage { appid: mini.clone(), ..message(&bench, &format!("QUERY_AUTH_CODE:{code}")) };
    let outcome = bench.sim.send_message(&query).await.unwrap();
    assert_eq!((outcome.delivered, outcome.reply), (true, None));
    assert_eq!(bench.received()[0].field("ToUserName"), "gh_8dad206e9538");
    assert!(bench.query_auth(&token, &code).await["authorization_info"].is_object());
    bench.script(&[Say::Reply("LOCATIONfrom_callback")]);
    let event = UserMessage {
        appid: official,
        content: None,
        event: Some("LOCATION".to_owned()),
        fields: [("Latitude".to_owned(), "23.1".to_owned())].into(),
        ..message(&bench, "")
    };
    let outcome = bench.sim.send_message(&event).await.unwrap();
    assert_eq!(outcome.content.as_deref(), Some("LOCATIONfrom_callback"));
    assert_eq!(bench.received()[0].field("Latitude"), "23.1");
}

/// Waits for something that happens by itself, for ten seconds at most.
async fn eventually(mut happened: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if happened() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("it did not happen");
}

#[tokio::test]
async fn on_the_timer_things_happen_by_themselves_and_the_push_is_first() {
    let mut config = Config { mode: Mode::Timer, pushes_at_once: 4, ..Config::for_testing() };
    config.switches.push_retry_secs = 1;
    let bench = Bench::with(config).await;
    let mut received = Vec::new();
    eventually(|| {
        received.extend(bench.received());
        !received.is_empty()
    })
    .await;
    let ticket = received[0].field("ComponentVerifyTicket");
    let token = bench.component_token_with(&ticket).await["component_access_token"].as_str().unwrap().to_owned();
    bench.authorize(&token, &bench.sim.appids()[0]).await;
    assert_eq!(bench.received()[0].field("InfoType"), "authorized", "carried before the merchant is sent back");
    bench.script(&[Say::Status(500)]);
    bench.later(600);
    eventually(|| bench.sim.pushes().iter().any(|push| push.tries == 1 && push.state == PushState::Waiting)).await;
    bench.later(1);
    eventually(|| bench.sim.pushes().iter().any(|push| push.tries == 2 && push.state == PushState::Delivered)).await;
}

#[tokio::test]
async fn nobody_home_is_a_failed_push_and_nothing_worse() {
    let bench = Bench::new().await;
    let change =
        ComponentChange { events_url: Some("http://127.0.0.1:1/events".to_owned()), ..ComponentChange::default() };
    bench.sim.change_component(COMPONENT, change).unwrap();
    bench.sim.push_ticket(COMPONENT).unwrap();
    bench.sim.step().await;
    assert_eq!(bench.sim.pushes()[0].state, PushState::Failed);
}

#[tokio::test]
async fn settings_that_the_console_would_refuse_are_refused() {
    let bench = Bench::new().await;
    for change in [
        ComponentChange { encoding_aes_key: Some("short".to_owned()), ..ComponentChange::default() },
        ComponentChange { messages_url: Some("http://127.0.0.1/m".to_owned()), ..ComponentChange::default() },
        ComponentChange { events_url: Some("ftp://127.0.0.1/e".to_owned()), ..ComponentChange::default() },
        ComponentChange { token: Some(String::new()), ..ComponentChange::default() },
    ] {
        assert!(bench.sim.change_component(COMPONENT, change.clone()).is_err(), "{change:?}");
    }
    assert_eq!(bench.sim.component(COMPONENT).unwrap().events_url, bench.settings().events_url);
}
