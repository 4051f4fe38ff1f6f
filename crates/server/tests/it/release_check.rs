//! WeChat's check before a full-network release: passed with every group of test accounts, once each however often it is
//! pushed, over crashes, and without a trace in the fleet.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use futures_util::future::join_all;
use wxfleet_engine::components::ComponentChange;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_server::cli::Cli;
use wxfleet_server::settings::Environment;
use wxfleet_simulator::{AuthorizationOrder, Authorize, Fault, FaultEffect, ReleaseCheck, SentMessage, UserMessage};
use wxfleet_store::JournalFilter;
use wxfleet_wechat::callback::push::seal_message;
use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{Keys, NoticeBody, Salt, notice};
use wxfleet_wechat::message::{CustomSend, CustomTyping, TypingCommand};
use wxfleet_wechat::release_check::{TEST_ACCOUNTS, TestAccount};
use wxfleet_wechat::secret::EncodingAesKey;

use crate::app::{COMPONENT, Database, Spans, TOKEN, TestApp, account, component, until};
use crate::forge::{Said, event, info, keys, keys_of};

const QUERY_AUTH: &str = "/cgi-bin/component/api_query_auth";
const SEND: &str = "/cgi-bin/message/custom/send";
const TEXT: &str = "TESTCOMPONENT_MSG_TYPE_TEXT";
const OTHER_KEY: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";

fn official() -> &'static TestAccount {
    &TEST_ACCOUNTS[0]
}

fn mini() -> &'static TestAccount {
    &TEST_ACCOUNTS[1]
}

/// The inside of a text.
fn text(user_name: &str, content: &str, msg_id: i64, at: i64) -> String {
    format!(
        "<xml><ToUserName><![CDATA[{user_name}]]></ToUserName>\n<FromUserName><![CDATA[oTester]]></FromUserName>\n\
         <CreateTime>{at}</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n\
         <Content><![CDATA[{content}]]></Content>\n<MsgId>{msg_id}</MsgId>\n</xml>"
    )
}

/// `Content` of a reply that is right in all else.
fn replied(said: &Said, keys: &Keys, user_name: &str) -> String {
    assert_eq!(said.status, 200);
    assert!(said.headers["content-type"].to_str().unwrap().starts_with("text/xml"));
    let opened = open_reply(keys, &said.body).unwrap();
    let reply = notice::parse(&opened.xml).unwrap();
    assert_eq!(reply.from_user_name.as_deref(), Some(user_name));
    let NoticeBody::Text(text) = reply.body else { panic!("no text: {:?}", reply.body) };
    text.content
}

impl TestApp {
    /// A test account authorizes the way it does before a check: the push is all we see of it.
    async fn admit(&self, appid: &str) {
        self.sim.change_switches(|switches| switches.authorization_order = AuthorizationOrder::PushOnly);
        let link = self.engine.authorization.visit(&component()).await.unwrap();
        let pc_url = url::Url::parse(&link.pc_url).unwrap();
        let code = pc_url.query_pairs().find(|(name, _)| name == "pre_auth_code").unwrap().1.into_owned();
        let consent = Authorize { pre_auth_code: code, appid: appid.to_owned(), ..Authorize::default() };
        self.sim.authorize(&consent).await.unwrap();
        self.settle().await;
    }

    /// The test accounts of the first group, admitted.
    async fn with_test_accounts(self) -> Self {
        self.sim.add_release_check_accounts(0);
        self.admit(official().appid).await;
        self.admit(mini().appid).await;
        self.sim.clear_requests();
        self
    }

    /// A fresh code in a text, as the check sends it. Returns what was said, and the code.
    async fn ask_for_message(&self, account: &TestAccount) -> String {
        let code = self.sim.authorization_code(COMPONENT, account.appid).unwrap();
        let message = UserMessage {
            component_appid: COMPONENT.to_owned(),
            appid: account.appid.to_owned(),
            openid: Some("oTester".to_owned()),
            content: Some(format!("QUERY_AUTH_CODE:{code}")),
            ..UserMessage::default()
        };
        let outcome = self.sim.send_message(&message).await.unwrap();
        assert_eq!((outcome.delivered, outcome.reply), (true, None));
        code
    }

    fn messages_for(&self, code: &str) -> Vec<SentMessage> {
        let content = format!("{code}_from_api");
        let mut sent = self.sim.sent_messages();
        sent.retain(|one| one.body["text"]["content"] == content.as_str());
        sent
    }

    async fn check_entries(&self) -> Vec<Option<Outcome>> {
        let page = PageRequest { limit: 500, after: None };
        let journal = self.store.journal(&JournalFilter::default(), &page).await.unwrap();
        let of_check = journal.items.into_iter().filter(|entry| entry.intent.deed == Deed::ReleaseCheck);
        of_check.map(|entry| entry.outcome.map(|outcome| outcome.0)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_group_of_test_accounts_passes() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let before = app.authorizer(&appid).await;
    for group in 1..=5 {
        let check = ReleaseCheck { component_appid: COMPONENT.to_owned(), group, callbacks_only: false };
        let report = app.sim.release_check(&check).await.unwrap();
        assert!(report.passed, "{report:#?}");
        assert_eq!(report.items.len(), 17, "{report:#?}");
    }
    app.settle().await;
    for account in &TEST_ACCOUNTS {
        assert!(app.stored(account.appid).await.is_none(), "{account:?} is no account of the fleet");
    }
    assert_eq!(app.authorizer(&appid).await, before);
    let outcomes = app.check_entries().await;
    assert_eq!(outcomes.len(), 10);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Some(Outcome::Done { .. }))), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_comparison_with_wechats_list_leaves_test_accounts_out() {
    let app = TestApp::setup().authorizers(1).start().await.with_test_accounts().await;
    let code = app.ask_for_message(official()).await;
    until("the message", || !app.messages_for(&code).is_empty()).await;
    app.settle().await;
    let synced = app.engine.authorizers.sync(&Actor::System, &component()).await.unwrap();
    assert_eq!((synced.seen, synced.added, synced.failed), (1, 0, 0));
    assert!(app.stored(official().appid).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_push_gets_the_same_reply_and_one_message() {
    let app = TestApp::setup().start().await.with_test_accounts().await;
    let now = app.second_now();
    let xml = text(official().user_name, TEXT, 1, now);
    let answers = join_all((0..4).map(|_| app.push_message(official().appid, &xml))).await;
    for said in answers {
        assert_eq!(replied(&said, &keys(), official().user_name), format!("{TEXT}_callback"));
    }
    assert_eq!(app.stored_of("text").await, 1);
    let located = event(official().user_name, "LOCATION", now, &[("Latitude", "23.1")]);
    for _ in 0..2 {
        let said = app.push_message(official().appid, &located).await;
        assert_eq!(replied(&said, &keys(), official().user_name), "LOCATIONfrom_callback");
    }
    let said = app.push_message(mini().appid, &event(mini().user_name, "LOCATION", now, &[])).await;
    assert!(said.is_success(), "a Mini Program's events want no reply");

    let code = app.ask_for_message(mini()).await;
    let again = text(mini().user_name, &format!("QUERY_AUTH_CODE:{code}"), 77, now);
    let answers = join_all((0..4).map(|_| app.push_message(mini().appid, &again))).await;
    for said in answers {
        assert_eq!((said.status, said.body.len()), (200, 0));
    }
    until("the message", || !app.messages_for(&code).is_empty()).await;
    app.settle().await;
    let sent = app.messages_for(&code);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].authorization_code.as_deref(), Some(&*code), "with the token of that very code");
    assert_eq!(app.sim.count(QUERY_AUTH), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_never_sets_it_off() {
    let app = TestApp::setup().authorizers(1).start().await;
    let (mini, official) = (app.sim.appids()[0].clone(), app.sim.appids()[3].clone());
    app.authorize(&official).await;
    app.sim.clear_requests();
    let now = app.second_now();
    for (appid, n) in [(&mini, 10), (&official, 20), (&"wxbeef000000000002".to_owned(), 30)] {
        let code = "QUERY_AUTH_CODE:queryauthcode@@@x";
        for (xml, kind) in [
            (text("gh_tenant", TEXT, n, now), "text"),
            (text("gh_tenant", code, n + 1, now), "code"),
            (event("gh_tenant", "LOCATION", now, &[]), "event"),
        ] {
            assert!(app.push_message(appid, &xml).await.is_success(), "{appid} {kind}");
        }
    }
    app.settle().await;
    assert_eq!((app.sim.count(QUERY_AUTH), app.sim.count(SEND)), (0, 0));
    assert!(app.check_entries().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_account_is_known_by_its_name_alone() {
    let app = TestApp::setup().start().await;
    for account in &TEST_ACCOUNTS {
        let xml = text(account.user_name, TEXT, i64::from(account.group), app.second_now());
        let said = app.push_message("wxbeef000000000002", &xml).await;
        // Two accounts of one group share the number of the message here, and so the event.
        assert_eq!(replied(&said, &keys(), account.user_name), format!("{TEXT}_callback"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn authorizations_of_test_accounts_are_taken_and_change_nothing() {
    let app = TestApp::setup().start().await;
    let now = app.second_now();
    for account in &TEST_ACCOUNTS {
        let fields = [("AuthorizerAppid", account.appid), ("AuthorizationCode", "queryauthcode@@@none")];
        for (kind, fields) in [("authorized", &fields[..]), ("unauthorized", &fields[..1])] {
            assert!(app.push(&info(kind, now, fields)).await.is_success(), "{kind} {account:?}");
        }
    }
    app.settle().await;
    assert_eq!(app.sim.count(QUERY_AUTH), 0);
    assert_eq!((app.stored_of("authorized").await, app.stored_of("unauthorized").await), (10, 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_before_it_is_on_disk() {
    let app = TestApp::setup().start().await;
    let xml = text(official().user_name, TEXT, 1, app.second_now());
    app.store.fail_next_commit();
    assert_eq!(app.push_message(official().appid, &xml).await.status, 503);
    let said = app.push_message(official().appid, &xml).await;
    assert_eq!(replied(&said, &keys(), official().user_name), format!("{TEXT}_callback"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_sealed_with_the_key_that_worked() {
    let app = TestApp::setup().start().await;
    let change =
        ComponentChange { encoding_aes_key: Some(EncodingAesKey::new(OTHER_KEY)), ..ComponentChange::default() };
    app.engine.components.update(&Actor::System, &component(), change).await.unwrap();
    let later = keys_of(TOKEN, OTHER_KEY);
    let late = app.second_now() - 3_600;
    for (number, keys, other) in [(1, keys(), &later), (2, later.clone(), &keys())] {
        let xml = text(official().user_name, TEXT, number, late);
        let salt = Salt { nonce: "nonceOfThePush".to_owned(), ..Salt::random(late) };
        let push = seal_message(keys.current(), &salt, &xml, official().user_name, None);
        let path = format!("/wechat/{COMPONENT}/messages/{}?{}", official().appid, push.query);
        let said = app.post(&path, push.body).await;
        assert_eq!(replied(&said, &keys, official().user_name), format!("{TEXT}_callback"), "late or not");
        assert!(open_reply(other, &said.body).is_err());
        let opened = open_reply(&keys, &said.body).unwrap();
        assert_eq!(opened.nonce, "nonceOfThePush");
        assert_eq!(opened.timestamp, app.second_now().to_string(), "our own time");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_wechat_does_not_know_is_tried_once() {
    let app = TestApp::setup().start().await.with_test_accounts().await;
    let xml = text(official().user_name, "QUERY_AUTH_CODE:queryauthcode@@@wrong", 5, app.second_now());
    let said = app.push_message(official().appid, &xml).await;
    assert_eq!((said.status, said.body.len()), (200, 0));
    until("the exchange", || app.sim.count(QUERY_AUTH) == 1).await;
    app.settle().await;
    app.later(10.minutes()).await;
    assert_eq!((app.sim.count(QUERY_AUTH), app.sim.count(SEND)), (1, 0));
    let outcomes = app.check_entries().await;
    assert!(matches!(outcomes[..], [Some(Outcome::Refused { errcode, .. })] if errcode.0 == 61009), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenants_code_is_never_used_for_it() {
    let app = TestApp::setup().authorizers(1).start().await.with_test_accounts().await;
    let tenant = app.sim.appids()[0].clone();
    let token = app.token(&tenant).await.unwrap();
    let code = app.sim.authorization_code(COMPONENT, &tenant).unwrap();
    let xml = text(official().user_name, &format!("QUERY_AUTH_CODE:{code}"), 5, app.second_now());
    app.push_message(official().appid, &xml).await;
    until("the exchange", || app.sim.count(QUERY_AUTH) == 1).await;
    app.settle().await;
    assert_eq!(app.sim.count(SEND), 0);
    assert_eq!(app.token(&tenant).await.unwrap(), token, "what is stored of the tenant stays");
}

async fn crash_during(path: &str, database: Database) -> (TestApp, String) {
    let mut app = TestApp::setup().on(database).start().await.with_test_accounts().await;
    app.sim.inject_fault(Fault::once(path, FaultEffect::DelayMs(60_000)));
    let code = app.ask_for_message(official()).await;
    until("the request is with WeChat", || app.sim.count(path) == 1).await;
    assert_eq!(app.store.events_unhandled(10).await.unwrap().len(), 1, "it is owed until it is done");
    app.restart().await;
    app.settle().await;
    (app, code)
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_the_message_is_sent_all_the_same() {
    let (app, code) = crash_during(QUERY_AUTH, Database::Sqlite).await;
    let sent = app.messages_for(&code);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].authorization_code.as_deref(), Some(&*code));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_between_exchange_and_message_wechats_record_gives_the_token() {
    let (app, code) = crash_during(SEND, Database::Sqlite).await;
    assert_eq!(app.messages_for(&code).len(), 1);
    assert_eq!(app.sim.count(QUERY_AUTH), 2, "the second one says that the code is spent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_and_a_busy_wechat_are_outlived() {
    for (path, effect) in [
        (QUERY_AUTH, FaultEffect::DropAfterProcessing),
        (QUERY_AUTH, FaultEffect::Errcode { errcode: -1, errmsg: None }),
        (SEND, FaultEffect::Errcode { errcode: -1, errmsg: None }),
    ] {
        let app = TestApp::setup().start().await.with_test_accounts().await;
        app.sim.inject_fault(Fault::once(path, effect.clone()));
        let code = app.ask_for_message(official()).await;
        until("the request is with WeChat", || app.sim.count(path) == 1).await;
        tokio::time::timeout(Duration::from_secs(10), async {
            while app.messages_for(&code).is_empty() {
                app.settle().await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("no message after {effect:?} of {path}"));
        app.settle().await;
        assert_eq!(app.messages_for(&code).len(), 1, "{effect:?} of {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_answer_their_users_in_wechats_time() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let message = CustomSend::text("oTester".parse().unwrap(), "您的订单已备好");
    let account = account(&appid);
    let refused = app.engine.messages.send(&Actor::System, &account, &message).await.unwrap_err();
    assert_eq!(refused.errcode().unwrap().0, 45015);
    let written = UserMessage {
        component_appid: COMPONENT.to_owned(),
        appid: appid.clone(),
        openid: Some("oTester".to_owned()),
        content: Some("在吗".to_owned()),
        ..UserMessage::default()
    };
    app.sim.send_message(&written).await.unwrap();
    let typing = |command| CustomTyping::new("oTester".parse().unwrap(), command);
    app.engine.messages.typing(&Actor::System, &account, &typing(TypingCommand::Typing)).await.unwrap();
    let again = app.engine.messages.typing(&Actor::System, &account, &typing(TypingCommand::Typing)).await;
    assert_eq!(again.unwrap_err().errcode().unwrap().0, 45081);
    app.engine.messages.send(&Actor::System, &account, &message).await.unwrap();
    assert_eq!(app.sim.sent_messages()[0].body["text"]["content"], "您的订单已备好");
    assert!(app.engine.messages.send(&Actor::Merchant, &account, &message).await.is_err());
    let page = PageRequest { limit: 500, after: None };
    let journal = app.store.journal(&JournalFilter::default(), &page).await.unwrap();
    let sent: Vec<_> = journal.items.iter().filter(|entry| entry.intent.deed == Deed::MessageSend).collect();
    assert_eq!(sent.len(), 2);
    assert!(!format!("{sent:?}").contains("订单"), "what it says is not journaled");
}

async fn command(words: &[&str], environment: &Environment) -> String {
    let cli = Cli::try_parse_from([&["wxfleet", "check", "release"][..], words].concat()).unwrap();
    format!("{:?}", wxfleet_server::run(cli, environment).await)
}

fn status(code: ExitCode) -> String {
    format!("{code:?}")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_rehearses_the_whole_check() {
    let nothing = Environment::default();
    assert_eq!(command(&[], &nothing).await, status(ExitCode::SUCCESS));
    assert_eq!(command(&["--group", "3", "--json"], &nothing).await, status(ExitCode::SUCCESS));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_tries_the_way_to_a_running_server() {
    let app = TestApp::setup().start().await;
    let database = format!("sqlite://{}", app.directory().join("wxfleet.db").display());
    let environment =
        Environment::of([("WXFLEET_MASTER_KEY", &*"2a".repeat(32)), ("WXFLEET_DATABASE_URL", &*database)]);
    let data_dir = app.directory().display().to_string();
    let to = async |url: &str, more: &[&str]| {
        let words = [&["--against-running", "--data-dir", &*data_dir, "--url", url][..], more].concat();
        command(&words, &environment).await
    };
    let tickets = app.stored_of("component_verify_ticket").await;
    assert_eq!(to(&app.url, &[]).await, status(ExitCode::SUCCESS));
    assert_eq!(app.stored_of("component_verify_ticket").await, tickets, "no ticket is made up");
    assert_eq!(app.stored_of("LOCATION").await, 5);
    app.settle().await;
    assert_eq!(app.sim.count(QUERY_AUTH), 0);
    assert_eq!(to("http://127.0.0.1:1", &["--group", "1"]).await, status(ExitCode::from(1)));
    assert_eq!(to(&app.sim_url, &["--group", "1", "--json"]).await, status(ExitCode::from(1)));
    assert_eq!(to(&app.url, &["--component", "wxc0ffee00000000ff"]).await, status(ExitCode::from(2)));
}

/// Where another server may be at it, its try has to be over before the next one begins.
async fn outlived_beside_others(database: Database) {
    let (app, code) = crash_during(QUERY_AUTH, database).await;
    assert_eq!(app.sim.count(QUERY_AUTH), 1, "the one that was cut off may still be under way");
    let second = app.second().await;
    app.advance(3.minutes());
    tokio::join!(app.engine.tasks.settle(), second.engine.tasks.settle());
    app.settle().await;
    assert_eq!(app.messages_for(&code).len(), 1, "two servers, one message");
    second.stop().await;
}

mod on_postgres {
    use crate::app::Database;

    #[tokio::test(flavor = "multi_thread")]
    async fn after_a_crash_one_of_two_servers_sends_the_message() {
        super::outlived_beside_others(Database::Postgres).await;
    }
}

mod on_mysql {
    use crate::app::Database;

    #[tokio::test(flavor = "multi_thread")]
    async fn after_a_crash_one_of_two_servers_sends_the_message() {
        super::outlived_beside_others(Database::MySql).await;
    }
}
