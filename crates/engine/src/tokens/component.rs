//! The component's own token (CAT), made from the newest ticket that WeChat takes.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::component::{ComponentToken, Ticket};
use wxfleet_model::token;
use wxfleet_wechat::client;
use wxfleet_wechat::component::ApiComponentToken;
use wxfleet_wechat::endpoint::NoToken;
use wxfleet_wechat::errcode::{Errcode, Kind};
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::{AppSecret, ComponentAccessToken};

use super::slot::{Live, Slot};
use super::{Tokens, Typed};
use crate::error::{Error, NotReady};
use crate::metrics::ByOutcome;

/// The longest pause between two tries with credentials that WeChat refused.
const LONGEST_PAUSE_SECS: i64 = 60;

/// WeChat refused a component's credentials; asking at once again would only use up its quota.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    /// With another one it is worth trying at once.
    secret: AppSecret,
    errcode: Errcode,
    pause_secs: i64,
    until: Timestamp,
}

impl Tokens {
    /// A component access token that is good now.
    pub(crate) async fn component(&self, component: &ComponentAppid) -> Result<Live<ComponentAccessToken>, Error> {
        let slot = self.component_slot(component).await;
        match slot.usable(self.0.clock.now(), None) {
            Some(live) => Ok(live),
            None => self.renew_component(component, &slot, None).await,
        }
    }

    /// One that is newer than a refused one.
    pub(super) async fn component_after(
        &self,
        component: &ComponentAppid,
        refused: i64,
    ) -> Result<Live<ComponentAccessToken>, Error> {
        let slot = self.component_slot(component).await;
        self.renew_component(component, &slot, Some(refused)).await
    }

    /// Renews the token if it is in the second half of its life. Gives whether it asked WeChat.
    pub(crate) async fn keep_component(&self, component: &ComponentAppid) -> Result<bool, Error> {
        let stored = self.0.store.component_token(component).await?;
        let due = stored.as_ref().is_none_or(|stored| {
            self.0.clock.now() >= token::renewal_due(component.as_str(), stored.obtained_at, stored.expires_at)
        });
        if !due || self.0.components.tickets(component).await?.is_empty() {
            return Ok(false);
        }
        let slot = self.component_slot(component).await;
        self.renew_component(component, &slot, Some(stored.map_or(0, |stored| stored.version))).await?;
        Ok(true)
    }

    /// Forgets that WeChat refused the credentials: they serve now, or a new ticket came.
    pub(crate) fn forgive(&self, component: &ComponentAppid) {
        self.0.refused.lock().expect("no holder of this lock can panic").remove(component);
    }

    async fn component_slot(&self, component: &ComponentAppid) -> Arc<Slot<ComponentAccessToken>> {
        self.0.component_slots.get_with_by_ref(component, async { Arc::new(Slot::empty()) }).await
    }

    async fn renew_component(
        &self,
        component: &ComponentAppid,
        slot: &Slot<ComponentAccessToken>,
        refused: Option<i64>,
    ) -> Result<Live<ComponentAccessToken>, Error> {
        let _single = slot.renewing.lock().await;
        let era = slot.era();
        let now = self.0.clock.now();
        if let Some(live) = slot.usable(now, refused) {
            return Ok(live);
        }
        let stored = self.0.store.component_token(component).await?;
        let version = stored.as_ref().map_or(0, |stored| stored.version);
        if let Some(stored) = stored
            && refused != Some(stored.version)
            && token::usable(stored.obtained_at, stored.expires_at, now)
        {
            return Ok(take(slot, stored, era));
        }
        let live = self.0.components.live(component).await?;
        self.pause_over(component, &live.app_secret, now)?;
        let answer = self.ask_with_tickets(component, &live.app_secret).await?;
        self.store_component(component, slot, version, answer, era).await
    }

    /// Tries the good tickets, newest first: an older one inside its twelve hours still serves.
    async fn ask_with_tickets(
        &self,
        component: &ComponentAppid,
        secret: &AppSecret,
    ) -> Result<wxfleet_wechat::component::ComponentToken, Error> {
        let tickets: Vec<Ticket> = self.0.components.tickets(component).await?;
        let mut last: Option<client::Error> = None;
        for ticket in tickets {
            let endpoint = ApiComponentToken::new(component.clone(), secret.clone(), ticket.ticket);
            match self.send(&Typed(&endpoint), &NoToken).await {
                Ok(answer) => {
                    self.forgive(component);
                    return Ok(answer);
                }
                Err(error) if error.kind() == Kind::TicketUnusable => last = Some(error),
                Err(error) => {
                    self.pause(component, secret, &error);
                    self.0.metrics.component_renewals.get_or_create(&ByOutcome { outcome: "failed" }).inc();
                    return Err(Error::WeChat { doing: "component_token", cause: error });
                }
            }
        }
        Err(match last {
            Some(cause) => {
                self.pause(component, secret, &cause);
                Error::WeChat { doing: "component_token", cause }
            }
            None => NotReady::NoTicket.into(),
        })
    }

    async fn store_component(
        &self,
        component: &ComponentAppid,
        slot: &Slot<ComponentAccessToken>,
        expected: i64,
        answer: wxfleet_wechat::component::ComponentToken,
        era: u64,
    ) -> Result<Live<ComponentAccessToken>, Error> {
        let obtained_at = self.0.clock.now();
        let expires_at = obtained_at + SignedDuration::from_secs(answer.expires_in.max(0));
        let (appid, token) = (component.clone(), answer.component_access_token.clone());
        let stored = self
            .0
            .store
            .commit(async |w| w.component_token_store(&appid, expected, &token, obtained_at, expires_at).await)
            .await;
        match stored {
            Ok(version) => {
                self.0.metrics.component_renewals.get_or_create(&ByOutcome { outcome: "ok" }).inc();
                let token = answer.component_access_token;
                Ok(take(slot, ComponentToken { token, obtained_at, expires_at, version }, era))
            }
            Err(wxfleet_store::Error::Stale) => {
                self.0.metrics.component_renewals.get_or_create(&ByOutcome { outcome: "raced" }).inc();
                let theirs = self.0.store.component_token(component).await?.ok_or(NotReady::NoTicket)?;
                Ok(take(slot, theirs, era))
            }
            Err(other) => Err(other.into()),
        }
    }

    fn pause_over(&self, component: &ComponentAppid, secret: &AppSecret, now: Timestamp) -> Result<(), Error> {
        let refused = self.0.refused.lock().expect("no holder of this lock can panic");
        match refused.get(component) {
            Some(refused) if refused.until > now && refused.secret == *secret => Err(NotReady::PlatformRefused {
                errcode: refused.errcode,
                retry_in_secs: now.duration_until(refused.until).as_secs(),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// Doubles the pause before the credentials are tried again, up to a minute.
    fn pause(&self, component: &ComponentAppid, secret: &AppSecret, error: &client::Error) {
        let Some(errcode) = error.errcode() else { return };
        let now = self.0.clock.now();
        let mut refused = self.0.refused.lock().expect("no holder of this lock can panic");
        let pause_secs = refused.get(component).map_or(2, |last| (last.pause_secs * 2).min(LONGEST_PAUSE_SECS));
        let until = now + SignedDuration::from_secs(pause_secs);
        tracing::error!(component.appid = %component, errcode = errcode.0, rid = error.rid(), pause_secs, "WeChat refused the component's credentials");
        refused.insert(component.clone(), Refused { secret: secret.clone(), errcode, pause_secs, until });
    }
}

fn take(slot: &Slot<ComponentAccessToken>, stored: ComponentToken, era: u64) -> Live<ComponentAccessToken> {
    let ComponentToken { token, obtained_at, expires_at, version } = stored;
    let live = Live { token, obtained_at, expires_at, version };
    slot.put(live.clone(), era);
    live
}
