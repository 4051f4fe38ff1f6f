//! What merchants decide: to authorize, to change what they granted, to withdraw it.

use jiff::Timestamp;
use serde_json::Value;

use super::World;
use super::component::{AuthCode, Grant};
use super::merchant::{AccountKind, Profile};
use super::push::{Event, Target};
use crate::config::AuthorizationOrder;
use crate::pages::codes::PageCode;
use crate::time::after_secs;

/// Permission sets that one platform alone can hold.
const EXCLUSIVE: [i64; 11] = [18, 25, 40, 41, 45, 49, 51, 73, 76, 81, 85];

/// How much later than the browser the push comes when the browser is to be first.
const PUSH_LAG_SECS: i64 = 2;

/// A completed authorization.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    /// The code for the redirect; none when the merchant closed the page.
    pub(crate) redirect_code: Option<String>,
    /// Seconds for which the code is good.
    pub(crate) expires_in: i64,
    /// The push that should be carried before the browser is sent on.
    pub(crate) first_push: Option<u64>,
}

/// What one authorization may offer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offer {
    pub(crate) auth_type: Option<String>,
    pub(crate) biz_appid: Option<String>,
    /// `category_id_list`: the sets asked for. Empty: all.
    pub(crate) sets: Vec<i64>,
}

impl Offer {
    /// Which kinds the `auth_type` lets in; the restriction to one account wins over it.
    pub(crate) fn admits(&self, profile: &Profile) -> bool {
        match (&self.biz_appid, self.auth_type.as_deref()) {
            (Some(appid), _) => *appid == profile.appid,
            (None, Some("1")) => profile.kind == AccountKind::OfficialAccount,
            (None, Some("2")) => profile.kind == AccountKind::MiniProgram,
            (None, Some("3" | "6") | None) => true,
            (None, Some(_)) => false,
        }
    }

    /// The sets that this account can grant here.
    pub(crate) fn sets_of(&self, profile: &Profile) -> Vec<i64> {
        let asked = |id: &&i64| self.sets.is_empty() || self.sets.contains(id);
        profile.available_sets.iter().filter(asked).copied().collect()
    }
}

impl World {
    /// Whether a pre-authorization code can still be used on the page.
    pub(crate) fn check_pre_auth_code(&self, component: &str, code: &str, now: Timestamp) -> Result<(), PageCode> {
        let component = self.components.get(component).ok_or(PageCode::PARAMETER)?;
        if component.stopped {
            return Err(PageCode::PLATFORM_STOPPED);
        }
        let known = component.pre_auth_codes.get(code).ok_or(PageCode::BAD_PRE_AUTH_CODE)?;
        if known.used {
            return Err(PageCode::PRE_AUTH_CODE_USED);
        }
        if now >= known.expires_at { Err(PageCode::BAD_PRE_AUTH_CODE) } else { Ok(()) }
    }

    /// The merchant confirms: grants `func_ids`, uses up the pre-authorization code, and tells the platform.
    pub(crate) fn authorize(
        &mut self,
        component: &str,
        pre_auth_code: &str,
        appid: &str,
        func_ids: &[i64],
        now: Timestamp,
    ) -> Result<Consent, PageCode> {
        self.check_pre_auth_code(component, pre_auth_code, now)?;
        let profile = self.merchants.profile(appid).ok_or(PageCode::NO_BINDING)?;
        if func_ids.is_empty() {
            return Err(PageCode::NOT_AUTHORIZED);
        }
        if profile.account_status == 14 || profile.account_status == 16 {
            return Err(PageCode::CANNOT_READ);
        }
        // An account that authorizes anew with other sets has changed its authorization.
        let changed = self.grant(component, appid).is_some_and(|grant| grant.func_ids != func_ids);
        let info_type = if changed { "updateauthorized" } else { "authorized" };
        if let Some(component) = self.components.get_mut(component) {
            component.pre_auth_codes.entry(pre_auth_code.to_owned()).and_modify(|code| code.used = true);
        }
        self.put_grant(component, appid, func_ids, now);
        if self.switches.exclusive_sets {
            self.take_exclusive_sets(component, appid, func_ids, now);
        }
        Ok(self.announce_authorization(component, appid, Some(pre_auth_code), info_type, now))
    }

    /// WeChat itself authorizes one of its test accounts: all it has to grant, without a page and without a link.
    /// Returns the number of the push; none where there is no such platform or account.
    pub(crate) fn authorize_directly(&mut self, component: &str, appid: &str, now: Timestamp) -> Option<u64> {
        let profile = self.merchants.profile(appid).filter(|_| self.components.contains_key(component))?;
        self.put_grant(component, appid, &profile.available_sets, now);
        let code = self.new_auth_code(component, appid, now);
        Some(self.push_code(component, appid, "authorized", &code, None, now))
    }

    /// The first accounts of the fleet authorized long ago, to a server that is gone: granted in full, their codes
    /// exchanged, and nothing is pushed. Returns how many there are; those that are authorized already stay as they are.
    pub(crate) fn authorize_before(&mut self, component: &str, count: usize, now: Timestamp) -> usize {
        let appids: Vec<String> = self.merchants.appids().take(count).collect();
        for appid in &appids {
            if self.grant(component, appid).is_some() {
                continue;
            }
            let Some(profile) = self.merchants.profile(appid) else { continue };
            self.put_grant(component, appid, &profile.available_sets, now);
            let refresh_token = format!("refreshtoken@@@{}", self.random.text(43));
            if let Some(grant) = self.grant_mut(component, appid) {
                grant.refresh_token = Some(refresh_token);
            }
        }
        appids.len()
    }

    /// The same without a push: the code travels by another one.
    pub(crate) fn grant_all(&mut self, component: &str, appid: &str, now: Timestamp) {
        if let Some(profile) = self.merchants.profile(appid) {
            self.put_grant(component, appid, &profile.available_sets, now);
        }
    }

    fn put_grant(&mut self, component: &str, appid: &str, func_ids: &[i64], now: Timestamp) {
        self.void_grant(component, appid, false);
        let grant = Grant {
            func_ids: func_ids.to_vec(),
            authorized_at: now,
            refresh_token: None,
            old_refresh_token: None,
            access_tokens: std::collections::VecDeque::new(),
        };
        if let Some(component) = self.components.get_mut(component) {
            component.grants.insert(appid.to_owned(), grant);
        }
    }

    fn announce_authorization(
        &mut self,
        component: &str,
        appid: &str,
        pre_auth_code: Option<&str>,
        info_type: &str,
        now: Timestamp,
    ) -> Consent {
        let order = self.switches.authorization_order;
        let push_code = self.new_auth_code(component, appid, now);
        let redirect_code =
            if self.switches.codes_differ { self.twin_code(component, &push_code) } else { push_code.clone() };
        let push_due_at = match order {
            AuthorizationOrder::RedirectFirst => after_secs(now, PUSH_LAG_SECS),
            _ => now,
        };
        let push = (order != AuthorizationOrder::RedirectOnly)
            .then(|| self.push_code(component, appid, info_type, &push_code, pre_auth_code, push_due_at));
        Consent {
            redirect_code: (order != AuthorizationOrder::PushOnly).then_some(redirect_code),
            expires_in: self.switches.authorization_code_secs,
            first_push: push.filter(|_| order != AuthorizationOrder::RedirectFirst),
        }
    }

    /// A new authorization code without any push: what the release check sends inside a message.
    pub(crate) fn new_auth_code(&mut self, component: &str, appid: &str, now: Timestamp) -> String {
        let text = format!("queryauthcode@@@{}", self.random.text(64));
        let expires_at = after_secs(now, self.switches.authorization_code_secs);
        let code = AuthCode { appid: appid.to_owned(), expires_at, used: false, twin: None };
        if let Some(component) = self.components.get_mut(component) {
            component.forget_old_codes(now);
            component.auth_codes.insert(text.clone(), code);
        }
        text
    }

    fn twin_code(&mut self, component: &str, first: &str) -> String {
        let text = format!("queryauthcode@@@{}", self.random.text(64));
        if let Some(codes) = self.components.get_mut(component).map(|component| &mut component.auth_codes)
            && let Some(code) = codes.get_mut(first)
        {
            code.twin = Some(text.clone());
            let twin = AuthCode {
                appid: code.appid.clone(),
                expires_at: code.expires_at,
                used: false,
                twin: Some(first.to_owned()),
            };
            codes.insert(text.clone(), twin);
        }
        text
    }

    fn push_code(
        &mut self,
        component: &str,
        appid: &str,
        info_type: &str,
        code: &str,
        pre_auth_code: Option<&str>,
        due_at: Timestamp,
    ) -> u64 {
        let now = self.now;
        let life = self.switches.authorization_code_secs;
        let expiry = if self.switches.code_expiry_as_duration { life } else { after_secs(now, life).as_second() };
        let mut event = Event::info(info_type)
            .text("AuthorizerAppid", appid)
            .text("AuthorizationCode", code)
            .number("AuthorizationCodeExpiredTime", expiry);
        if let Some(code) = pre_auth_code
            && self.switches.pre_auth_code_in_push
        {
            event = event.text("PreAuthCode", code);
        }
        self.owe_push(component, Target::Events, event, now, due_at)
    }

    /// The merchant changes the granted sets in their console. No push when nothing changed.
    pub(crate) fn change_sets(&mut self, component: &str, appid: &str, func_ids: Vec<i64>, now: Timestamp) -> bool {
        let Some(grant) = self.grant_mut(component, appid) else { return false };
        let mut before = grant.func_ids.clone();
        let mut after = func_ids.clone();
        before.sort_unstable();
        after.sort_unstable();
        if before == after {
            return false;
        }
        grant.func_ids = func_ids;
        grant.authorized_at = now;
        let code = self.new_auth_code(component, appid, now);
        self.push_code(component, appid, "updateauthorized", &code, None, now);
        true
    }

    fn take_exclusive_sets(&mut self, winner: &str, appid: &str, func_ids: &[i64], now: Timestamp) {
        let taken: Vec<i64> = func_ids.iter().filter(|id| EXCLUSIVE.contains(id)).copied().collect();
        let losers: Vec<(String, Vec<i64>)> = self
            .components
            .iter()
            .filter(|(name, _)| name.as_str() != winner)
            .filter_map(|(name, component)| Some((name.clone(), component.grants.get(appid)?.func_ids.clone())))
            .collect();
        for (loser, mut sets) in losers {
            sets.retain(|id| !taken.contains(id));
            self.change_sets(&loser, appid, sets, now);
        }
    }

    /// The merchant withdraws the authorization in their console. Returns the number of the push; none where there was
    /// no authorization.
    pub(crate) fn deauthorize(&mut self, component: &str, appid: &str, now: Timestamp) -> Option<u64> {
        self.grant(component, appid)?;
        self.void_grant(component, appid, true);
        let event = Event::info("unauthorized").text("AuthorizerAppid", appid);
        Some(self.owe_push(component, Target::Events, event, now, now))
    }

    /// Ends a grant with all its tokens and codes. After a withdrawal its access tokens answer the errcode of a
    /// withdrawal, after a renewed authorization they are merely not the latest.
    fn void_grant(&mut self, component: &str, appid: &str, withdrawn: bool) {
        let Some(home) = self.components.get_mut(component) else { return };
        home.auth_codes.retain(|_, code| code.appid != appid);
        let Some(grant) = home.grants.remove(appid) else { return };
        for token in &grant.access_tokens {
            if withdrawn {
                self.tokens.revoke(token);
            } else {
                self.tokens.forget(token);
            }
        }
    }

    /// Exchanges an authorization code: marks it used and gives the account the refresh token it has from now on.
    pub(crate) fn exchange(&mut self, component: &str, code: &str, now: Timestamp) -> Result<String, i64> {
        use crate::config::UsedCode;
        let used_code = self.switches.used_code;
        let home = self.components.get_mut(component).ok_or(61011)?;
        let known = home.auth_codes.get_mut(code).ok_or(61009)?;
        if known.used && used_code == UsedCode::Expired {
            return Err(61010);
        }
        if known.used && used_code == UsedCode::Invalid {
            return Err(61009);
        }
        if now >= known.expires_at {
            return Err(61010);
        }
        known.used = true;
        let (appid, twin) = (known.appid.clone(), known.twin.clone());
        if let Some(twin) = twin.and_then(|twin| home.auth_codes.get_mut(&twin)) {
            twin.used = true;
        }
        let refresh_token = format!("refreshtoken@@@{}", self.random.text(43));
        let grant = self.grant_mut(component, &appid).ok_or(61003)?;
        grant.refresh_token.get_or_insert(refresh_token);
        Ok(appid)
    }

    /// Checks a refresh token; in the mode where it rotates, puts a new one in its place.
    pub(crate) fn use_refresh_token(
        &mut self,
        component: &str,
        appid: &str,
        text: &Value,
        now: Timestamp,
    ) -> Result<String, i64> {
        let rotates = self.switches.refresh_token_rotates;
        let overlap = self.switches.refresh_token_overlap_secs;
        let next = rotates.then(|| format!("refreshtoken@@@{}", self.random.text(43)));
        let grant = self.grant_mut(component, appid).ok_or(61003)?;
        let text = text.as_str().ok_or(61023)?;
        let current = grant.refresh_token.clone().ok_or(61023)?;
        let is_old = grant.old_refresh_token.as_ref().is_some_and(|(old, until)| old == text && now < *until);
        if text != current && !is_old {
            return Err(61023);
        }
        match next {
            Some(next) if !is_old => {
                grant.old_refresh_token = Some((current, after_secs(now, overlap)));
                grant.refresh_token = Some(next.clone());
                Ok(next)
            }
            _ => Ok(current),
        }
    }

    pub(crate) fn grant(&self, component: &str, appid: &str) -> Option<&Grant> {
        self.components.get(component)?.grants.get(appid)
    }

    pub(crate) fn grant_mut(&mut self, component: &str, appid: &str) -> Option<&mut Grant> {
        self.components.get_mut(component)?.grants.get_mut(appid)
    }
}
