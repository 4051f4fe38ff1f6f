//! Users who log in: codes that are good once and for five minutes, and what they are exchanged for.
//!
//! A Mini Program's code (`wx.login`) brings a session key and nothing to go on with. The code of an Official Account's
//! pages (OAuth) brings a web token for two hours and a refresh token for thirty days.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::merchant::AccountKind;
use crate::time::after_secs;

/// For how long a code of either kind is good.
const CODE_SECS: i64 = 300;
/// For how long a web token is good.
pub(crate) const WEB_TOKEN_SECS: i64 = 7_200;
const REFRESH_TOKEN_SECS: i64 = 30 * 86_400;

/// A user who is logging in to one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub(crate) appid: String,
    pub(crate) openid: String,
    /// What the user agreed to on an Official Account's page; empty for a Mini Program.
    pub(crate) scope: String,
}

/// Something that was given to a user's browser or to a platform.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Given {
    visit: Visit,
    expires_at: Timestamp,
    used: bool,
}

/// All that was given out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Logins {
    codes: BTreeMap<String, Given>,
    web_tokens: BTreeMap<String, Given>,
    refresh_tokens: BTreeMap<String, Given>,
}

/// A web token and what renews it.
#[derive(Debug, Clone)]
pub(crate) struct WebTokens {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) visit: Visit,
}

impl World {
    /// A user logs in: gives the code that their Mini Program or browser gets. None for an account that is not there.
    pub(crate) fn login_code(&mut self, appid: &str, openid: Option<&str>, scope: &str) -> Option<String> {
        let kind = self.merchants.profile(appid)?.kind;
        let scope = if kind == AccountKind::MiniProgram { "" } else { scope };
        let openid = openid.map_or_else(|| format!("o{}", self.random.text(27)), str::to_owned);
        let code = self.random.text(32);
        let visit = Visit { appid: appid.to_owned(), openid, scope: scope.to_owned() };
        let given = Given { visit, expires_at: after_secs(self.now, CODE_SECS), used: false };
        self.logins.codes.retain(|_, known| after_secs(known.expires_at, CODE_SECS) > self.now);
        self.logins.codes.insert(code.clone(), given);
        Some(code)
    }

    /// Takes a code, once; the errcode where it is none, is too old, belongs to another account or was taken before.
    pub(crate) fn take_login_code(&mut self, appid: &str, code: &str) -> Result<Visit, i64> {
        let now = self.now;
        let given = self.logins.codes.get_mut(code).filter(|given| given.visit.appid == appid).ok_or(40029)?;
        if given.used {
            return Err(40163);
        }
        if given.expires_at <= now {
            return Err(40029);
        }
        given.used = true;
        Ok(given.visit.clone())
    }

    /// A session key: sixteen bytes in base64.
    pub(crate) fn session_key(&mut self) -> String {
        let text = self.random.text(21).replace('-', "+").replace('_', "/");
        format!("{text}w==")
    }

    /// A web token for a user who came with a good code, or whose refresh token is good.
    pub(crate) fn web_tokens(&mut self, visit: Visit, refresh_token: Option<&str>) -> WebTokens {
        let now = self.now;
        self.logins.web_tokens.retain(|_, given| given.expires_at > now);
        let access_token = self.random.text(86);
        let given = |secs| Given { visit: visit.clone(), expires_at: after_secs(now, secs), used: false };
        self.logins.web_tokens.insert(access_token.clone(), given(WEB_TOKEN_SECS));
        let refresh_token = refresh_token.map_or_else(|| self.random.text(86), str::to_owned);
        self.logins.refresh_tokens.entry(refresh_token.clone()).or_insert(given(REFRESH_TOKEN_SECS));
        WebTokens { access_token, refresh_token, visit }
    }

    /// Whose refresh token this is.
    pub(crate) fn refresh_token_of(&self, appid: &str, text: &str) -> Result<Visit, i64> {
        let given = self.logins.refresh_tokens.get(text).filter(|given| given.visit.appid == appid).ok_or(40030)?;
        if given.expires_at <= self.now { Err(42002) } else { Ok(given.visit.clone()) }
    }

    /// Whose web token this is.
    pub(crate) fn web_token_of(&self, text: &str, openid: &str) -> Result<Visit, i64> {
        let given = self.logins.web_tokens.get(text).ok_or(40001)?;
        if given.expires_at <= self.now {
            return Err(42001);
        }
        if given.visit.openid == openid { Ok(given.visit.clone()) } else { Err(40003) }
    }
}
