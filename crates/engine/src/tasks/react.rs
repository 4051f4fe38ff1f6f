//! What stored events still owe: an authorization code to exchange, an audit or the review of a name to ask about, a
//! message to WeChat's release check. Intake has the last one done at once, by the same [`React::handle`]: WeChat waits for it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use wxfleet_model::clock::Clock;
use wxfleet_model::event::Event;
use wxfleet_model::observation::Fact;
use wxfleet_store::Store;
use wxfleet_wechat::callback::notice::authorization::{Authorized, CodeExpiry};
use wxfleet_wechat::callback::{Notice, NoticeBody, notice};
use wxfleet_wechat::release_check::{self, Wanted};

use super::{Progress, Task};
use crate::account::AccountSettings;
use crate::authorization::Authorization;
use crate::code::{Account, Code};
use crate::error::Error;
use crate::metrics::Metrics;
use crate::observations::Observations;
use crate::registrations::Registrations;
use crate::release_check::ReleaseCheck;

const AT_ONCE: usize = 8;
const BATCH: u32 = 256;

/// An authorization code lives an hour at most; after that only the daily reconciliation can help.
const CODE_LIFE: SignedDuration = SignedDuration::from_hours(1);
/// An audit event may be ahead of the state that WeChat's API shows; the clock watches the audit anyway.
const EARLY_EVENT: SignedDuration = SignedDuration::from_mins(10);

#[derive(Clone)]
pub(crate) struct React {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) authorization: Authorization,
    pub(crate) code: Code,
    pub(crate) account: AccountSettings,
    pub(crate) registrations: Registrations,
    pub(crate) release_check: ReleaseCheck,
    pub(crate) observations: Observations,
    pub(crate) metrics: Metrics,
}

/// Whether an event's debt is paid.
pub(crate) enum Debt {
    Paid,
    Waits,
}

impl Task for React {
    fn name(&self) -> &'static str {
        "react"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(15)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(async move {
            let owed = self.store.events_unhandled(BATCH).await?;
            let debts: Vec<Result<Debt, Error>> =
                stream::iter(owed).map(|event| self.handle(event)).buffer_unordered(AT_ONCE).collect().await;
            let mut progress = Progress::default();
            for debt in debts {
                match debt {
                    Ok(Debt::Paid) => progress.moved += 1,
                    Ok(Debt::Waits) => progress.waiting += 1,
                    Err(error) => {
                        tracing::warn!(%error, "an event could not be marked as handled");
                        progress.waiting += 1;
                    }
                }
            }
            self.metrics.events_pending.set(progress.waiting as u64);
            Ok(progress)
        })
    }
}

impl React {
    /// Does what one event owes, as far as it can be done now.
    pub(crate) async fn handle(&self, event: Event) -> Result<Debt, Error> {
        let debt = match self.react(&event).await {
            Ok(debt) => debt,
            Err(error) => self.judge(&event, &error),
        };
        if matches!(debt, Debt::Paid) {
            let id = event.id;
            self.store.commit(async |w| w.event_handled(id).await).await?;
        }
        Ok(debt)
    }

    async fn react(&self, event: &Event) -> Result<Debt, Error> {
        let Ok(notice) = notice::parse(&event.xml) else { return Ok(Debt::Paid) };
        match notice.body {
            NoticeBody::Authorized(push) | NoticeBody::UpdateAuthorized(push) => self.authorized(event, push).await,
            NoticeBody::WeappAuditSuccess(_) | NoticeBody::WeappAuditFail(_) | NoticeBody::WeappAuditDelay(_) => {
                self.audit_decided(event).await
            }
            NoticeBody::WxaNicknameAudit(_) => Box::pin(self.name_decided(event)).await,
            NoticeBody::FastRegister(push) => {
                let at = event.created_at.unwrap_or(event.received_at);
                Box::pin(self.registrations.registered(&event.component_appid, push, at)).await?;
                Ok(Debt::Paid)
            }
            NoticeBody::FastRegisterBetaApp(push) => {
                Box::pin(self.registrations.trial_registered(&event.component_appid, push)).await?;
                Ok(Debt::Paid)
            }
            NoticeBody::FastVerifyBetaApp(push) => {
                Box::pin(self.registrations.converted(&event.component_appid, push)).await?;
                Ok(Debt::Paid)
            }
            NoticeBody::Text(_) => self.asked_by_release_check(event, &notice).await,
            _ => Ok(Debt::Paid),
        }
    }

    async fn asked_by_release_check(&self, event: &Event, notice: &Notice) -> Result<Debt, Error> {
        let wanted = event.appid.as_ref().and_then(|appid| release_check::wanted(appid, notice));
        let Some(Wanted::Message(code)) = wanted else { return Ok(Debt::Paid) };
        let over = self.release_check.answer(event, notice, code).await?;
        Ok(if over { Debt::Paid } else { Debt::Waits })
    }

    async fn authorized(&self, event: &Event, push: Authorized) -> Result<Debt, Error> {
        let at = event.created_at.unwrap_or(event.received_at);
        self.authorization
            .pushed(
                &event.component_appid,
                &push.authorizer_appid,
                push.authorization_code,
                push.pre_auth_code.as_ref(),
                at,
            )
            .await?;
        let present = if push.pre_auth_code.is_some() { "present" } else { "absent" };
        self.observations.note(Fact::PreAuthCodePresent, present).await;
        match push.authorization_code_expiry {
            Some(CodeExpiry::At(_)) => self.observations.note(Fact::CodeExpiryForm, "epoch").await,
            Some(CodeExpiry::After(_)) => self.observations.note(Fact::CodeExpiryForm, "duration").await,
            None => {}
        }
        Ok(Debt::Paid)
    }

    /// The event is a hint; what WeChat's API says decides.
    async fn audit_decided(&self, event: &Event) -> Result<Debt, Error> {
        let Some(appid) = event.appid.clone() else { return Ok(Debt::Paid) };
        let account = Account { component_appid: event.component_appid.clone(), appid };
        let latest = self.code.look_at_latest(&account).await?;
        let early = latest.is_some_and(|audit| audit.status.is_pending()) && event.kind != "weapp_audit_delay";
        Ok(if early && !self.is_older_than(event, EARLY_EVENT) { Debt::Waits } else { Debt::Paid })
    }

    /// The push does not say which review it is about: every one that goes on is asked about.
    async fn name_decided(&self, event: &Event) -> Result<Debt, Error> {
        let Some(appid) = event.appid.clone() else { return Ok(Debt::Paid) };
        let account = Account { component_appid: event.component_appid.clone(), appid };
        let still_open = self.account.look_at_names(&account).await? > 0;
        Ok(if still_open && !self.is_older_than(event, EARLY_EVENT) { Debt::Waits } else { Debt::Paid })
    }

    /// Whether a failed reaction is worth another pass.
    fn judge(&self, event: &Event, error: &Error) -> Debt {
        let hopeless = !error.may_pass();
        let over = self.is_older_than(event, CODE_LIFE);
        if hopeless || over {
            tracing::error!(event.id = %event.id.0, event.kind = %event.kind, %error, "the reaction to an event was given up");
            Debt::Paid
        } else {
            tracing::warn!(event.id = %event.id.0, event.kind = %event.kind, %error, "the reaction to an event failed; it is tried again");
            Debt::Waits
        }
    }

    fn is_older_than(&self, event: &Event, age: SignedDuration) -> bool {
        let now: Timestamp = self.clock.now();
        event.received_at.duration_until(now) > age
    }
}
