//! Pushes: stored before they are answered, once each, in WeChat's order, and only genuine ones.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wxfleet_engine::components::ComponentChange;
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::permission::Actor;
use wxfleet_wechat::callback::Salt;
use wxfleet_wechat::callback::push::{seal_event, seal_message};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

use crate::app::{AES_KEY, COMPONENT, Spans, TOKEN, TestApp, component};
use crate::forge::{Said, event, info, keys, keys_of, said, signed};

const OTHER_KEY: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";

fn ticket(text: &str, created_at: i64) -> String {
    info("component_verify_ticket", created_at, &[("ComponentVerifyTicket", text)])
}

async fn newest_ticket(app: &TestApp) -> String {
    app.store.tickets(&component()).await.unwrap()[0].ticket.expose().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn wechat_hears_success_only_after_the_commit() {
    let app = TestApp::setup().start().await;
    let messages = [
        ticket("ticket@@@new", app.second_now() + 1),
        info("unauthorized", app.second_now(), &[("AuthorizerAppid", "wxbeef000000000002")]),
        info("notify_3rd_wxa_wxverify", app.second_now(), &[("appid", "wxbeef000000000002"), ("expired", "30")]),
    ];
    for xml in messages {
        let before = app.kinds().await.len();
        app.store.fail_next_commit();
        let refused = app.push(&xml).await;
        assert_eq!(refused.status, 503, "{xml}");
        assert_ne!(refused.body, "success");
        assert_eq!(app.kinds().await.len(), before, "nothing is kept of what was not answered");
        assert!(app.push(&xml).await.is_success(), "WeChat asks again");
        assert!(app.push(&xml).await.is_success());
        assert_eq!(app.kinds().await.len(), before + 1, "and it is stored once");
    }
    assert_eq!(newest_ticket(&app).await, "ticket@@@new");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_the_disk_refused_still_serves_from_memory() {
    let app = TestApp::setup().without_component().start().await;
    app.engine.components.add(&Actor::System, crate::app::new_component()).await.unwrap();
    app.register_with_wechat();
    // Three tries of the push, none of which the disk takes.
    app.sim.change_switches(|switches| switches.push_tries = 1);
    app.store.fail_next_commit();
    app.sim.step().await;
    assert!(app.store.tickets(&component()).await.unwrap().is_empty());
    let page = app.get_page(&format!("/authorize/{COMPONENT}")).await;
    assert_eq!(page.status, 200, "a pre_auth_code was made with it: {}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_push_is_kept_once_and_always_answered_with_success() {
    let app = TestApp::setup().start().await;
    let now = app.second_now();
    let xml = info("notify_3rd_wxa_wxverify", now, &[("appid", "wxbeef000000000002"), ("expired", "30")]);
    // Sealed anew each time: nonce, random bytes and so the whole ciphertext differ.
    let answers = join_all((0..8).map(|_| app.push(&xml))).await;
    assert!(answers.iter().all(Said::is_success), "{answers:?}");
    app.advance(1.hours());
    assert!(app.push(&xml).await.is_success());
    let same = app.seal(&xml);
    assert!(app.deliver(&same).await.is_success() && app.deliver(&same).await.is_success());
    assert_eq!(app.stored_of("notify_3rd_wxa_wxverify").await, 1);

    let message = event("gh_1", "weapp_audit_success", now, &[("SuccTime", "1")]);
    let answers = join_all((0..3).map(|_| app.push_message("wxbeef000000000002", &message))).await;
    assert!(answers.iter().all(Said::is_success), "{answers:?}");
    assert_eq!(app.stored_of("weapp_audit_success").await, 1);
    let elsewhere = app.push_message("wxbeef000000000003", &message).await;
    assert!(elsewhere.is_success());
    assert_eq!(app.stored_of("weapp_audit_success").await, 2, "the same event of another account is another one");
    app.settle().await;
    assert!(app.counter("wxfleet_callbacks_total{outcome=\"duplicate\"} ").await >= 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_ticket_never_replaces_a_newer_one() {
    let app = TestApp::setup().start().await;
    let now = app.second_now();
    for (text, created_at) in [("ticket@@@2", now + 600), ("ticket@@@1", now + 300), ("ticket@@@3", now + 900)] {
        assert!(app.push(&ticket(text, created_at)).await.is_success());
        let expected = if text == "ticket@@@3" { "ticket@@@3" } else { "ticket@@@2" };
        assert_eq!(newest_ticket(&app).await, expected, "after {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_of_authorized_and_unauthorized_wins_in_any_order() {
    let app = TestApp::setup().authorizers(2).start().await;
    let (first, second) = (app.sim.appids()[0].clone(), app.sim.appids()[1].clone());
    let authorized_at = app.authorizer(&first).await.authorized_at.as_second();
    let withdrawn = |appid: &str, at: i64| info("unauthorized", at, &[("AuthorizerAppid", appid)]);

    assert!(app.push(&withdrawn(&first, authorized_at - 1)).await.is_success());
    assert_eq!(app.authorizer(&first).await.status, AuthorizerStatus::Authorized, "it is older than the grant");
    assert!(app.push(&withdrawn(&first, authorized_at + 5)).await.is_success());
    assert_eq!(app.authorizer(&first).await.status, AuthorizerStatus::Unauthorized);

    // Withdrawn and at once authorized anew, the push of the withdrawal coming last.
    app.advance(10.seconds());
    app.sim.rule_pushes(wxfleet_simulator::PushRule {
        kind: Some("unauthorized".to_owned()),
        appid: Some(second.clone()),
        times: Some(1),
        effect: wxfleet_simulator::PushEffect::DelaySecs(60),
    });
    app.sim.deauthorize(COMPONENT, &second).unwrap();
    app.advance(10.seconds());
    app.authorize(&second).await;
    app.later(2.minutes()).await;
    assert!(app.stored_of("unauthorized").await >= 3);
    assert_eq!(app.authorizer(&second).await.status, AuthorizerStatus::Authorized);
    app.token(&second).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_genuine_push_that_cannot_be_read_is_kept_and_answered() {
    let app = TestApp::setup().start().await;
    for xml in [
        "<xml><AppId>",
        "not XML at all",
        "",
        "<xml><CreateTime>soon</CreateTime></xml>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><xml><InfoType>&a;</InfoType></xml>",
    ] {
        let before = app.stored_of("unreadable").await;
        assert!(app.push(xml).await.is_success(), "{xml}");
        assert!(app.push(xml).await.is_success(), "{xml}");
        assert_eq!(app.stored_of("unreadable").await, before + 1, "{xml}");
    }
    let unknown = info("notify_of_tomorrow", app.second_now(), &[("Something", "new")]);
    assert!(app.push(&unknown).await.is_success());
    assert_eq!(app.stored_of("notify_of_tomorrow").await, 1);
    assert_eq!(app.counter("wxfleet_callbacks_total{outcome=\"unreadable\"} ").await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_always_hears_the_same() {
    let app = TestApp::setup().start().await;
    let xml = ticket("ticket@@@forged", app.second_now() + 1);
    let good = app.seal(&xml);
    let events = |query: &str| format!("/wechat/{COMPONENT}/events?{query}");
    let other_key = seal_event(keys_of(TOKEN, OTHER_KEY).current(), &Salt::random(app.second_now()), &xml);
    let other_token = seal_event(keys_of("other", AES_KEY).current(), &Salt::random(app.second_now()), &xml);
    let upper: String = good
        .query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some(("msg_signature", value)) => format!("msg_signature={}", value.to_uppercase()),
            _ => pair.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("&");
    let nothing = format!("{}=", "A".repeat(43));
    let hostile = [
        ("plain XML without a query", events(""), xml.clone()),
        ("plain XML under a good query", events(&good.query), xml.clone()),
        ("an empty body", events(&good.query), String::new()),
        ("bytes that are no XML", events(&good.query), "\u{0}\u{1}".to_owned()),
        ("no signature", events("timestamp=1&nonce=2&encrypt_type=aes"), good.body.clone()),
        ("a signature in capitals", events(&upper), good.body.clone()),
        (
            "a signature that is too short",
            events(good.query.trim_end_matches(char::is_alphanumeric)),
            good.body.clone(),
        ),
        ("another token", events(&other_token.query), other_token.body),
        ("another key", events(&other_key.query), other_key.body),
        ("a parameter twice", events(&format!("{}&nonce=1", good.query)), good.body.clone()),
        ("two Encrypt", events(&good.query), good.body.replace("</xml>", "<Encrypt>a</Encrypt></xml>")),
        ("signed, not base64", signed("!!!!").0, signed("!!!!").1),
        ("signed, empty", signed("").0, signed("").1),
        ("signed, odd length", signed("QUJD").0, signed("QUJD").1),
        ("signed, a block of nothing", signed(&nothing).0, signed(&nothing).1),
        ("a DOCTYPE", events(&good.query), format!("<!DOCTYPE xml>{}", good.body)),
        ("a billion laughs", events(&good.query), laughs()),
        ("an external entity", events(&good.query), external_entity()),
        ("100,000 elements deep", events(&good.query), "<a>".repeat(100_000)),
        ("10,000 attributes", events(&good.query), attributes()),
        ("a message URL without an appid", format!("/wechat/{COMPONENT}/messages/$APPID$?{}", good.query), good.body),
    ];
    let before = app.kinds().await.len();
    let mut first: Option<Said> = None;
    for (what, path, body) in hostile {
        let answer = app.post(&path, body).await;
        assert_eq!((answer.status, answer.body.as_ref()), (400, &b"invalid callback"[..]), "{what}");
        let expected = first.get_or_insert_with(|| answer.clone());
        assert_eq!(answer.headers, expected.headers, "{what}");
    }
    assert_eq!(app.kinds().await.len(), before, "nothing of it is kept");
    assert_ne!(newest_ticket(&app).await, "ticket@@@forged");
}

fn laughs() -> String {
    let entity = |level: u32| {
        let inner = if level == 1 { "lol".to_owned() } else { format!("lol{}", level - 1) };
        format!("<!ENTITY lol{level} \"{}\">", format!("&{inner};").repeat(10))
    };
    let entities: Vec<String> = (1..10).map(entity).collect();
    format!("<!DOCTYPE lolz [<!ENTITY lol \"lol\">{}]><xml><Encrypt>&lol9;</Encrypt></xml>", entities.concat())
}

fn external_entity() -> String {
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&e;</Encrypt></xml>".to_owned()
}

fn attributes() -> String {
    let attributes: Vec<String> = (0..10_000).map(|number| format!("a{number}=\"x\"")).collect();
    format!("<xml {}><Encrypt>AAAA</Encrypt></xml>", attributes.join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_components_and_large_bodies_have_answers_of_their_own() {
    let app = TestApp::setup().start().await;
    let push = app.seal(&ticket("ticket@@@x", 1));
    for stranger in ["wxc0ffee00000000ff", "nonsense"] {
        let path = format!("/wechat/{stranger}/events?{}", push.query);
        assert_eq!(app.post(&path, push.body.clone()).await.status, 404, "{stranger}");
        let check = format!("{}/wechat/{stranger}/events?{}", app.url, app.url_check("echo"));
        assert_eq!(said(app.browser.http.get(check)).await.status, 404);
    }
    let path = format!("/wechat/{COMPONENT}/events?{}", push.query);
    assert_eq!(app.post(&path, "x".repeat((1 << 20) + 1)).await.status, 413);
    assert_eq!(app.post(&path, "x".repeat(1 << 20)).await.status, 400, "1 MiB is read");
    let put = app.browser.http.put(format!("{}{path}", app.url));
    assert_eq!(said(put).await.status, 405);
    // A message of the largest size that fits is opened and kept.
    let long = info("notify_of_length", app.second_now(), &[("Text", &"长".repeat(200_000))]);
    assert!(app.push(&long).await.is_success());
    assert_eq!(app.stored_of("notify_of_length").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_url_check_answers_its_echostr_to_wechat_alone() {
    let app = TestApp::setup().start().await;
    for path in [format!("/wechat/{COMPONENT}/events"), format!("/wechat/{COMPONENT}/messages/wxbeef000000000002")] {
        let get = |query: String| said(app.browser.http.get(format!("{}{path}?{query}", app.url)));
        let good = get(app.url_check("回声 <b>&\"1+1\"")).await;
        assert_eq!((good.status, good.body.as_ref()), (200, "回声 <b>&\"1+1\"".as_bytes()));
        assert!(good.headers["content-type"].to_str().unwrap().starts_with("text/plain"), "never a page of HTML");
        let query = app.url_check("echo");
        for bad in [query.replace("nonce=", "nonce=1"), query.replace("signature=", "signature=0"), String::new()] {
            let refused = get(bad).await;
            assert_eq!((refused.status, refused.body.as_ref()), (400, &b"invalid callback"[..]));
        }
        let silent = get(app.url_check("")).await;
        assert_eq!(silent.status, 400, "nothing to echo");
    }
}

async fn replace_keys(app: &TestApp, token: Option<&str>, aes_key: Option<&str>) {
    let change = ComponentChange {
        token: token.map(MessageToken::new),
        encoding_aes_key: aes_key.map(EncodingAesKey::new),
        ..ComponentChange::default()
    };
    app.engine.components.update(&Actor::System, &component(), change).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_under_a_replaced_token_or_key_are_taken_for_a_day() {
    let mut app = TestApp::setup().start().await;
    replace_keys(&app, None, Some(OTHER_KEY)).await;
    replace_keys(&app, Some("tokenOfTomorrow"), None).await;
    let pairs = [
        (TOKEN, AES_KEY, false),
        (TOKEN, OTHER_KEY, false),
        ("tokenOfTomorrow", AES_KEY, false),
        ("tokenOfTomorrow", OTHER_KEY, true),
    ];
    let mut number = 0;
    let mut push = async |app: &TestApp, token: &str, aes_key: &str| {
        number += 1;
        let xml = ticket(&format!("ticket@@@{number}"), app.second_now() + number);
        app.deliver(&app.seal_under(&keys_of(token, aes_key), &xml)).await
    };
    app.advance(23.hours());
    for (token, aes_key, _) in pairs {
        assert!(push(&app, token, aes_key).await.is_success(), "{token} {aes_key}");
    }
    assert_eq!(app.counter("wxfleet_callbacks_old_keys_total ").await, 3, "each counted");
    app.restart().await;
    assert!(push(&app, TOKEN, AES_KEY).await.is_success(), "over a restart too");
    app.advance(1.hours() + 1.seconds());
    for (token, aes_key, current) in pairs {
        let answer = push(&app, token, aes_key).await;
        assert_eq!(answer.is_success(), current, "{token} {aes_key}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timestamp_that_is_off_is_taken_and_counted() {
    let app = TestApp::setup().start().await;
    let now = app.second_now();
    for (number, at) in [now - 3_600, now + 3_600, 0, now - 599].into_iter().enumerate() {
        let xml = ticket(&format!("ticket@@@{number}"), now + i64::try_from(number).unwrap());
        let push = seal_event(keys().current(), &Salt::random(at), &xml);
        assert!(app.deliver(&push).await.is_success(), "{at}");
    }
    assert_eq!(app.counter("wxfleet_callbacks_off_time_total ").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn wechat_itself_is_answered_on_both_urls_and_never_asks_twice() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let message = wxfleet_simulator::UserMessage {
        component_appid: COMPONENT.to_owned(),
        appid,
        content: Some("你好 ]]> <b>😀</b>".to_owned()),
        ..wxfleet_simulator::UserMessage::default()
    };
    let outcome = app.sim.send_message(&message).await.unwrap();
    assert!(outcome.delivered && outcome.fault.is_none(), "{outcome:?}");
    assert_eq!(app.stored_of("text").await, 1);
    app.later(2.hours()).await;
    let pushes = app.sim.pushes();
    assert!(pushes.iter().all(|push| push.tries == 1), "{pushes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_and_an_event_may_share_a_second() {
    let app = TestApp::setup().start().await;
    let now = app.second_now();
    for name in ["weapp_audit_success", "wxa_nickname_audit", "wxa_illegal_record"] {
        assert!(app.push_message("wxbeef000000000002", &event("gh_1", name, now, &[])).await.is_success());
        assert_eq!(app.stored_of(name).await, 1);
    }
    // An authorization event has no place on the message URL: it changes nothing there, and is kept.
    let sneaked = info("unauthorized", now, &[("AuthorizerAppid", "wxbeef000000000002")]);
    let push = seal_message(keys().current(), &Salt::random(now), &sneaked, "gh_1", None);
    let path = format!("/wechat/{COMPONENT}/messages/wxbeef000000000002?{}", push.query);
    assert!(app.post(&path, push.body).await.is_success());
    assert!(app.stored("wxbeef000000000002").await.is_none());
    app.settle().await;
}

async fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// What comes until the other side closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    // A connection that is reset has ended as well as one that is closed.
    stream.read_to_end(&mut text).await.ok();
    String::from_utf8_lossy(&text).into_owned()
}

/// The deadlines are the server's own, so this test takes their five seconds of real time.
#[tokio::test(flavor = "multi_thread")]
async fn senders_that_never_finish_are_cut_off_and_hold_up_nobody() {
    let app = TestApp::setup().start().await;
    let started = Instant::now();
    let mut idle = Vec::new();
    for _ in 0..200 {
        idle.push(connect(&app).await);
    }
    let mut half_head = connect(&app).await;
    half_head
        .write_all(format!("POST /wechat/{COMPONENT}/events HTTP/1.1\r\nHost: x\r\nX-Slow: ").as_bytes())
        .await
        .unwrap();
    let mut half_body = connect(&app).await;
    let head = format!("POST /wechat/{COMPONENT}/events?a=b HTTP/1.1\r\nHost: x\r\nContent-Length: 600\r\n\r\n<xml>");
    half_body.write_all(head.as_bytes()).await.unwrap();

    for number in 0..50 {
        let one = Instant::now();
        assert!(app.push(&ticket(&format!("ticket@@@{number}"), app.second_now() + number)).await.is_success());
        assert!(one.elapsed() < Duration::from_secs(2), "{:?}", one.elapsed());
    }
    let ended = tokio::time::timeout(Duration::from_secs(9), async {
        let answer = rest(half_body).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        let answer = rest(half_head).await;
        assert!(!answer.contains("200 OK"), "{answer}");
        for stream in idle {
            rest(stream).await;
        }
    });
    ended.await.expect("every slow connection is closed");
    assert!(started.elapsed() >= Duration::from_secs(4), "WeChat itself may take its time");
}
