//! WeChat's side of the check before a full-network release, played against a platform and judged strictly.
//!
//! One group of test accounts authorizes, the way WeChat does it: without a page and without a link. Then each push of
//! the check is made, once, and what comes back within the five seconds is held against what WeChat wants. What the
//! platform may slip on besides is tried too: a push that comes again, and an ordinary account that gets the same text.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::Instant;

use super::ControlError;
use super::messages::element;
use crate::delivery::Accepted;
use crate::simulator::Simulator;
use crate::world::World;
use crate::world::push::{Event, Target};

/// WeChat waits so long for an answer, and for the message after an empty one.
const WITHIN: Duration = Duration::from_secs(5);
/// How often it is looked whether the message has come.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// A second message would come about as quickly as the first.
const GRACE: Duration = Duration::from_millis(200);

const TEXT: &str = "TESTCOMPONENT_MSG_TYPE_TEXT";
const EVENT: &str = "LOCATION";

/// A check to make.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseCheck {
    /// The platform that is checked.
    pub component_appid: String,
    /// Which of the five groups of test accounts, from 1.
    #[serde(default = "first")]
    pub group: u8,
    /// Leaves out what a platform cannot pass that calls another WeChat than this one: the ticket, which would be none,
    /// and the messages, whose codes are none.
    #[serde(default)]
    pub callbacks_only: bool,
}

fn first() -> u8 {
    1
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckItem {
    /// A ticket is answered with `success`.
    Ticket,
    /// `authorized` is answered with `success`.
    Authorized,
    /// An event is answered with its name and `from_callback`.
    Event,
    /// The text is answered with itself and `_callback`.
    Text,
    /// The same text, when it comes again, is answered the same.
    TextAgain,
    /// `QUERY_AUTH_CODE:…` is answered with an empty body.
    ApiEmpty,
    /// The customer-service message comes, with the token that the code gave.
    ApiMessage,
    /// It comes once, although the push came twice.
    ApiOnce,
    /// An ordinary account that gets the same text is not taken for a test account.
    Ordinary,
    /// `unauthorized` is answered with `success`.
    Unauthorized,
}

/// A reason in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// One item and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedItem {
    /// What was checked.
    pub item: CheckItem,
    /// The account to which it was done; none for the ticket.
    pub appid: Option<String>,
    /// How it went.
    pub passed: bool,
    /// What was wrong.
    pub reason: Option<Reason>,
    /// How long the platform took.
    pub took_ms: u64,
}

/// How the whole check went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReleaseCheckReport {
    /// The group of test accounts.
    pub group: u8,
    /// Its Official Account.
    pub official_account: String,
    /// Its Mini Program.
    pub mini_program: String,
    /// Whether every item passed.
    pub passed: bool,
    /// The items, in the order in which they were done.
    pub items: Vec<CheckedItem>,
}

macro_rules! reason {
    ($en:literal, $zh:literal $(,)?) => {
        Reason { en: format!($en), zh: format!($zh) }
    };
}

type Verdict = Result<(), Reason>;

/// What came of one push.
struct Tried {
    answer: Result<Accepted, String>,
    took: Duration,
}

/// A test account and the user who writes to it.
struct Account {
    appid: String,
    user_name: String,
    openid: String,
}

/// A check under way.
struct Run<'a> {
    simulator: &'a Simulator,
    component: &'a str,
    items: Vec<CheckedItem>,
}

impl Simulator {
    /// Plays the check before a full-network release against a platform, item by item.
    pub async fn release_check(&self, check: &ReleaseCheck) -> Result<ReleaseCheckReport, ControlError> {
        if !(1..=5).contains(&check.group) {
            return Err(ControlError::Invalid("group must be 1 to 5".to_owned()));
        }
        self.with_component(&check.component_appid, |_| ())?;
        let [official_account, mini_program] = self.add_release_check_accounts(usize::from(check.group) - 1);
        let mut run = Run { simulator: self, component: &check.component_appid, items: Vec::new() };
        let accounts = [run.account(&official_account)?, run.account(&mini_program)?];
        if !check.callbacks_only {
            run.ticket().await;
        }
        for account in &accounts {
            run.authorized(account).await;
        }
        run.event(&accounts[0]).await;
        for account in &accounts {
            run.text(account).await;
        }
        if !check.callbacks_only {
            run.messages(&accounts).await;
            run.ordinary().await?;
        }
        for account in &accounts {
            run.unauthorized(account).await;
        }
        let items = run.items;
        let passed = items.iter().all(|item| item.passed);
        Ok(ReleaseCheckReport { group: check.group, official_account, mini_program, passed, items })
    }
}

impl Run<'_> {
    fn account(&self, appid: &str) -> Result<Account, ControlError> {
        let target = self.simulator.with_world(|world, _| world.messages_of(appid, None));
        match target {
            Some(Target::Messages { appid, user_name, openid }) => Ok(Account { appid, user_name, openid }),
            _ => Err(ControlError::no("merchant", appid)),
        }
    }

    fn note(&mut self, item: CheckItem, appid: Option<&str>, took: Duration, verdict: Verdict) {
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let appid = appid.map(str::to_owned);
        self.items.push(CheckedItem { item, appid, passed: verdict.is_ok(), reason: verdict.err(), took_ms });
    }

    async fn ticket(&mut self) {
        let component = self.component;
        let tried = self.push(|world, now| world.push_ticket(component, now)).await;
        self.note(CheckItem::Ticket, None, tried.took, tried.is_success());
    }

    async fn authorized(&mut self, account: &Account) {
        let component = self.component;
        let tried = self.push(|world, now| world.authorize_directly(component, &account.appid, now)).await;
        self.note(CheckItem::Authorized, Some(&account.appid), tried.took, tried.is_success());
    }

    async fn unauthorized(&mut self, account: &Account) {
        let component = self.component;
        let tried = self.push(|world, now| world.deauthorize(component, &account.appid, now)).await;
        self.note(CheckItem::Unauthorized, Some(&account.appid), tried.took, tried.is_success());
    }

    async fn event(&mut self, account: &Account) {
        let event = Event::named(EVENT).text("Latitude", "23.137466").text("Longitude", "113.352425");
        let tried = self.say(account, event.text("Precision", "119.385040")).await;
        let verdict = tried.is_reply(account, &format!("{EVENT}from_callback"));
        self.note(CheckItem::Event, Some(&account.appid), tried.took, verdict);
    }

    /// The text, and the same once more as after an answer that was lost.
    async fn text(&mut self, account: &Account) {
        let event = self.text_message(TEXT);
        for item in [CheckItem::Text, CheckItem::TextAgain] {
            let tried = self.say(account, event.clone()).await;
            let verdict = tried.is_reply(account, &format!("{TEXT}_callback"));
            self.note(item, Some(&account.appid), tried.took, verdict);
        }
    }

    /// The code as a text, the empty answer, the message; and the same text again.
    async fn messages(&mut self, accounts: &[Account]) {
        let mut codes = Vec::new();
        for account in accounts {
            let code = self.simulator.with_world(|world, now| {
                let answers = world.switches.answers_per_message;
                world.conversations.wrote(&account.appid, &account.openid, answers, now);
                world.new_auth_code(self.component, &account.appid, now)
            });
            let event = self.text_message(&format!("QUERY_AUTH_CODE:{code}"));
            let tried = self.say(account, event.clone()).await;
            self.note(CheckItem::ApiEmpty, Some(&account.appid), tried.took, tried.is_empty());
            let started = Instant::now();
            let verdict = self.message_comes(account, &code).await;
            self.note(CheckItem::ApiMessage, Some(&account.appid), started.elapsed(), verdict);
            let again = self.say(account, event).await;
            codes.push((code, again.is_empty(), again.took));
        }
        tokio::time::sleep(GRACE).await;
        for (account, (code, again, took)) in accounts.iter().zip(codes) {
            let verdict = again.and_then(|()| self.came_once(account, &code));
            self.note(CheckItem::ApiOnce, Some(&account.appid), took, verdict);
        }
    }

    async fn message_comes(&self, account: &Account, code: &str) -> Verdict {
        let arrival = async {
            while self.sent(account, code).is_empty() {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        if tokio::time::timeout(WITHIN, arrival).await.is_err() {
            return Err(self.why_no_message(account, code));
        }
        let sent = self.sent(account, code).remove(0);
        if sent.body["touser"] != json!(account.openid) {
            return Err(reason!("the message went to somebody else", "消息发给了别人，touser 应是发消息的用户"));
        }
        if sent.authorization_code.as_deref() != Some(code) {
            return Err(reason!(
                "the message was not sent with the access token that this code gave",
                "发消息用的不是这个授权码换来的 access_token"
            ));
        }
        Ok(())
    }

    /// The messages of the account that answer this code.
    fn sent(&self, account: &Account, code: &str) -> Vec<crate::world::SentMessage> {
        let content = json!(format!("{code}_from_api"));
        let mut sent = self.simulator.sent_messages();
        sent.retain(|one| {
            one.appid == account.appid && one.body["msgtype"] == "text" && one.body["text"]["content"] == content
        });
        sent
    }

    fn why_no_message(&self, account: &Account, code: &str) -> Reason {
        let used = self.simulator.with_world(|world, _| {
            let codes = world.components.get(self.component).map(|component| &component.auth_codes);
            codes.and_then(|codes| codes.get(code)).is_some_and(|code| code.used)
        });
        if !used {
            return reason!(
                "the code was not exchanged (api_query_auth) within 5 s",
                "5 秒内没有用授权码调用 api_query_auth"
            );
        }
        let lines = self.simulator.requests();
        let refused = lines.iter().rev().find(|line| {
            line.path == "/cgi-bin/message/custom/send" && line.appid == account.appid && line.errcode != 0
        });
        match refused.map(|line| line.errcode) {
            Some(errcode) => reason!(
                "the code was exchanged, but the message was refused with {errcode}",
                "授权码已换取，但发送客服消息被拒绝，errcode {errcode}"
            ),
            None => reason!(
                "the code was exchanged, but the message `<code>_from_api` did not come within 5 s",
                "授权码已换取，但 5 秒内没有收到 `<授权码>_from_api` 这条客服消息"
            ),
        }
    }

    fn came_once(&self, account: &Account, code: &str) -> Verdict {
        match self.sent(account, code).len() {
            0 => Err(reason!("no message came at all", "没有收到客服消息")),
            1 => Ok(()),
            times => Err(reason!(
                "the push came twice, and the message {times} times",
                "推送重复了一次，客服消息却发了 {times} 次"
            )),
        }
    }

    /// The text of the check to an account that is none of the test accounts.
    async fn ordinary(&mut self) -> Result<(), ControlError> {
        let Some(appid) = self.simulator.appids().into_iter().next() else { return Ok(()) };
        let account = self.account(&appid)?;
        let event = self.text_message(TEXT);
        let tried = self.say(&account, event).await;
        let verdict = match &tried.answer {
            Ok(Accepted::Reply(_)) => Err(reason!(
                "an ordinary account was answered like a test account",
                "普通账号收到同样的文本，也被当成测试账号回复了"
            )),
            _ => tried.is_success(),
        };
        self.note(CheckItem::Ordinary, Some(&appid), tried.took, verdict);
        Ok(())
    }

    fn text_message(&self, content: &str) -> Event {
        let msg_id = self.simulator.with_world(|world, _| world.random.digits(17).parse().unwrap_or(1));
        Event::message("text").text("Content", content).number("MsgId", msg_id)
    }

    async fn say(&self, account: &Account, event: Event) -> Tried {
        let component = self.component;
        let target = Target::Messages {
            appid: account.appid.clone(),
            user_name: account.user_name.clone(),
            openid: account.openid.clone(),
        };
        self.push(|world, now| Some(world.owe_push(component, target, event, now, now))).await
    }

    /// Owes a push and carries it at once, once.
    async fn push(&self, owe: impl FnOnce(&mut World, Timestamp) -> Option<u64>) -> Tried {
        let push = self.simulator.with_world(|world, now| owe(world, now).and_then(|id| world.pushes.take(id)));
        let started = Instant::now();
        let Some(push) = push else {
            return Tried { answer: Err("the push was dropped by a rule".to_owned()), took: Duration::ZERO };
        };
        let id = push.id;
        let answer = self.simulator.deliver(push).await;
        self.simulator.with_world(|world, _| world.pushes.give_up(id));
        Tried { answer, took: started.elapsed() }
    }
}

impl Tried {
    fn is_success(&self) -> Verdict {
        match &self.answer {
            Ok(Accepted::Success) => Ok(()),
            Ok(Accepted::Empty) => Err(reason!("an empty body in place of `success`", "应答是空的，应为 `success`")),
            Ok(Accepted::Reply(_)) => {
                Err(reason!("an encrypted reply in place of `success`", "应答了加密回复，应为 `success`"))
            }
            Err(fault) => Err(failed(fault)),
        }
    }

    fn is_empty(&self) -> Verdict {
        match &self.answer {
            Ok(Accepted::Empty) => Ok(()),
            Ok(Accepted::Success) => Err(reason!("`success` in place of an empty body", "应答了 `success`，应为空")),
            Ok(Accepted::Reply(_)) => {
                Err(reason!("an encrypted reply in place of an empty body", "应答了加密回复，应为空"))
            }
            Err(fault) => Err(failed(fault)),
        }
    }

    /// An encrypted text with this content, from the account to the user.
    fn is_reply(&self, account: &Account, content: &str) -> Verdict {
        let reply = match &self.answer {
            Ok(Accepted::Reply(reply)) => reply,
            Ok(_) => return Err(reason!("no encrypted reply", "没有应答加密回复")),
            Err(fault) => return Err(failed(fault)),
        };
        let field = |name: &str| element(&reply.xml, name).unwrap_or_default();
        if field("ToUserName") != account.openid || field("FromUserName") != account.user_name {
            return Err(reason!("ToUserName and FromUserName are not swapped", "ToUserName 和 FromUserName 没有对调"));
        }
        if field("MsgType") != "text" {
            return Err(reason!("the reply is no text", "回复的 MsgType 不是 text"));
        }
        let found = field("Content");
        if found != content {
            return Err(reason!("Content is `{found}`, not `{content}`", "Content 是 `{found}`，应为 `{content}`"));
        }
        if field("CreateTime").parse::<i64>().is_err() {
            return Err(reason!("CreateTime is no number", "CreateTime 不是数字"));
        }
        if !reply.repeats_nonce {
            return Err(reason!("Nonce is not the one of the push", "Nonce 与推送的不一致"));
        }
        Ok(())
    }
}

fn failed(fault: &str) -> Reason {
    let zh = match fault {
        "no answer in time" => "5 秒内没有应答".to_owned(),
        "no connection" => "连接不上".to_owned(),
        "the answer broke off" => "应答中断".to_owned(),
        "an answer other than `success`" => "应答不是 `success`".to_owned(),
        "the push was dropped by a rule" => "推送被规则丢弃".to_owned(),
        other => other
            .strip_prefix("a reply that cannot be opened: ")
            .map_or_else(|| other.to_owned(), |inner| format!("回复解不开：{inner}")),
    };
    Reason { en: fault.to_owned(), zh }
}
