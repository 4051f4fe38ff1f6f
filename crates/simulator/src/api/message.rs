//! Customer service: messages to users who wrote, and the typing state.

use serde_json::Value;

use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::merchant::AccountKind;
use crate::world::{SentMessage, World};

/// Messages and customer service of an Official Account, customer service of a Mini Program.
const SERVICE: Needs = Needs::Authorizer(&[1, 6, 19]);

pub(super) const ROUTES: &[Route] =
    &[post("/cgi-bin/message/custom/send", SERVICE, send), post("/cgi-bin/message/custom/typing", SERVICE, typing)];

/// How many messages are kept.
const KEPT: usize = 1_000;

const OF_MINI_PROGRAMS: [&str; 4] = ["text", "image", "link", "miniprogrampage"];
const OF_OFFICIAL_ACCOUNTS: [&str; 11] = [
    "text",
    "image",
    "voice",
    "video",
    "music",
    "news",
    "mpnews",
    "mpnewsarticle",
    "msgmenu",
    "wxcard",
    "miniprogrampage",
];

fn send(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let openid = reader(call)?;
    check_content(world, call)?;
    world.conversations.answer(&call.appid, openid, call.now).map_err(Refusal::new)?;
    let authorization_code = call.query.token().and_then(|token| world.tokens.code_of(token)).map(str::to_owned);
    world.sent_messages.push(SentMessage {
        appid: call.appid.clone(),
        body: Value::Object(call.body.clone()),
        sent_at: call.now,
        authorization_code,
    });
    let surplus = world.sent_messages.len().saturating_sub(KEPT);
    world.sent_messages.drain(..surplus);
    Ok(Answer::done())
}

/// `touser`: 1 to 64 of the characters that openids are made of.
fn reader<'a>(call: &'a Call<'_>) -> Result<&'a str, Refusal> {
    let plain = |text: &&str| {
        let possible = |byte: u8| byte.is_ascii_alphanumeric() || b"-_@.".contains(&byte);
        !text.is_empty() && text.len() <= 64 && text.bytes().all(possible)
    };
    call.text("touser").filter(plain).ok_or_else(|| Refusal::new(40003))
}

/// The kind must be one that the account can send, and stand there with what it cannot do without.
fn check_content(world: &World, call: &Call<'_>) -> Result<(), Refusal> {
    let is_mini = world.merchants.profile(&call.appid).is_some_and(|one| one.kind == AccountKind::MiniProgram);
    let kinds: &[&str] = if is_mini { &OF_MINI_PROGRAMS } else { &OF_OFFICIAL_ACCOUNTS };
    let kind = call.text("msgtype").filter(|kind| kinds.contains(kind)).ok_or_else(|| Refusal::new(40008))?;
    let Some(Value::Object(content)) = call.body.get(kind) else { return refuse(47001) };
    let filled = |field: &str| content.get(field).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    match kind {
        "text" if !filled("content") => refuse(44004),
        "image" | "voice" | "video" | "mpnews" if !filled("media_id") => refuse(41006),
        _ => Ok(()),
    }
}

fn typing(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let openid = reader(call)?;
    let shown = match call.text("command") {
        Some("Typing") => true,
        Some("CancelTyping") => false,
        _ => return refuse(45072),
    };
    world.conversations.typing(&call.appid, openid, shown, call.now).map_err(Refusal::new)?;
    Ok(Answer::done())
}
