//! What WeChat owes its platforms: encrypted pushes waiting, delivered and given up.
//!
//! A push is kept as its inner message. It is sealed for each try by [`crate::delivery`], under the token and key that
//! are set then.

use std::collections::VecDeque;
use std::fmt::Write as _;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use crate::time::after_secs;

/// How many finished pushes are kept for people to look at.
const KEPT: usize = 1_000;

/// To which of a platform's two addresses a push goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// The authorization-event URL.
    Events,
    /// The message-and-event URL of one account.
    Messages {
        appid: String,
        /// The account's original id, which stands in the clear envelope.
        user_name: String,
        /// The sender, which stands in the query.
        openid: String,
    },
}

/// How far a push has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushState {
    /// Not tried, or to be tried again.
    Waiting,
    /// Answered with `success`, an empty body, or a reply.
    Delivered,
    /// Every try failed.
    Failed,
    /// Lost on purpose.
    Dropped,
}

/// One message to a platform.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Push {
    pub(crate) id: u64,
    pub(crate) component: String,
    pub(crate) target: Target,
    /// The `InfoType`, `Event` or `MsgType`.
    pub(crate) kind: String,
    /// The account it is about.
    pub(crate) appid: Option<String>,
    /// The message as it is encrypted.
    pub(crate) inner: String,
    pub(crate) created_at: Timestamp,
    pub(crate) due_at: Timestamp,
    pub(crate) tries: u32,
    pub(crate) state: PushState,
    /// What the last try brought, in words for people.
    pub(crate) outcome: String,
    #[serde(skip)]
    pub(crate) under_way: bool,
}

/// What a rule does to the pushes it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushEffect {
    /// Never delivered.
    Drop,
    /// Delivered twice.
    Twice,
    /// Delivered so many seconds later; what was pushed after it overtakes it.
    DelaySecs(i64),
}

/// Something to happen to the next pushes of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushRule {
    /// The `InfoType`, `Event` or `MsgType`. None: any.
    #[serde(default)]
    pub kind: Option<String>,
    /// The account it is about. None: any.
    #[serde(default)]
    pub appid: Option<String>,
    /// For how many pushes. None: until the rules are cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// What happens.
    pub effect: PushEffect,
}

impl PushRule {
    fn matches(&self, push: &Push) -> bool {
        self.times != Some(0)
            && self.kind.as_ref().is_none_or(|kind| *kind == push.kind)
            && self.appid.as_ref().is_none_or(|appid| push.appid.as_ref() == Some(appid))
    }
}

/// Every push, and the rules for those to come.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PushBook {
    last_id: u64,
    pub(crate) waiting: Vec<Push>,
    pub(crate) finished: VecDeque<Push>,
    pub(crate) rules: Vec<PushRule>,
}

impl PushBook {
    /// When the next push is due, if one waits.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.waiting.iter().filter(|push| !push.under_way).map(|push| push.due_at).min()
    }

    /// Takes what is due now for delivery, in the order in which it became due.
    pub(crate) fn take_due(&mut self, now: Timestamp, reversed: bool) -> Vec<Push> {
        let mut due: Vec<Push> = Vec::new();
        for push in self.waiting.iter_mut().filter(|push| !push.under_way && push.due_at <= now) {
            push.under_way = true;
            due.push(push.clone());
        }
        due.sort_by_key(|push| (push.due_at, push.id));
        if reversed {
            due.reverse();
        }
        due
    }

    /// Takes one push for delivery at once.
    pub(crate) fn take(&mut self, id: u64) -> Option<Push> {
        let push = self.waiting.iter_mut().find(|push| push.id == id && !push.under_way)?;
        push.under_way = true;
        Some(push.clone())
    }

    pub(crate) fn finish(&mut self, push: Push) {
        self.waiting.retain(|other| other.id != push.id);
        self.finished.push_front(push);
        self.finished.truncate(KEPT);
    }

    /// Ends a push that still waits for another try.
    pub(crate) fn give_up(&mut self, id: u64) {
        let waiting = self.waiting.iter().find(|push| push.id == id && !push.under_way).cloned();
        if let Some(push) = waiting {
            self.finish(Push { state: PushState::Failed, ..push });
        }
    }

    /// Puts a finished push back to be delivered once more.
    pub(crate) fn redeliver(&mut self, id: u64, now: Timestamp) -> bool {
        let Some(mut push) = self.finished.iter().find(|push| push.id == id).cloned() else { return false };
        self.last_id += 1;
        push.id = self.last_id;
        push.tries = 0;
        push.state = PushState::Waiting;
        push.due_at = now;
        self.waiting.push(push);
        true
    }

    fn add(&mut self, mut push: Push, twice: bool) -> u64 {
        self.last_id += 1;
        push.id = self.last_id;
        let rule = self.rules.iter_mut().find(|rule| rule.matches(&push));
        let effect = rule.map(|rule| {
            rule.times = rule.times.map(|times| times - 1);
            rule.effect
        });
        self.rules.retain(|rule| rule.times != Some(0));
        let id = push.id;
        match effect {
            Some(PushEffect::Drop) => {
                push.state = PushState::Dropped;
                "dropped by a rule".clone_into(&mut push.outcome);
                self.finished.push_front(push);
                return id;
            }
            Some(PushEffect::DelaySecs(secs)) => push.due_at = after_secs(push.due_at, secs),
            Some(PushEffect::Twice) | None => {}
        }
        if twice || effect == Some(PushEffect::Twice) {
            self.last_id += 1;
            self.waiting.push(Push { id: self.last_id, ..push.clone() });
        }
        self.waiting.push(push);
        id
    }
}

/// The inside of a push, without the fields that every push has.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    kind_key: &'static str,
    kind: String,
    appid: Option<String>,
    fields: String,
}

impl Event {
    /// A push with an `InfoType`.
    pub(crate) fn info(info_type: &str) -> Self {
        Self { kind_key: "InfoType", kind: info_type.to_owned(), appid: None, fields: String::new() }
    }

    /// A push with `MsgType` `event` and this `Event`.
    pub(crate) fn named(event: &str) -> Self {
        Self { kind_key: "Event", kind: event.to_owned(), appid: None, fields: String::new() }
    }

    /// A user's message of this `MsgType`.
    pub(crate) fn message(msg_type: &str) -> Self {
        Self { kind_key: "MsgType", kind: msg_type.to_owned(), appid: None, fields: String::new() }
    }

    /// Fields for a group, which is no push by itself.
    pub(crate) fn fields() -> Self {
        Self { kind_key: "", kind: String::new(), appid: None, fields: String::new() }
    }

    /// Adds fields under one name.
    pub(crate) fn group(mut self, name: &str, fields: &Self) -> Self {
        let _ = writeln!(self.fields, "<{name}>{}</{name}>", fields.fields);
        self
    }

    /// Adds a text field.
    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        if name == "AuthorizerAppid" {
            self.appid = Some(value.to_owned());
        }
        let _ = writeln!(self.fields, "<{name}><![CDATA[{}]]></{name}>", cdata(value));
        self
    }

    /// Adds a number field.
    pub(crate) fn number(mut self, name: &str, value: i64) -> Self {
        let _ = writeln!(self.fields, "<{name}>{value}</{name}>");
        self
    }

    fn write(&self, component: &str, target: &Target, created_at: Timestamp) -> String {
        let head = match target {
            Target::Events => format!("<AppId><![CDATA[{component}]]></AppId>\n"),
            Target::Messages { user_name, openid, .. } => format!(
                "<ToUserName><![CDATA[{user_name}]]></ToUserName>\n<FromUserName><![CDATA[{openid}]]></FromUserName>\n"
            ),
        };
        let (key, kind) = (self.kind_key, cdata(&self.kind));
        let msg_type = if key == "Event" { "<MsgType><![CDATA[event]]></MsgType>\n" } else { "" };
        let created = created_at.as_second();
        let fields = &self.fields;
        format!(
            "<xml>{head}<CreateTime>{created}</CreateTime>\n{msg_type}<{key}><![CDATA[{kind}]]></{key}>\n{fields}</xml>"
        )
    }
}

/// Text for a CDATA section: its end mark is split over two sections, and what XML cannot hold is left out.
fn cdata(text: &str) -> String {
    let holdable = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let clean: String = text.chars().filter(|c| holdable(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    clean.replace("]]>", "]]]]><![CDATA[>")
}

impl World {
    /// Owes a platform a push; returns its number.
    pub(crate) fn owe_push(
        &mut self,
        component: &str,
        target: Target,
        event: Event,
        created_at: Timestamp,
        due_at: Timestamp,
    ) -> u64 {
        let inner = event.write(component, &target, created_at);
        let appid = match &target {
            Target::Events => event.appid,
            Target::Messages { appid, .. } => Some(appid.clone()),
        };
        let push = Push {
            id: 0,
            component: component.to_owned(),
            target,
            kind: event.kind,
            appid,
            inner,
            created_at,
            due_at,
            tries: 0,
            state: PushState::Waiting,
            outcome: String::new(),
            under_way: false,
        };
        self.pushes.add(push, self.switches.push_twice)
    }

    /// The message URL of an account, as a target.
    pub(crate) fn messages_of(&mut self, appid: &str, openid: Option<&str>) -> Option<Target> {
        let profile = self.merchants.profile(appid)?;
        let openid = openid.map_or_else(|| format!("o{}", self.random.text(27)), str::to_owned);
        Some(Target::Messages { appid: appid.to_owned(), user_name: profile.user_name, openid })
    }

    /// Notes what a try brought.
    pub(crate) fn push_tried(&mut self, mut push: Push, outcome: Result<String, String>, now: Timestamp) {
        push.tries += 1;
        push.under_way = false;
        let delivered = outcome.is_ok();
        push.outcome = outcome.unwrap_or_else(|fault| fault);
        if delivered || push.tries >= self.switches.push_tries {
            push.state = if delivered { PushState::Delivered } else { PushState::Failed };
            self.pushes.finish(push);
            return;
        }
        push.due_at = after_secs(now, self.switches.push_retry_secs);
        if let Some(kept) = self.pushes.waiting.iter_mut().find(|kept| kept.id == push.id) {
            *kept = push;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cdata_cannot_be_left_and_holds_no_control_characters() {
        assert_eq!(cdata("a]]>b\u{0}\u{1}c\u{2028}😀"), "a]]]]><![CDATA[>bc\u{2028}😀");
    }
}
