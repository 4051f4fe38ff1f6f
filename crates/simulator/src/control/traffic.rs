//! Pushes and their rules, faults, the request log and its counters.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::ControlError;
use crate::faults::Fault;
use crate::requests::RequestLine;
use crate::simulator::Simulator;
use crate::world::push::{Push, PushRule, PushState};

/// A push as the control API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PushView {
    /// Its number; a push that is doubled has two.
    pub id: u64,
    /// To which component.
    pub component_appid: String,
    /// The `InfoType`, `Event` or `MsgType`.
    pub kind: String,
    /// The account it is about.
    pub appid: Option<String>,
    /// `CreateTime`.
    pub created_at: Timestamp,
    /// When it is tried next, or was to be tried last.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// How far it has come.
    pub state: PushState,
    /// What the last try brought.
    pub outcome: String,
}

fn view(push: &Push) -> PushView {
    PushView {
        id: push.id,
        component_appid: push.component.clone(),
        kind: push.kind.clone(),
        appid: push.appid.clone(),
        created_at: push.created_at,
        due_at: push.due_at,
        tries: push.tries,
        state: push.state,
        outcome: push.outcome.clone(),
    }
}

impl Simulator {
    /// Pushes that wait, then finished ones from the newest on. The inner messages, which hold codes and tickets, are
    /// left out.
    pub fn pushes(&self) -> Vec<PushView> {
        self.with_world(|world, _| world.pushes.waiting.iter().chain(&world.pushes.finished).map(view).collect())
    }

    /// Owes a finished push once more, with the same inner message.
    pub fn redeliver(&self, id: u64) -> Result<(), ControlError> {
        let found = self.with_world(|world, now| world.pushes.redeliver(id, now));
        if found { Ok(()) } else { Err(ControlError::no("finished push", id)) }
    }

    /// Sets what happens to pushes to come.
    pub fn rule_pushes(&self, rule: PushRule) {
        self.with_world(|world, _| world.pushes.rules.push(rule));
    }

    /// Forgets all rules for pushes.
    pub fn clear_push_rules(&self) {
        self.with_world(|world, _| world.pushes.rules.clear());
    }

    /// Makes something go wrong with calls to come.
    pub fn inject_fault(&self, fault: Fault) {
        self.with_traffic(|traffic| traffic.faults.add(fault));
    }

    /// The faults in waiting.
    pub fn faults(&self) -> Vec<Fault> {
        self.with_traffic(|traffic| traffic.faults.all().to_vec())
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        self.with_traffic(|traffic| traffic.faults.clear());
    }

    /// The requests of late, oldest first, secrets masked.
    pub fn requests(&self) -> Vec<RequestLine> {
        self.with_traffic(|traffic| traffic.requests.lines().cloned().collect())
    }

    /// How often each path was called, by authorizer, or by component for calls of its own.
    pub fn counters(&self) -> BTreeMap<String, BTreeMap<String, u64>> {
        self.with_traffic(|traffic| traffic.requests.counts().clone())
    }

    /// How often a path was called in all.
    pub fn count(&self, path: &str) -> u64 {
        self.with_traffic(|traffic| traffic.requests.counts().get(path).map_or(0, |by| by.values().sum()))
    }

    /// How often a path was called for an account.
    ///
    /// Calls with a component token count for the authorizer whom their body names, if it names one.
    pub fn count_for(&self, path: &str, appid: &str) -> u64 {
        self.with_traffic(|traffic| {
            traffic.requests.counts().get(path).and_then(|by| by.get(appid)).copied().unwrap_or(0)
        })
    }

    /// Empties the request log and the counters.
    pub fn clear_requests(&self) {
        self.with_traffic(|traffic| traffic.requests.clear());
    }
}
