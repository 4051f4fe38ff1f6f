//! Messages to users: whom an account may answer, how often, until when, and with what.

use serde_json::{Value, json};
use wxfleet_simulator::UserMessage;

use crate::bench::{Bench, COMPONENT, errcode};

const SEND: &str = "/cgi-bin/message/custom/send";
const TYPING: &str = "/cgi-bin/message/custom/typing";

struct Desk {
    bench: Bench,
    appid: String,
    token: String,
}

impl Desk {
    async fn of(nth: usize) -> Self {
        let bench = Bench::new().await;
        let appid = bench.sim.appids()[nth].clone();
        let (_, token, _) = bench.authorized(&appid).await;
        Self { bench, appid, token }
    }

    async fn mini_program() -> Self {
        Self::of(0).await
    }

    async fn official_account() -> Self {
        Self::of(3).await
    }

    async fn hears(&self, content: Option<&str>, event: Option<&str>) {
        let message = UserMessage {
            component_appid: COMPONENT.to_owned(),
            appid: self.appid.clone(),
            openid: Some("oUser".to_owned()),
            content: content.map(str::to_owned),
            event: event.map(str::to_owned),
            ..UserMessage::default()
        };
        assert!(self.bench.sim.send_message(&message).await.unwrap().delivered);
    }

    async fn post(&self, path: &str, body: Value) -> i64 {
        errcode(&self.bench.post(path, &self.token, body).await)
    }

    async fn says(&self, touser: &str) -> i64 {
        self.post(SEND, json!({"touser": touser, "msgtype": "text", "text": {"content": "hi"}})).await
    }

    async fn types(&self, command: &str) -> i64 {
        self.post(TYPING, json!({"touser": "oUser", "command": command})).await
    }
}

#[tokio::test]
async fn a_message_opens_two_days_for_a_few_answers() {
    let desk = Desk::official_account().await;
    assert_eq!(desk.says("oUser").await, 45015, "the user never wrote");
    desk.hears(Some("hello"), None).await;
    for _ in 0..5 {
        assert_eq!(desk.says("oUser").await, 0);
    }
    assert_eq!(desk.says("oUser").await, 45047);
    desk.hears(Some("hello?"), None).await;
    desk.bench.later(48 * 3600 - 60);
    let body = json!({"touser": "oUser", "msgtype": "text", "text": {"content": "late 😀"}});
    let (_, token, _) = desk.bench.authorized(&desk.appid).await;
    assert_eq!(errcode(&desk.bench.post(SEND, &token, body.clone()).await), 0);
    let sent = desk.bench.sim.sent_messages();
    assert_eq!((sent.len(), &sent[5].body), (6, &body));
    assert!(sent[5].authorization_code.as_ref().unwrap().starts_with("queryauthcode@@@"));
    desk.bench.later(60);
    assert_eq!(errcode(&desk.bench.post(SEND, &token, body).await), 45015);
}

#[tokio::test]
async fn entering_the_window_allows_one_answer_for_a_minute() {
    let desk = Desk::mini_program().await;
    desk.hears(None, Some("user_enter_tempsession")).await;
    assert_eq!(desk.says("oUser").await, 0);
    assert_eq!(desk.says("oUser").await, 45047);
    desk.hears(None, Some("user_enter_tempsession")).await;
    desk.bench.later(60);
    assert_eq!(desk.says("oUser").await, 45015);
    desk.hears(Some("hello"), None).await;
    desk.hears(None, Some("user_enter_tempsession")).await;
    desk.bench.later(600);
    assert_eq!(desk.says("oUser").await, 0, "the message still counts");
}

#[tokio::test]
async fn an_openid_is_good_for_one_account() {
    let desk = Desk::official_account().await;
    desk.hears(Some("hello"), None).await;
    let other = desk.bench.sim.appids()[0].clone();
    let (_, token, _) = desk.bench.authorized(&other).await;
    let body = json!({"touser": "oUser", "msgtype": "text", "text": {"content": "hi"}});
    assert_eq!(errcode(&desk.bench.post(SEND, &token, body).await), 40003);
    assert_eq!(desk.says("").await, 40003);
    assert_eq!(desk.says("o User").await, 40003);
}

#[tokio::test]
async fn each_kind_of_account_has_its_kinds_of_message() {
    let mini = Desk::mini_program().await;
    let official = Desk::official_account().await;
    for desk in [&mini, &official] {
        desk.hears(Some("hello"), None).await;
        let to = |mut body: Value| {
            body["touser"] = json!("oUser");
            desk.post(SEND, body)
        };
        assert_eq!(to(json!({})).await, 40008);
        assert_eq!(to(json!({"msgtype": "fax", "fax": {}})).await, 40008);
        assert_eq!(to(json!({"msgtype": "text"})).await, 47001);
        assert_eq!(to(json!({"msgtype": "text", "text": {"content": ""}})).await, 44004);
        assert_eq!(to(json!({"msgtype": "image", "image": {}})).await, 41006);
        let is_mini = std::ptr::eq(desk, &raw const mini);
        let link = json!({"title": "t", "description": "d", "url": "https://x.example", "thumb_url": ""});
        assert_eq!(to(json!({"msgtype": "link", "link": link})).await, if is_mini { 0 } else { 40008 });
        let voice = to(json!({"msgtype": "voice", "voice": {"media_id": "M"}})).await;
        assert_eq!(voice, if is_mini { 40008 } else { 0 });
    }
    assert_eq!(mini.bench.sim.sent_messages().len(), 1, "what is refused is not kept");
}

#[tokio::test]
async fn typing_is_shown_soon_after_a_message() {
    let desk = Desk::mini_program().await;
    desk.hears(Some("hello"), None).await;
    assert_eq!(desk.types("typing").await, 45072);
    assert_eq!(desk.types("Typing").await, 0);
    assert_eq!(desk.types("Typing").await, 45081);
    assert_eq!(desk.types("CancelTyping").await, 0);
    assert_eq!(desk.types("Typing").await, 0);
    assert_eq!(desk.says("oUser").await, 0);
    assert_eq!(desk.types("Typing").await, 0, "a message ends it");
    desk.bench.later(30);
    assert_eq!(desk.types("Typing").await, 45080);
}
