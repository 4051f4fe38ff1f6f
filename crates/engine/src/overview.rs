//! How a fleet stands as a whole: counts that a person reads at a glance. Each is one question to the database; what
//! looks at every account is remembered for some seconds, so that many open pages cost no more than one.

mod minutes;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::authorizer::{AuthorizerKind, AuthorizerState};
use wxfleet_model::clock::Clock;
use wxfleet_model::code::CodeStage;
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Action, Actor, Limits};
use wxfleet_model::permission_set::DEVELOPMENT;
use wxfleet_store::{AuthorizerFilter, AuthorizerStanding, Store};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{ComponentAppid, TemplateId};

pub use wxfleet_store::EventMinute;
use wxfleet_wechat::code::{AuditQuota, Queryquota};

use self::minutes::Minutes;
use crate::components::Components;
use crate::error::Error;
use crate::gate;
use crate::locks::Locks;
use crate::tokens::Tokens;

pub use crate::tokens::Calls;

/// For how long counts over all accounts are good enough.
const GOOD_FOR: SignedDuration = SignedDuration::from_secs(10);
/// For how long the month's quota is good enough, and how soon a reading that failed is tried again.
const QUOTA_GOOD_FOR: SignedDuration = SignedDuration::from_mins(30);
/// How many accounts are tried for one that can ask about the quota, which all of them share.
const ASKED_ABOUT_QUOTA: usize = 3;
/// How many refusals are looked at for their codes.
const MOST_REFUSALS: u32 = 5_000;

/// How a component's accounts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fleet {
    /// How many stand how.
    pub states: Vec<(AuthorizerState, u64)>,
    /// How far the code of how many is.
    pub stages: Vec<(CodeStage, u64)>,
    /// How many authorized Mini Programs have not granted what commits and releases need.
    pub without_development: u64,
    /// On how many which version is online, the most frequent first.
    pub versions: Vec<(String, u64)>,
    /// When this was counted.
    pub counted_at: Timestamp,
}

impl Fleet {
    /// All accounts.
    pub fn accounts(&self) -> u64 {
        self.states.iter().map(|(_, count)| count).sum()
    }

    /// Accounts that stand so.
    pub fn standing(&self, state: AuthorizerState) -> u64 {
        self.states.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
    }

    /// Accounts whose code is that far.
    pub fn at_stage(&self, stage: CodeStage) -> u64 {
        self.stages.iter().find(|(known, _)| *known == stage).map_or(0, |(_, count)| *count)
    }
}

/// What is left of the month's submissions and speed-ups, which all accounts of a platform share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Submissions left, and all of the month.
    pub submissions: (i64, i64),
    /// Speed-ups left, and all of the month.
    pub speed_ups: (i64, i64),
    /// When it was read.
    pub read_at: Timestamp,
}

/// A reading of the quota: when, and what it said if WeChat did.
type QuotaReading = (Timestamp, Option<Quota>);

/// The service.
#[derive(Clone)]
pub struct Overview {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    tokens: Tokens,
    counted: Arc<Mutex<HashMap<ComponentAppid, Fleet>>>,
    minutes: Arc<Minutes>,
    quotas: Arc<Mutex<HashMap<ComponentAppid, QuotaReading>>>,
    reading: Arc<Locks<ComponentAppid>>,
}

impl Overview {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, components: Components, tokens: Tokens) -> Self {
        Self {
            store,
            clock,
            components,
            tokens,
            counted: Arc::default(),
            minutes: Arc::default(),
            quotas: Arc::default(),
            reading: Arc::new(Locks::new()),
        }
    }

    /// The month's quota as it was last read, without asking: `None` when it is time to read it again.
    pub fn quota_known(&self, actor: &Actor, component: &ComponentAppid) -> Result<Option<Option<Quota>>, Error> {
        gate::on_component(actor, Action::CodeRead, component)?;
        let quotas = self.quotas.lock().expect("no holder of this lock can panic");
        let fresh =
            |at: Timestamp| (SignedDuration::ZERO..QUOTA_GOOD_FOR).contains(&at.duration_until(self.clock.now()));
        Ok(quotas.get(component).filter(|(at, _)| fresh(*at)).map(|(_, quota)| *quota))
    }

    /// The month's quota, asked of WeChat at most every half hour. `None` when no account can ask.
    pub async fn quota(&self, actor: &Actor, component: &ComponentAppid) -> Result<Option<Quota>, Error> {
        let _alone = self.reading.hold(component).await;
        if let Some(known) = self.quota_known(actor, component)? {
            return Ok(known);
        }
        let quota = self.read_quota(component).await?;
        let mut quotas = self.quotas.lock().expect("no holder of this lock can panic");
        quotas.insert(component.clone(), (self.clock.now(), quota));
        Ok(quota)
    }

    async fn read_quota(&self, component: &ComponentAppid) -> Result<Option<Quota>, Error> {
        self.components.live(component).await?;
        let able = AuthorizerFilter {
            kind: Some(AuthorizerKind::MiniProgram),
            state: Some(AuthorizerState::Well),
            ..AuthorizerFilter::default()
        };
        let page = PageRequest { limit: 50, after: None };
        let accounts = self.store.authorizers(component, &able, &page).await?.items;
        let able = accounts.into_iter().filter(|one| one.func_info.contains(&DEVELOPMENT));
        for account in able.take(ASKED_ABOUT_QUOTA) {
            match self.tokens.call_authorizer(component, &account.appid, &Queryquota::new()).await {
                Ok(AuditQuota { rest, limit, speedup_rest, speedup_limit }) => {
                    let read_at = self.clock.now();
                    return Ok(Some(Quota {
                        submissions: (rest, limit),
                        speed_ups: (speedup_rest, speedup_limit),
                        read_at,
                    }));
                }
                Err(error) => {
                    tracing::info!(component.appid = %component, %error, "the month's quota could not be read");
                }
            }
        }
        Ok(None)
    }

    /// How calls to WeChat went in the last day, as far as this process knows; nothing for a key that sees a part of the
    /// accounts alone.
    pub fn calls(&self, actor: &Actor) -> Result<Option<Calls>, Error> {
        let limits = gate::for_list(actor, Action::JournalRead)?;
        Ok((limits == Limits::NONE).then(|| self.tokens.last_day()))
    }

    /// How a component's accounts stand, at most ten seconds ago.
    pub async fn fleet(&self, actor: &Actor, component: &ComponentAppid) -> Result<Fleet, Error> {
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        let limits = gate::for_list(actor, Action::AuthorizerRead)?;
        self.components.live(component).await?;
        let now = self.clock.now();
        if limits.labels.is_empty() {
            let known = self.lock().get(component).filter(|fleet| is_good(fleet, now)).cloned();
            if let Some(fleet) = known {
                return Ok(fleet);
            }
        }
        let fleet = self.count(component, &limits, now).await?;
        if limits.labels.is_empty() {
            self.lock().insert(component.clone(), fleet.clone());
        }
        Ok(fleet)
    }

    /// On how many of a component's accounts code that was made from a template is in one of the three slots.
    pub async fn made_from(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        template: TemplateId,
    ) -> Result<u64, Error> {
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        let limits = gate::for_list(actor, Action::AuthorizerRead)?;
        Ok(self.store.code_made_from(component, template, &limits).await?)
    }

    /// What WeChat pushed in each minute since that one.
    pub async fn pushes(&self, actor: &Actor, since: Timestamp) -> Result<Vec<EventMinute>, Error> {
        let limits = gate::for_list(actor, Action::EventRead)?;
        if limits == Limits::NONE {
            return Ok(self.minutes.counted(&self.store, since, self.clock.now()).await?);
        }
        Ok(self.store.event_minutes(minutes::beginning(since), &limits).await?)
    }

    /// With which codes WeChat refused how often since that moment, the most frequent first: by the journal, and where
    /// this process counted more than that, readings being in no journal, by its own count of the last day.
    pub async fn refusals(&self, actor: &Actor, since: Timestamp) -> Result<Vec<(Errcode, u64)>, Error> {
        let limits = gate::for_list(actor, Action::JournalRead)?;
        let mut counts: Vec<(Errcode, u64)> = Vec::new();
        for code in self.store.journal_refusals(since, &limits, MOST_REFUSALS).await? {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        for (code, count) in self.calls(actor)?.map(|calls| calls.refused).unwrap_or_default() {
            match counts.iter_mut().find(|(known, _)| known.0 == code) {
                Some((_, known)) => *known = count.max(*known),
                None => counts.push((Errcode(code), count)),
            }
        }
        counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.0));
        Ok(counts)
    }

    async fn count(&self, component: &ComponentAppid, limits: &Limits, now: Timestamp) -> Result<Fleet, Error> {
        // Three indexes, walked side by side.
        let (standing, stages, versions) = futures_util::try_join!(
            self.store.authorizer_standing(component, limits),
            self.store.code_stage_counts(component, limits),
            self.store.code_version_counts(component, limits),
        )?;
        let AuthorizerStanding { states, without_development } = standing;
        Ok(Fleet { states, stages, without_development, versions, counted_at: now })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ComponentAppid, Fleet>> {
        self.counted.lock().expect("no holder of this lock can panic")
    }
}

/// Whether the count is young enough; one from the future was made before the clock went back.
fn is_good(fleet: &Fleet, now: Timestamp) -> bool {
    (SignedDuration::ZERO..GOOD_FOR).contains(&fleet.counted_at.duration_until(now))
}
