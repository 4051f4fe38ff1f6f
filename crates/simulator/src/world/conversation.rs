//! Who wrote to which account, and how many answers that allows: the rules of customer service.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::time::after_secs;

/// A message to the account lets it answer for so long.
const AFTER_A_MESSAGE_SECS: i64 = 48 * 3600;
/// Entering the customer-service window lets it answer once within so long.
const AFTER_ENTERING_SECS: i64 = 60;
/// The typing state can be shown so long after a message.
const TYPING_AFTER_SECS: i64 = 30;
/// The typing state goes by itself after so long; WeChat does not say when.
const TYPING_FOR_SECS: i64 = 15;
/// Conversations that are over are forgotten when there are more than this.
const KEPT: usize = 10_000;

/// All conversations, by account and user.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Conversations(BTreeMap<String, BTreeMap<String, Conversation>>);

/// What one user did towards one account.
#[derive(Debug, Serialize, Deserialize)]
struct Conversation {
    answers_until: Timestamp,
    answers_left: u32,
    wrote_at: Option<Timestamp>,
    typing_until: Option<Timestamp>,
}

impl Conversations {
    /// The user wrote: 48 hours for so many answers.
    pub(crate) fn wrote(&mut self, appid: &str, openid: &str, answers: u32, now: Timestamp) {
        let fresh = Conversation {
            answers_until: after_secs(now, AFTER_A_MESSAGE_SECS),
            answers_left: answers,
            wrote_at: Some(now),
            typing_until: None,
        };
        self.put(appid, openid, fresh, now);
    }

    /// The user opened the customer-service window: a minute for one answer, unless more is allowed already.
    pub(crate) fn entered(&mut self, appid: &str, openid: &str, now: Timestamp) {
        let known = self.0.get(appid).and_then(|users| users.get(openid));
        if known.is_some_and(|one| one.answers_until > now && one.answers_left > 0) {
            return;
        }
        let wrote_at = known.and_then(|one| one.wrote_at);
        let fresh = Conversation {
            answers_until: after_secs(now, AFTER_ENTERING_SECS),
            answers_left: 1,
            wrote_at,
            typing_until: None,
        };
        self.put(appid, openid, fresh, now);
    }

    fn put(&mut self, appid: &str, openid: &str, conversation: Conversation, now: Timestamp) {
        if self.0.values().map(BTreeMap::len).sum::<usize>() >= KEPT {
            self.0.values_mut().for_each(|users| users.retain(|_, one| one.answers_until > now));
            self.0.retain(|_, users| !users.is_empty());
        }
        self.0.entry(appid.to_owned()).or_default().insert(openid.to_owned(), conversation);
    }

    /// Takes one answer, or gives the errcode that refuses it.
    pub(crate) fn answer(&mut self, appid: &str, openid: &str, now: Timestamp) -> Result<(), i64> {
        let one = self.of(appid, openid)?;
        if one.answers_until <= now {
            return Err(45015);
        }
        if one.answers_left == 0 {
            return Err(45047);
        }
        one.answers_left -= 1;
        one.typing_until = None;
        Ok(())
    }

    /// Shows the typing state, or hides it.
    pub(crate) fn typing(&mut self, appid: &str, openid: &str, shown: bool, now: Timestamp) -> Result<(), i64> {
        let one = self.of(appid, openid)?;
        if !shown {
            one.typing_until = None;
            return Ok(());
        }
        if one.wrote_at.is_none_or(|at| after_secs(at, TYPING_AFTER_SECS) <= now) {
            return Err(45080);
        }
        if one.typing_until.is_some_and(|until| until > now) {
            return Err(45081);
        }
        one.typing_until = Some(after_secs(now, TYPING_FOR_SECS));
        Ok(())
    }

    /// A user known to other accounts alone is none of this account's (40003); one whom nobody knows never wrote.
    fn of(&mut self, appid: &str, openid: &str) -> Result<&mut Conversation, i64> {
        let elsewhere = self.0.iter().any(|(account, users)| account != appid && users.contains_key(openid));
        let here = self.0.get_mut(appid).and_then(|users| users.get_mut(openid));
        here.ok_or(if elsewhere { 40003 } else { 45015 })
    }
}
