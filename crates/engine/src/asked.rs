//! What this process asked of WeChat lately, and what came back: for the person who wants to see the very answer.
//!
//! Every call passes `wechat::Client`, and its watcher writes here. The last calls stand in a ring in memory: they are
//! this process's own and end with it. What was changed stands in the journal for good.
//!
//! * Credentials are blotted out before anything is kept (`masked`), and each side is cut: the ring holds nothing that
//!   a viewer may not read, and some megabytes at the most.
//! * Whom a call was for is known where its token is chosen (`on_behalf`), who caused it where the gate asks whether
//!   they may (`is_for`) or where a task begins its pass (`by_task`). Both travel with the task of the runtime.
//! * What WeChat refused stands in the log as well, a line for each call (`refused`).
//! * A call costs one walk over what is kept of it, some microseconds. Pushes that come in call nothing, and pay nothing.

mod masked;
mod refused;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value};
use wxfleet_model::clock::Clock;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::client::{Exchange, Watcher};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::{Error, What};

/// How many calls are kept.
pub const KEPT: usize = 2_000;

tokio::task_local! {
    /// For which platform and account the call at hand is made.
    static FOR: (ComponentAppid, Option<Appid>);
    /// Who caused it, once that is known.
    static BY: OnceLock<String>;
}

/// Runs what somebody asks for: the gate will say who.
pub async fn by_request<F: Future>(work: F) -> F::Output {
    BY.scope(OnceLock::new(), work).await
}

/// Runs what a task does by itself.
pub(crate) async fn by_task<F: Future>(name: &str, work: F) -> F::Output {
    BY.scope(OnceLock::from(format!("task:{name}")), work).await
}

/// Notes who asks; the first one does.
pub(crate) fn is_for(actor: &Actor) {
    // Outside of a request and of a task nobody is known, and nobody is missed.
    BY.try_with(|by| _ = by.get_or_init(|| actor.label())).ok();
}

/// Runs calls that are made for a platform and perhaps one of its accounts.
pub(crate) async fn on_behalf<F: Future>(component: &ComponentAppid, appid: Option<&Appid>, work: F) -> F::Output {
    FOR.scope((component.clone(), appid.cloned()), work).await
}

/// One call that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its number in this process, from 1.
    pub number: u64,
    /// When it ended.
    pub at: Timestamp,
    /// How long it took.
    pub took: Duration,
    /// The platform, where it is known.
    pub component_appid: Option<ComponentAppid>,
    /// The account, unless the platform spoke for itself.
    pub appid: Option<Appid>,
    /// Who caused it: an actor as the journal names it, or `task:` and its name; empty where nobody knows.
    pub by: String,
    /// The endpoint's id.
    pub endpoint: &'static str,
    /// `GET` or `POST`.
    pub method: String,
    /// The path below WeChat's host.
    pub path: String,
    /// The query without the token, masked.
    pub query: String,
    /// The body, masked and cut.
    pub request: String,
    /// The answer, masked and cut; of a file its kind and size.
    pub answer: String,
    /// How it ended.
    pub end: End,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// WeChat did it.
    Done,
    /// WeChat refused.
    Refused {
        /// Its code.
        errcode: Errcode,
        /// Its request id.
        rid: Option<String>,
    },
    /// There was no answer, or none that can be read.
    Failed(String),
}

/// Which calls are wanted; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallFilter {
    /// For one platform.
    pub component_appid: Option<ComponentAppid>,
    /// For one account.
    pub appid: Option<Appid>,
    /// Refused with one code.
    pub errcode: Option<Errcode>,
    /// A text in the path or in the endpoint's id.
    pub path: String,
    /// Only those that were refused or failed.
    pub not_done: bool,
}

impl CallFilter {
    fn takes(&self, call: &Call) -> bool {
        let errcode = match &call.end {
            End::Refused { errcode, .. } => Some(*errcode),
            End::Done | End::Failed(_) => None,
        };
        // A call that is for no platform in particular is everybody's.
        (self.component_appid.is_none()
            || call.component_appid.is_none()
            || self.component_appid == call.component_appid)
            && (self.appid.is_none() || self.appid == call.appid)
            && (self.errcode.is_none() || self.errcode == errcode)
            && (call.path.contains(&self.path) || call.endpoint.contains(&self.path))
            && !(self.not_done && call.end == End::Done)
    }
}

/// The service. A clone is the same ring.
#[derive(Clone)]
pub struct Asked {
    ring: Arc<Mutex<Ring>>,
    clock: Arc<dyn Clock>,
    since: Timestamp,
}

#[derive(Default)]
struct Ring {
    calls: VecDeque<Arc<Call>>,
    last: u64,
}

impl Asked {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { ring: Arc::default(), since: clock.now(), clock }
    }

    /// What the client tells of each call.
    pub(crate) fn watcher(&self) -> Watcher {
        let asked = self.clone();
        Arc::new(move |exchange| asked.keep(exchange))
    }

    /// Since when calls are kept: the start of this process.
    pub fn since(&self) -> Timestamp {
        self.since
    }

    /// The calls that pass the filter, the newest first, from before a number on if one is given.
    pub fn list(
        &self,
        actor: &Actor,
        filter: &CallFilter,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Arc<Call>>, Error> {
        actor.may(Action::CallRead)?;
        let calls = self.calls();
        let older = calls.into_iter().filter(|call| before.is_none_or(|before| call.number < before));
        Ok(older.filter(|call| filter.takes(call)).take(limit).collect())
    }

    /// One call.
    pub fn show(&self, actor: &Actor, number: u64) -> Result<Arc<Call>, Error> {
        actor.may(Action::CallRead)?;
        self.calls().into_iter().find(|call| call.number == number).ok_or(Error::NotFound(What::Call))
    }

    /// All that are kept, the newest first. The lock is held for the copy of the pointers alone.
    fn calls(&self) -> Vec<Arc<Call>> {
        let ring = self.ring.lock().expect("no holder of this lock can panic");
        ring.calls.iter().rev().cloned().collect()
    }

    fn keep(&self, exchange: &Exchange<'_>) {
        let Exchange { outgoing, took, answer, error } = exchange;
        let (component_appid, appid) = FOR
            .try_with(|(component, appid)| (Some(component.clone()), appid.clone()))
            .unwrap_or_else(|_| named_in(&outgoing.query, &outgoing.body));
        let credentials = outgoing.credentials();
        let mut call = Call {
            number: 0,
            at: self.clock.now(),
            took: *took,
            component_appid,
            appid,
            by: BY.try_with(|by| by.get().cloned()).ok().flatten().unwrap_or_default(),
            endpoint: outgoing.id,
            method: outgoing.method.to_string(),
            path: outgoing.path.to_owned(),
            query: masked::query(&outgoing.query),
            request: masked::request(outgoing, &credentials),
            answer: answer.map(|(kind, bytes)| masked::answer(kind, bytes, &credentials)).unwrap_or_default(),
            end: match error {
                None => End::Done,
                Some(error) => match error.errcode() {
                    Some(errcode) => End::Refused { errcode, rid: error.rid().map(ToOwned::to_owned) },
                    None => End::Failed(error.to_string()),
                },
            },
        };
        if let End::Refused { errcode, rid } = &call.end {
            let of = (call.component_appid.as_ref(), call.appid.as_ref());
            refused::log(call.endpoint, of, *errcode, rid.as_deref());
        }
        let mut ring = self.ring.lock().expect("no holder of this lock can panic");
        ring.last += 1;
        call.number = ring.last;
        if ring.calls.len() == KEPT {
            ring.calls.pop_front();
        }
        ring.calls.push_back(Arc::new(call));
    }
}

/// Calls that bring their own credentials name the platform and the account among their fields.
fn named_in(query: &Map<String, Value>, body: &Map<String, Value>) -> (Option<ComponentAppid>, Option<Appid>) {
    let text = |name: &str| body.get(name).or_else(|| query.get(name)).and_then(Value::as_str).unwrap_or_default();
    (ComponentAppid::parse(text("component_appid")).ok(), Appid::parse(text("authorizer_appid")).ok())
}

#[cfg(test)]
mod tests {
    use wxfleet_model::clock::ManualClock;
    use wxfleet_wechat::client::Outgoing;

    use super::*;

    fn asked() -> Asked {
        Asked::new(Arc::new(ManualClock::starting_at(Timestamp::UNIX_EPOCH)))
    }

    fn keep(asked: &Asked, path: &str) {
        let outgoing = Outgoing {
            id: "release",
            method: http::Method::POST,
            path,
            token: Some(("access_token", "CANARY-TOKEN")),
            query: Map::new(),
            body: Map::new(),
            upload: None,
        };
        let answer = Some(("application/json", br#"{"errcode":0,"errmsg":"CANARY-TOKEN"}"#.as_slice()));
        asked.keep(&Exchange { outgoing: &outgoing, took: Duration::ZERO, answer, error: None });
    }

    #[test]
    fn the_ring_forgets_the_oldest() {
        let asked = asked();
        for number in 0..KEPT + 3 {
            keep(&asked, &format!("/wxa/{number}"));
        }
        let calls = asked.list(&Actor::System, &CallFilter::default(), None, usize::MAX).unwrap();
        assert_eq!((calls.len(), calls[0].number, calls[KEPT - 1].number), (KEPT, 2_003, 4));
        let older = asked.list(&Actor::System, &CallFilter::default(), Some(6), 10).unwrap();
        assert_eq!(older.iter().map(|call| call.number).collect::<Vec<_>>(), [5, 4]);
        assert!(matches!(asked.show(&Actor::System, 3), Err(Error::NotFound(What::Call))));
        assert!(!format!("{calls:?}").contains("CANARY"), "the token is nowhere");
    }

    #[tokio::test]
    async fn a_call_says_for_whom_and_by_whom() {
        let asked = asked();
        let component: ComponentAppid = "wxc0ffee0000000001".parse().unwrap();
        by_task("watch", on_behalf(&component, None, async { keep(&asked, "/a") })).await;
        let request = async {
            is_for(&Actor::Merchant);
            is_for(&Actor::System);
            keep(&asked, "/b");
        };
        by_request(request).await;
        keep(&asked, "/c");
        let calls = asked.list(&Actor::System, &CallFilter::default(), None, 9).unwrap();
        let by: Vec<_> = calls.iter().rev().map(|call| (call.by.as_str(), call.component_appid.is_some())).collect();
        assert_eq!(by, [("task:watch", true), ("merchant", false), ("", false)]);
    }

    #[test]
    fn a_call_is_found_by_what_it_was() {
        let asked = asked();
        keep(&asked, "/wxa/release");
        let found = |filter: CallFilter| asked.list(&Actor::System, &filter, None, 9).unwrap().len();
        assert_eq!(found(CallFilter { path: "rele".to_owned(), ..CallFilter::default() }), 1);
        assert_eq!(found(CallFilter { path: "submit".to_owned(), ..CallFilter::default() }), 0);
        assert_eq!(found(CallFilter { not_done: true, ..CallFilter::default() }), 0);
        assert_eq!(found(CallFilter { errcode: Some(Errcode(85_009)), ..CallFilter::default() }), 0);
        assert!(asked.list(&Actor::Merchant, &CallFilter::default(), None, 9).is_err());
    }
}
