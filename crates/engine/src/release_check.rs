//! The part of WeChat's release check that takes calls to WeChat: the message `QUERY_AUTH_CODE:<code>`.
//!
//! Its code is exchanged, and the customer-service message that WeChat waits for is sent with the access token of that
//! answer. What the tokens open is WeChat's test account: nothing of it is stored, and no account of the fleet is
//! touched.
//!
//! The stored event owes it, so a crash does not lose it; the code's digest, claimed before the exchange and marked
//! when all is over, sees to it that it is done once however often the push comes. A crash between exchange and message
//! leaves a code that is spent: then WeChat's record of the account gives a refresh token, and that an access token. A
//! crash between the message and its mark sends the message a second time, to nobody but WeChat's test.

use std::sync::Arc;

use jiff::SignedDuration;
use wxfleet_model::clock::Clock;
use wxfleet_model::event::Event;
use wxfleet_model::journal::Deed;
use wxfleet_model::permission::Actor;
use wxfleet_store::{Claimed, Store};
use wxfleet_wechat::callback::Notice;
use wxfleet_wechat::component::{ApiAuthorizerToken, ApiGetAuthorizerInfo, ApiQueryAuth};
use wxfleet_wechat::id::{Appid, ComponentAppid, Openid};
use wxfleet_wechat::message::CustomSend;
use wxfleet_wechat::release_check;
use wxfleet_wechat::secret::{AuthorizationCode, AuthorizerAccessToken};

use crate::authorization::CODE_SPENT;
use crate::digest::digest;
use crate::error::{Conflict, Error, What};
use crate::journal::Journal;
use crate::locks::Locks;
use crate::tokens::Tokens;

/// A try of another replica is over by then: its few calls may each take as long as the client waits.
const TRY_OVER_AFTER: SignedDuration = SignedDuration::from_mins(3);

/// The service.
#[derive(Clone)]
pub(crate) struct ReleaseCheck {
    store: Store,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
    journal: Journal,
    answering: Arc<Locks<[u8; 32]>>,
}

/// Whether it is ours to do.
enum Turn {
    First,
    /// An earlier try broke off; its exchange may have been done.
    Again,
    /// Another replica is at it.
    Elsewhere,
    Over,
}

impl ReleaseCheck {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, tokens: Tokens, journal: Journal) -> Self {
        Self { store, clock, tokens, journal, answering: Arc::new(Locks::new()) }
    }

    /// Sends the message that the event calls for; says whether all is over. `false` waits for another try.
    pub(crate) async fn answer(&self, event: &Event, notice: &Notice, code: AuthorizationCode) -> Result<bool, Error> {
        let named = event.appid.as_ref().and_then(|appid| release_check::account_of(appid, notice));
        let (Some(account), Some(reader)) = (named, reader(notice)) else {
            tracing::error!(event.id = %event.id.0, "a message of WeChat's release check names nobody to answer");
            return Ok(true);
        };
        let (component, appid) = (&event.component_appid, &account.to_appid());
        let code_digest = digest("authorization_code", code.expose());
        let _single = self.answering.hold(&code_digest).await;
        let again = match self.turn(component, &code_digest).await? {
            Turn::First => false,
            Turn::Again => true,
            Turn::Elsewhere => return Ok(false),
            Turn::Over => return Ok(true),
        };
        let of = serde_json::json!({"group": account.group});
        let entry = self.journal.open(&Actor::System, Deed::ReleaseCheck, component, Some(appid), of).await?;
        let sent = self.exchange_and_send(component, appid, reader, code, again).await;
        self.journal.close(entry, &sent, serde_json::json!({})).await;
        let over = match &sent {
            Ok(()) => true,
            Err(error) => !error.may_pass(),
        };
        if over {
            let now = self.clock.now();
            self.store.commit(async |w| w.authorization_code_done(component, &code_digest, appid, now).await).await?;
        }
        sent?;
        tracing::info!(component.appid = %component, authorizer.appid = %appid, "answered WeChat's release check");
        Ok(true)
    }

    async fn turn(&self, component: &ComponentAppid, code_digest: &[u8; 32]) -> Result<Turn, Error> {
        let now = self.clock.now();
        let claimed =
            self.store.commit(async |w| w.authorization_code_claim(component, code_digest, now).await).await?;
        let claimed_at = match claimed {
            Claimed::New => return Ok(Turn::First),
            Claimed::Already { done: Some(_), .. } => return Ok(Turn::Over),
            Claimed::Already { claimed_at, done: None } => claimed_at,
        };
        // On the embedded database nobody else can be at it, and we hold the lock.
        if !self.store.is_exclusive() && claimed_at.duration_until(now) < TRY_OVER_AFTER {
            return Ok(Turn::Elsewhere);
        }
        let taken = self
            .store
            .commit(async |w| w.authorization_code_reclaim(component, code_digest, claimed_at, now).await)
            .await;
        match taken {
            Ok(()) => Ok(Turn::Again),
            Err(wxfleet_store::Error::Stale) => Ok(Turn::Elsewhere),
            Err(other) => Err(other.into()),
        }
    }

    async fn exchange_and_send(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        reader: Openid,
        code: AuthorizationCode,
        again: bool,
    ) -> Result<(), Error> {
        let message = CustomSend::text(reader, release_check::message_of(&code));
        let token = match self.exchange(component, code).await {
            Err(error) if again && error.errcode().is_some_and(|errcode| CODE_SPENT.contains(&errcode)) => {
                self.token_by_record(component, appid).await?
            }
            other => other?,
        };
        self.tokens.call_with(&token, &message).await.map(drop)
    }

    async fn exchange(
        &self,
        component: &ComponentAppid,
        code: AuthorizationCode,
    ) -> Result<AuthorizerAccessToken, Error> {
        let queried = self.tokens.call_component(component, &ApiQueryAuth::new(component.clone(), code)).await?;
        let info = queried.authorization_info;
        if release_check::by_appid(&info.authorizer_appid).is_none() {
            tracing::error!(authorizer.appid = %info.authorizer_appid, "a release check named a code of an account that is no test account; nothing was sent");
            return Err(Error::NotFound(What::Authorizer));
        }
        info.authorizer_access_token.ok_or_else(|| Conflict::NoApiAbility.into())
    }

    /// The code was spent by a try of ours that broke off: an access token by way of WeChat's own record.
    async fn token_by_record(&self, component: &ComponentAppid, appid: &Appid) -> Result<AuthorizerAccessToken, Error> {
        let record = ApiGetAuthorizerInfo::new(component.clone(), appid.clone());
        let details = self.tokens.call_component(component, &record).await?;
        let refresh = details.authorization_info.authorizer_refresh_token.filter(|token| !token.is_empty());
        let renewal = ApiAuthorizerToken::new(component.clone(), appid.clone(), refresh.ok_or(Conflict::NoApiAbility)?);
        Ok(self.tokens.call_component(component, &renewal).await?.authorizer_access_token)
    }
}

/// Who wrote, and is to read.
fn reader(notice: &Notice) -> Option<Openid> {
    notice.from_user_name.as_deref()?.parse().ok()
}
