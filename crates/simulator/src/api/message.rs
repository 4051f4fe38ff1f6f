//! Customer-service messages: what the release check expects a platform to send.

use serde_json::Value;

use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::{SentMessage, World};

pub(super) const ROUTES: &[Route] = &[post("/cgi-bin/message/custom/send", Needs::Authorizer(&[1, 6, 19]), send)];

/// How many messages are kept.
const KEPT: usize = 1_000;

fn send(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.text("touser").is_none_or(str::is_empty) {
        return refuse(40003);
    }
    let Some(kind) = call.text("msgtype") else { return refuse(40008) };
    if !call.body.get(kind).is_some_and(Value::is_object) {
        return refuse(47001);
    }
    let body = Value::Object(call.body.clone());
    world.sent_messages.push(SentMessage { appid: call.appid.clone(), body, sent_at: call.now });
    let surplus = world.sent_messages.len().saturating_sub(KEPT);
    world.sent_messages.drain(..surplus);
    Ok(Answer::done())
}
