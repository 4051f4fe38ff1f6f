//! WeChat's check before a full-network release, rehearsed on the callback road of this server: the pushes that take no
//! call to WeChat, sealed with the platform's own token and key, go in where WeChat's go in, and what would be answered
//! is opened as WeChat would open it. They are kept as events of WeChat's test accounts, which belong to no fleet.
//!
//! A ticket is not among them, since a false one would take the place of the real one, nor is a message with a code.
//! That the way from outside is right shows by tickets that arrive.

use std::sync::Arc;

use wxfleet_model::clock::Clock;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::callback::push::{Push, seal_message};
use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{Keys, Salt};
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::release_check::{TEST_ACCOUNTS, TestAccount, TestAccountKind};

use crate::components::Components;
use crate::error::Error;
use crate::gate;
use crate::intake::{Answer, Door, Intake, Refusal};

/// The text that the check sends, and the one that it waits for.
const TEXT: (&str, &str) = ("TESTCOMPONENT_MSG_TYPE_TEXT", "TESTCOMPONENT_MSG_TYPE_TEXT_callback");
/// The event that it sends, and the text that it waits for.
const EVENT: (&str, &str) = ("LOCATION", "LOCATIONfrom_callback");
/// Who writes to the test account.
const OPENID: &str = "oRehearsal0000000000000000001";

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// A push that nobody signed must be refused.
    Foreign,
    /// An event to WeChat's Official Account is answered.
    Event,
    /// A text to WeChat's Official Account is answered.
    OfficialAccountText,
    /// A text to WeChat's Mini Program is answered.
    MiniProgramText,
    /// The same text again, as after an answer that was lost, is answered alike.
    TextAgain,
}

/// What was tried, and whether it went as WeChat wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsed {
    /// What.
    pub tried: Tried,
    /// Whether it passed.
    pub passed: bool,
}

/// The service.
#[derive(Clone)]
pub struct Rehearsal {
    clock: Arc<dyn Clock>,
    components: Components,
    intake: Intake,
}

impl Rehearsal {
    pub(crate) fn new(clock: Arc<dyn Clock>, components: Components, intake: Intake) -> Self {
        Self { clock, components, intake }
    }

    /// Plays the pushes of one group of test accounts.
    pub async fn play(&self, actor: &Actor, component: &ComponentAppid) -> Result<Vec<Rehearsed>, Error> {
        gate::on_component(actor, Action::ComponentWrite, component)?;
        let live = self.components.live(component).await?;
        let keys = &live.keys;
        let of = |kind| TEST_ACCOUNTS.iter().find(|account| account.kind == kind).expect("the table has one of each");
        let (official, mini) = (of(TestAccountKind::OfficialAccount), of(TestAccountKind::MiniProgram));
        let (event, text) = (self.event(keys, official), self.text(keys, official));
        let foreign =
            Push { query: event.query.replace("msg_signature=", "msg_signature=0"), body: event.body.clone() };
        let refused = self.intake.receive(component, &door(official), &foreign.query, foreign.body.as_bytes()).await;
        let mut items =
            vec![Rehearsed { tried: Tried::Foreign, passed: matches!(refused, Err(Refusal::NotGenuine(_))) }];
        for (tried, account, push, wanted) in [
            (Tried::Event, official, event, EVENT.1),
            (Tried::OfficialAccountText, official, text.clone(), TEXT.1),
            (Tried::TextAgain, official, text, TEXT.1),
            (Tried::MiniProgramText, mini, self.text(keys, mini), TEXT.1),
        ] {
            let answered = self.intake.receive(component, &door(account), &push.query, push.body.as_bytes()).await;
            let passed = answered.is_ok_and(|received| says(keys, &received.answer, wanted));
            items.push(Rehearsed { tried, passed });
        }
        Ok(items)
    }

    fn event(&self, keys: &Keys, account: &TestAccount) -> Push {
        let rest = format!(
            "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{}]]></Event><Latitude>23.137466</Latitude>\
             <Longitude>113.352425</Longitude><Precision>119.385040</Precision>",
            EVENT.0
        );
        self.push(keys, account, &rest)
    }

    fn text(&self, keys: &Keys, account: &TestAccount) -> Push {
        let number = self.clock.now().as_microsecond();
        let rest = format!(
            "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{}]]></Content><MsgId>{number}</MsgId>",
            TEXT.0
        );
        self.push(keys, account, &rest)
    }

    fn push(&self, keys: &Keys, account: &TestAccount, rest: &str) -> Push {
        let (now, user_name) = (self.clock.now().as_second(), account.user_name);
        let xml = format!(
            "<xml><ToUserName><![CDATA[{user_name}]]></ToUserName><FromUserName><![CDATA[{OPENID}]]></FromUserName>\
             <CreateTime>{now}</CreateTime>{rest}</xml>"
        );
        seal_message(keys.current(), &Salt::random(now), &xml, user_name, None)
    }
}

fn door(account: &TestAccount) -> Door {
    Door::Messages(account.to_appid())
}

/// Whether an answer is the encrypted text that WeChat waits for.
fn says(keys: &Keys, answer: &Answer, wanted: &str) -> bool {
    let Answer::Sealed(body) = answer else { return false };
    let wanted = format!("<Content><![CDATA[{wanted}]]></Content>");
    open_reply(keys, body.as_bytes()).is_ok_and(|reply| String::from_utf8_lossy(&reply.xml).contains(&wanted))
}
