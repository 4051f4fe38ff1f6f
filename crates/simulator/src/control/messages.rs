//! Users who write to an account, and events about it: pushed to its message URL at once, with the reply.

use serde::{Deserialize, Serialize};

use super::ControlError;
use crate::delivery::Accepted;
use crate::simulator::Simulator;
use crate::world::SentMessage;
use crate::world::push::{Event, Target};

/// A message or event for the message URL of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserMessage {
    /// The component whose message URL is meant.
    pub component_appid: String,
    /// The account that is written to.
    pub appid: String,
    /// The user. None: a made-up one.
    #[serde(default)]
    pub openid: Option<String>,
    /// A text message with this content.
    #[serde(default)]
    pub content: Option<String>,
    /// An event of this name, where there is no `content`.
    #[serde(default)]
    pub event: Option<String>,
    /// Further text fields of the event or message, by name.
    #[serde(default)]
    pub fields: std::collections::BTreeMap<String, String>,
    /// The `MsgId`. None: a made-up one.
    #[serde(default)]
    pub msg_id: Option<i64>,
}

/// What came of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageOutcome {
    /// Whether one of the tries got an answer that WeChat accepts.
    pub delivered: bool,
    /// The sender.
    pub openid: String,
    /// The reply's XML, decrypted, if there was one.
    pub reply: Option<String>,
    /// `Content` of the reply.
    pub content: Option<String>,
    /// Why the last try failed, or why the reply would not reach the user.
    pub fault: Option<String>,
}

fn event(message: &UserMessage, msg_id: i64) -> Result<Event, ControlError> {
    let event = match (&message.content, &message.event) {
        (Some(content), _) => Event::message("text").text("Content", content),
        (None, Some(name)) => Event::named(name),
        (None, None) => return Err(ControlError::Invalid("content or event must be given".to_owned())),
    };
    let named = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !message.fields.keys().all(|name| named(name)) {
        return Err(ControlError::Invalid("names of fields are letters, digits and _".to_owned()));
    }
    let event = message.fields.iter().fold(event, |event, (name, value)| event.text(name, value));
    Ok(if message.content.is_some() { event.number("MsgId", msg_id) } else { event })
}

/// The text of an element of a flat message.
pub(super) fn element(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (inner, _) = rest.split_once(&format!("</{name}>"))?;
    let plain = inner.trim();
    let held = plain.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
    Some(held.map_or_else(|| plain.to_owned(), |text| text.replace("]]]]><![CDATA[>", "]]>")))
}

impl Simulator {
    /// Pushes a user's message or an event now, with all its tries, and tells what the platform answered.
    pub async fn send_message(&self, message: &UserMessage) -> Result<MessageOutcome, ControlError> {
        self.with_component(&message.component_appid, |_| ())?;
        let (id, openid, user_name) = self.with_world(|world, now| {
            let target = world.messages_of(&message.appid, message.openid.as_deref());
            let target = target.ok_or_else(|| ControlError::no("merchant", &message.appid))?;
            let Target::Messages { openid, user_name, .. } = target.clone() else {
                return Err(ControlError::no("merchant", &message.appid));
            };
            let msg_id = message.msg_id.unwrap_or_else(|| world.random.digits(17).parse().unwrap_or(1));
            let event = event(message, msg_id)?;
            if message.content.is_some() {
                world.conversations.wrote(&message.appid, &openid, world.switches.answers_per_message, now);
            } else if message.event.as_deref() == Some("user_enter_tempsession") {
                world.conversations.entered(&message.appid, &openid, now);
            }
            Ok((world.owe_push(&message.component_appid, target, event, now, now), openid, user_name))
        })?;
        let outcome = self.deliver_all_tries(id).await;
        let delivered = outcome.is_ok();
        let (reply, fault) = match outcome {
            Ok(Accepted::Success | Accepted::Empty) => (None, None),
            Ok(Accepted::Reply(reply)) => {
                let right = element(&reply.xml, "ToUserName").as_ref() == Some(&openid)
                    && element(&reply.xml, "FromUserName").as_ref() == Some(&user_name);
                (Some(reply.xml), (!right).then(|| "the reply does not swap ToUserName and FromUserName".to_owned()))
            }
            Err(fault) => (None, Some(fault)),
        };
        let content = reply.as_deref().and_then(|xml| element(xml, "Content"));
        Ok(MessageOutcome { delivered, openid, reply, content, fault })
    }

    async fn deliver_all_tries(&self, id: u64) -> Result<Accepted, String> {
        let mut outcome = Err("the push was dropped by a rule, or the timer took it".to_owned());
        while let Some(push) = self.with_world(|world, _| world.pushes.take(id)) {
            outcome = self.deliver(push).await;
        }
        outcome
    }

    /// Customer-service messages that platforms sent, oldest first.
    pub fn sent_messages(&self) -> Vec<SentMessage> {
        self.with_world(|world, _| world.sent_messages.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_with_and_without_cdata() {
        let xml = "<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A><B> 7 </B></xml>";
        assert_eq!(element(xml, "A").as_deref(), Some("x]]>y"));
        assert_eq!(element(xml, "B").as_deref(), Some("7"));
        assert_eq!(element(xml, "C"), None);
    }
}
