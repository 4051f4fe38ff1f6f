//! Access tokens: who may call what with which, and until when.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use crate::answer::Refusal;
use crate::time::after_secs;

/// How many letters follow the number in front of an access token.
const LENGTH: usize = 110;

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Speaker {
    /// The component, always.
    pub(crate) component: String,
    /// The authorizer, for an authorizer access token.
    pub(crate) appid: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Issued {
    speaker: Speaker,
    expires_at: Timestamp,
    /// Set when a newer token took its place: it works until then and is "not latest" after.
    replaced_until: Option<Timestamp>,
    /// Set when the account withdrew its authorization.
    revoked: bool,
    /// The authorization code that was exchanged for it.
    #[serde(default)]
    code: Option<String>,
}

/// Every token that could still be told apart from a made-up one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tokens {
    issued: HashMap<String, Issued>,
}

impl Tokens {
    /// Whom the text would speak for, in force or not. For the log and for faults.
    pub(crate) fn speaker(&self, text: &str) -> Option<&Speaker> {
        self.issued.get(text).map(|token| &token.speaker)
    }

    /// The authorization code that was exchanged for the token.
    pub(crate) fn code_of(&self, text: &str) -> Option<&str> {
        self.issued.get(text)?.code.as_deref()
    }

    /// Notes which authorization code was exchanged for the token.
    pub(crate) fn note_code(&mut self, text: &str, code: &str) {
        if let Some(token) = self.issued.get_mut(text) {
            token.code = Some(code.to_owned());
        }
    }

    /// Whom the text speaks for now, or why it does not.
    fn check(&self, text: &str, now: Timestamp, revoked_errcode: i64) -> Result<Speaker, Refusal> {
        let Some(token) = self.issued.get(text) else {
            let plausible = text.contains('_') && text.len() > 64;
            return Err(Refusal::new(if plausible { 40001 } else { 40014 }));
        };
        if token.revoked {
            return Err(Refusal::new(revoked_errcode));
        }
        if token.replaced_until.is_some_and(|until| now >= until) {
            return Err(Refusal::new(40001));
        }
        if now >= token.expires_at {
            return Err(Refusal::new(42001));
        }
        Ok(token.speaker.clone())
    }

    pub(crate) fn forget(&mut self, text: &str) {
        self.issued.remove(text);
    }

    fn replace(&mut self, text: &str, until: Timestamp) {
        if let Some(token) = self.issued.get_mut(text) {
            token.replaced_until = Some(token.replaced_until.map_or(until, |set| set.min(until)));
        }
    }

    pub(crate) fn revoke(&mut self, text: &str) {
        if let Some(token) = self.issued.get_mut(text) {
            token.revoked = true;
        }
    }

    /// Ends the token's life now: the next call with it is 42001.
    pub(crate) fn expire(&mut self, text: &str, now: Timestamp) {
        if let Some(token) = self.issued.get_mut(text) {
            token.expires_at = token.expires_at.min(now);
            token.replaced_until = None;
        }
    }

    /// Makes the token "not latest" now: the next call with it is 40001.
    pub(crate) fn invalidate(&mut self, text: &str, now: Timestamp) {
        self.replace(text, now);
    }
}

impl World {
    /// Whom an access token speaks for now, or why it does not. A token that ended with a withdrawal says so until the
    /// account authorizes again; from then on it is merely not the latest.
    pub(crate) fn speaker(&self, text: &str, now: Timestamp) -> Result<Speaker, Refusal> {
        let revoked = self.switches.revoked_errcode;
        self.tokens.check(text, now, revoked).map_err(|refusal| {
            let speaker = self.tokens.speaker(text).filter(|_| refusal.errcode == revoked);
            let authorized_again =
                speaker.and_then(|speaker| self.grant(&speaker.component, speaker.appid.as_deref()?)).is_some();
            if authorized_again { Refusal::new(40001) } else { refusal }
        })
    }

    /// A new component access token; the one before it works for the overlap only.
    pub(crate) fn issue_component_token(&mut self, component: &str, now: Timestamp) -> (String, i64) {
        let life = self.switches.component_token_secs;
        let text = self.new_token(Speaker { component: component.to_owned(), appid: None }, now, life);
        if let Some(component) = self.components.get_mut(component) {
            component.access_tokens.push_front(text.clone());
        }
        self.retire_component_tokens(component, now);
        (text, life)
    }

    /// A new access token for an authorizer; the one before it works for the overlap only.
    pub(crate) fn issue_authorizer_token(&mut self, component: &str, appid: &str, now: Timestamp) -> (String, i64) {
        let life = self.switches.authorizer_token_secs;
        let speaker = Speaker { component: component.to_owned(), appid: Some(appid.to_owned()) };
        let text = self.new_token(speaker, now, life);
        let until = after_secs(now, self.switches.token_overlap_secs);
        if let Some(grant) = self.grant_mut(component, appid) {
            grant.access_tokens.push_front(text.clone());
            let replaced = grant.access_tokens.get(1).cloned();
            let forgotten = grant.access_tokens.drain(2.min(grant.access_tokens.len())..).collect::<Vec<_>>();
            if let Some(old) = replaced {
                self.tokens.replace(&old, until);
            }
            for old in forgotten {
                self.tokens.forget(&old);
            }
        }
        (text, life)
    }

    fn retire_component_tokens(&mut self, component: &str, now: Timestamp) {
        let until = after_secs(now, self.switches.token_overlap_secs);
        let Some(component) = self.components.get_mut(component) else { return };
        if let Some(old) = component.access_tokens.get(1) {
            self.tokens.replace(old, until);
        }
        while component.access_tokens.len() > 8 {
            if let Some(old) = component.access_tokens.pop_back() {
                self.tokens.forget(&old);
            }
        }
    }

    fn new_token(&mut self, speaker: Speaker, now: Timestamp, life: i64) -> String {
        let text = format!("{}_{}", self.random.digits(2), self.random.text(LENGTH));
        let expires_at = after_secs(now, life);
        self.tokens
            .issued
            .insert(text.clone(), Issued { speaker, expires_at, replaced_until: None, revoked: false, code: None });
        text
    }
}
