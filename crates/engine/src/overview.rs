//! How a fleet stands as a whole: counts that a person reads at a glance. Each is one question to the database; what
//! looks at every account is remembered for some seconds, so that many open pages cost no more than one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::authorizer::AuthorizerState;
use wxfleet_model::clock::Clock;
use wxfleet_model::code::CodeStage;
use wxfleet_model::permission::{Action, Actor, Limits};
use wxfleet_store::{AuthorizerStanding, Store};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::ComponentAppid;

pub use wxfleet_store::EventMinute;

use crate::components::Components;
use crate::error::Error;
use crate::gate;

/// For how long counts over all accounts are good enough.
const GOOD_FOR: SignedDuration = SignedDuration::from_secs(10);
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

/// The service.
#[derive(Clone)]
pub struct Overview {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    counted: Arc<Mutex<HashMap<ComponentAppid, Fleet>>>,
}

impl Overview {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, components: Components) -> Self {
        Self { store, clock, components, counted: Arc::default() }
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

    /// What WeChat pushed in each minute since that moment.
    pub async fn pushes(&self, actor: &Actor, since: Timestamp) -> Result<Vec<EventMinute>, Error> {
        let limits = gate::for_list(actor, Action::EventRead)?;
        Ok(self.store.event_minutes(since, &limits).await?)
    }

    /// With which codes WeChat refused how often since that moment, the most frequent first.
    pub async fn refusals(&self, actor: &Actor, since: Timestamp) -> Result<Vec<(Errcode, u64)>, Error> {
        let limits = gate::for_list(actor, Action::JournalRead)?;
        let mut counts: Vec<(Errcode, u64)> = Vec::new();
        for code in self.store.journal_refusals(since, &limits, MOST_REFUSALS).await? {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
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
