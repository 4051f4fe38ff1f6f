//! An authorizer's token (AAT), renewed with its refresh token (ART). Here nothing may ever get lost.

use std::sync::Arc;

use jiff::SignedDuration;
use wxfleet_model::authorizer::{AccessToken, AuthorizerStatus, AuthorizerTokens, RefreshTokenSource, TokenState};
use wxfleet_model::observation::Fact;
use wxfleet_model::token;
use wxfleet_store::{NewTokens, TokenTrouble};
use wxfleet_wechat::client;
use wxfleet_wechat::component::{ApiAuthorizerToken, ApiGetAuthorizerInfo, AuthorizerToken};
use wxfleet_wechat::errcode::Kind;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::{AuthorizerAccessToken, AuthorizerRefreshToken};

use super::slot::{Live, Slot, Unsaved};
use super::{Tokens, Typed};
use crate::error::{Conflict, Error, What};
use crate::metrics::ByOutcome;

/// After a renewal that failed for a reason that may pass.
const NEXT_ATTEMPT: SignedDuration = SignedDuration::from_secs(60);

type AuthorizerSlot = Slot<AuthorizerAccessToken>;

impl Tokens {
    /// An authorizer access token that is good now.
    pub(crate) async fn authorizer(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<Live<AuthorizerAccessToken>, Error> {
        let slot = self.authorizer_slot(component, appid).await;
        match slot.usable(self.0.clock.now(), None) {
            Some(live) => Ok(live),
            None => self.renew_authorizer(component, appid, &slot, None).await,
        }
    }

    /// One that is newer than a refused one.
    pub(super) async fn authorizer_after(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        refused: i64,
    ) -> Result<Live<AuthorizerAccessToken>, Error> {
        let slot = self.authorizer_slot(component, appid).await;
        self.renew_authorizer(component, appid, &slot, Some(refused)).await
    }

    /// Renews a token that has come due, while the old one still serves. On failure the next attempt is put off.
    pub(crate) async fn keep_authorizer(&self, component: &ComponentAppid, appid: &Appid) -> Result<(), Error> {
        let slot = self.authorizer_slot(component, appid).await;
        let held = self.0.store.authorizer_tokens(component, appid).await?.map_or(0, |tokens| tokens.version);
        let renewed = self.renew_authorizer(component, appid, &slot, Some(held)).await;
        match renewed {
            Ok(_) => Ok(()),
            Err(error) => {
                self.put_off(component, appid, &error).await;
                Err(error)
            }
        }
    }

    /// A new grant was stored: what is in memory is void.
    pub(crate) async fn granted(&self, component: &ComponentAppid, appid: &Appid) {
        if let Some(slot) = self.0.authorizer_slots.get(&(component.clone(), appid.clone())).await {
            slot.clear();
        }
    }

    async fn authorizer_slot(&self, component: &ComponentAppid, appid: &Appid) -> Arc<AuthorizerSlot> {
        let key = (component.clone(), appid.clone());
        self.0.authorizer_slots.get_with(key, async { Arc::new(Slot::empty()) }).await
    }

    async fn renew_authorizer(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        slot: &AuthorizerSlot,
        refused: Option<i64>,
    ) -> Result<Live<AuthorizerAccessToken>, Error> {
        let mut unsaved = slot.renewing.lock().await;
        let era = slot.era();
        let now = self.0.clock.now();
        if let Some(live) = slot.usable(now, refused) {
            return Ok(live);
        }
        if let Some(waiting) = unsaved.clone() {
            self.save(component, appid, slot, waiting, era).await?;
            *unsaved = None;
            if let Some(live) = slot.usable(now, refused) {
                return Ok(live);
            }
        }
        let held = self.living_tokens(component, appid).await?;
        if let Some(access) = &held.access
            && refused != Some(held.version)
            && token::usable(access.obtained_at, access.expires_at, now)
        {
            return Ok(take(slot, access.clone(), held.version, era));
        }
        let renewed = self.ask(component, appid, &held).await?;
        match self.save(component, appid, slot, renewed.clone(), era).await {
            Ok(live) => {
                self.note_rotation(&held, &renewed).await;
                Ok(live)
            }
            Err(error @ Error::Store(wxfleet_store::Error::Unavailable(_))) => {
                tracing::error!(authorizer.appid = %appid, %error, "renewed tokens could not be stored; they are held in memory");
                *unsaved = Some(renewed);
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    /// The stored tokens of an account that is still authorized.
    async fn living_tokens(&self, component: &ComponentAppid, appid: &Appid) -> Result<AuthorizerTokens, Error> {
        let row = self.0.store.authorizer_by_appid(component, appid).await?.ok_or(Error::NotFound(What::Authorizer))?;
        if row.status == AuthorizerStatus::Unauthorized {
            return Err(Conflict::Unauthorized.into());
        }
        let tokens =
            self.0.store.authorizer_tokens(component, appid).await?.ok_or(Error::NotFound(What::Authorizer))?;
        match (tokens.refresh.is_some(), row.token_state) {
            (true, _) => Ok(tokens),
            (false, TokenState::Reauthorize) => Err(Conflict::Reauthorize.into()),
            (false, _) => Err(Conflict::NoApiAbility.into()),
        }
    }

    /// Asks WeChat with the refresh token in force, then with whatever else might serve.
    async fn ask(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        held: &AuthorizerTokens,
    ) -> Result<Unsaved<AuthorizerAccessToken>, Error> {
        let current = held.refresh.clone().ok_or(Conflict::NoApiAbility)?;
        let refusal = match self.ask_with(component, appid, current.clone()).await {
            Ok(answer) => return Ok(self.obtained(held, answer, RefreshTokenSource::AuthorizerToken)),
            Err(Error::WeChat { cause, .. }) if cause.kind() == Kind::RefreshTokenInvalid => cause,
            Err(Error::WeChat { doing, cause }) => {
                if cause.kind() == Kind::AuthorizationLost {
                    self.confirm_lost(component, appid).await;
                }
                self.count("failed");
                return Err(Error::WeChat { doing, cause });
            }
            Err(other) => return Err(other),
        };
        for candidate in self.candidates(component, appid, &current).await {
            match self.ask_with(component, appid, candidate).await {
                Ok(answer) => {
                    self.count("recovered");
                    tracing::warn!(authorizer.appid = %appid, "a refused refresh token was replaced by one that serves");
                    return Ok(self.obtained(held, answer, RefreshTokenSource::AuthorizerToken));
                }
                Err(Error::WeChat { cause, .. }) if cause.kind() == Kind::RefreshTokenInvalid => {}
                Err(other) => return Err(other),
            }
        }
        self.lost(component, appid, &refusal).await;
        Err(Conflict::Reauthorize.into())
    }

    async fn ask_with(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        refresh: AuthorizerRefreshToken,
    ) -> Result<AuthorizerToken, Error> {
        let endpoint = ApiAuthorizerToken::new(component.clone(), appid.clone(), refresh);
        self.call_component(component, &endpoint).await
    }

    /// Refresh tokens that may serve when the one in force does not: WeChat's own record first, then our former ones.
    async fn candidates(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        refused: &AuthorizerRefreshToken,
    ) -> Vec<AuthorizerRefreshToken> {
        let mut candidates = Vec::new();
        let endpoint = ApiGetAuthorizerInfo::new(component.clone(), appid.clone());
        match self.call_component(component, &endpoint).await {
            Ok(details) => candidates.extend(details.authorization_info.authorizer_refresh_token),
            Err(error) => {
                tracing::warn!(authorizer.appid = %appid, %error, "WeChat's record of the account cannot be read");
            }
        }
        match self.0.store.authorizer_former_refresh_tokens(component, appid).await {
            Ok(former) => candidates.extend(former.into_iter().map(|former| former.token)),
            Err(error) => {
                tracing::warn!(authorizer.appid = %appid, %error, "former refresh tokens cannot be read");
            }
        }
        candidates.retain(|candidate| candidate != refused && !candidate.is_empty());
        candidates
    }

    /// What the field taught by a renewal; told once its tokens are safe.
    async fn note_rotation(&self, held: &AuthorizerTokens, renewed: &Unsaved<AuthorizerAccessToken>) {
        let rotates = match (&renewed.refresh, &held.refresh) {
            (None, _) => "absent",
            (Some(new), Some(old)) if new == old => "same",
            (Some(_), _) => "changed",
        };
        self.0.observations.note(Fact::RefreshTokenRotates, rotates).await;
    }

    fn obtained(
        &self,
        held: &AuthorizerTokens,
        answer: AuthorizerToken,
        source: RefreshTokenSource,
    ) -> Unsaved<AuthorizerAccessToken> {
        let obtained_at = self.0.clock.now();
        Unsaved {
            token: answer.authorizer_access_token,
            // An empty or missing one never replaces what we have.
            refresh: answer.authorizer_refresh_token.filter(|token| !token.is_empty()),
            obtained_at,
            expires_at: obtained_at + SignedDuration::from_secs(answer.expires_in.max(0)),
            expected_version: held.version,
            source,
        }
    }

    /// Commits refresh and access token together; only then may anybody use them.
    async fn save(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        slot: &AuthorizerSlot,
        new: Unsaved<AuthorizerAccessToken>,
        era: u64,
    ) -> Result<Live<AuthorizerAccessToken>, Error> {
        let access = AccessToken { token: new.token, obtained_at: new.obtained_at, expires_at: new.expires_at };
        let tokens = NewTokens {
            access: Some(access.clone()),
            refresh: new.refresh,
            source: new.source,
            obtained_at: new.obtained_at,
        };
        let stored = self
            .0
            .store
            .commit(async |w| w.authorizer_tokens_store(component, appid, new.expected_version, &tokens).await)
            .await;
        match stored {
            Ok(version) => {
                self.count("ok");
                Ok(take(slot, access, version, era))
            }
            // A newer grant or another replica's renewal is stored: it stands, and ours is dropped.
            Err(wxfleet_store::Error::Stale) => {
                self.count("raced");
                let theirs = self.living_tokens(component, appid).await?;
                let access = theirs.access.ok_or(Conflict::Raced)?;
                Ok(take(slot, access, theirs.version, era))
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn lost(&self, component: &ComponentAppid, appid: &Appid, refusal: &client::Error) {
        self.count("lost");
        tracing::error!(
            authorizer.appid = %appid,
            errcode = refusal.errcode().map(|code| code.0),
            "WeChat takes none of the refresh tokens of this account; the merchant must authorize again"
        );
        self.set_state(component, appid, TokenState::Reauthorize, None, "WeChat takes none of its refresh tokens")
            .await;
    }

    async fn put_off(&self, component: &ComponentAppid, appid: &Appid, error: &Error) {
        if matches!(error, Error::Conflict(_) | Error::NotFound(_) | Error::Store(_)) {
            return;
        }
        let next = self.0.clock.now() + NEXT_ATTEMPT;
        self.set_state(component, appid, TokenState::Failing, Some(next), &error.to_string()).await;
    }

    async fn set_state(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        state: TokenState,
        next: Option<jiff::Timestamp>,
        reason: &str,
    ) {
        let version = match self.0.store.authorizer_tokens(component, appid).await {
            Ok(Some(tokens)) => tokens.version,
            // Gone, or the database is away: then the next pass finds it as it is.
            Ok(None) | Err(_) => return,
        };
        let trouble = TokenTrouble { state, next_attempt_at: next, reason: Some(reason.to_owned()) };
        let stored = self
            .0
            .store
            .commit(async |w| w.authorizer_token_state_store(component, appid, version, &trouble).await)
            .await;
        if let Err(error) = stored {
            tracing::warn!(authorizer.appid = %appid, %error, "the state of an account's tokens could not be stored");
        }
    }

    /// WeChat says that the account is not authorized. Its own record decides: only when that says so too is the
    /// account marked, and nothing of it is deleted.
    pub(super) async fn confirm_lost(&self, component: &ComponentAppid, appid: &Appid) {
        let endpoint = ApiGetAuthorizerInfo::new(component.clone(), appid.clone());
        let answer = match self.component(component).await {
            Ok(live) => self.send(&Typed(&endpoint), &live.token).await,
            Err(_) => return,
        };
        let Err(error) = answer else { return };
        if error.kind() != Kind::AuthorizationLost {
            return;
        }
        if let Some(errcode) = error.errcode() {
            self.0.observations.note(Fact::UnauthorizedAnswer, &errcode.0.to_string()).await;
        }
        let at = self.0.clock.now();
        let marked = self.0.store.commit(async |w| w.authorizer_unauthorize(component, appid, at).await).await;
        match marked {
            Ok(_) => self.granted(component, appid).await,
            Err(error) => tracing::warn!(authorizer.appid = %appid, %error, "a lost authorization could not be marked"),
        }
    }

    fn count(&self, outcome: &'static str) {
        self.0.metrics.authorizer_renewals.get_or_create(&ByOutcome { outcome }).inc();
    }
}

fn take(slot: &AuthorizerSlot, access: AccessToken, version: i64, era: u64) -> Live<AuthorizerAccessToken> {
    let live = Live { token: access.token, obtained_at: access.obtained_at, expires_at: access.expires_at, version };
    slot.put(live.clone(), era);
    live
}
