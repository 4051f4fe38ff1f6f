//! Attempts that ended before there was anything to intend: a field was wrong, the role too small, the state another.
//!
//! Whoever serves a caller watches what the request does ([`watch`]): if it was refused and no entry was opened for it,
//! the attempt is written here, as it ended ([`Journal::turned_away`]). So no verb has to think of it, and none can
//! forget it. Only callers who are known are written down, and each at most [`EACH_MINUTE`] times a minute: a program
//! that goes on asking for what it may not have fills no disk. What is left out is counted, and the next entry of the
//! same actor says how much it was.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Journal;

/// So many attempts of one actor are written in a minute.
const EACH_MINUTE: u32 = 60;
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Actors who have been quiet for a minute are forgotten when there are so many.
const SWEEP_AT: usize = 1_024;
/// Under this name an entry tells how many attempts of its actor were left out before it.
const LEFT_OUT: &str = "left_out_before";

tokio::task_local! {
    /// Whether the request at hand has opened an entry.
    static ENTERED: Cell<bool>;
}

/// Does the work, and tells whether it opened an entry of the journal. The work has to stay in its own task.
pub async fn watch<T>(work: impl Future<Output = T>) -> (T, bool) {
    ENTERED.scope(Cell::new(false), async { (work.await, ENTERED.with(Cell::get)) }).await
}

/// An entry is on disk. What nobody watches is no attempt of a caller's.
pub(super) fn note_entry() {
    let _ = ENTERED.try_with(|entered| entered.set(true));
}

/// Something that was asked for, and was refused before it began.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Who asked.
    pub actor: Actor,
    /// For what.
    pub deed: Deed,
    /// On which platform.
    pub component_appid: Option<ComponentAppid>,
    /// On which account.
    pub appid: Option<Appid>,
    /// What was asked for, without secrets.
    pub request: Map<String, Value>,
}

impl Journal {
    /// Writes an attempt that ended before an entry was opened. When the database is away it is logged instead; the
    /// caller's own answer does not depend on it.
    pub async fn turned_away(&self, attempt: Attempt, outcome: Outcome) {
        let Attempt { actor, deed, component_appid, appid, mut request } = attempt;
        let left_out = match self.budget.spend(&actor.label(), self.clock.now()) {
            Spent::Write { left_out } => left_out,
            Spent::LeaveOut { is_first } => {
                if is_first {
                    tracing::warn!(actor = actor.label(), %deed, "one caller is refused so often that not every attempt is written to the journal");
                }
                return;
            }
        };
        if left_out > 0 {
            request.insert(LEFT_OUT.to_owned(), json!(left_out));
        }
        let intent = self.intent(&actor, deed, component_appid.as_ref(), appid.as_ref(), Value::Object(request));
        let written = self.store.commit(async |w| {
            w.journal_open(&intent).await?;
            w.journal_close(intent.id, &outcome, intent.opened_at).await
        });
        if let Err(error) = written.await {
            tracing::warn!(%error, actor = intent.actor, %deed, outcome = outcome.as_str(), "an attempt could not be written to the journal");
        }
    }
}

/// What each actor has had written of late.
#[derive(Debug, Default)]
pub(super) struct Budget(Mutex<HashMap<String, Window>>);

#[derive(Debug)]
struct Window {
    began_at: Timestamp,
    written: u32,
    left_out: u64,
}

/// Whether an attempt is to be written.
#[derive(Debug, PartialEq, Eq)]
enum Spent {
    /// It is, and before it so many were not.
    Write { left_out: u64 },
    /// It is not.
    LeaveOut {
        /// The first that is not, since the last that was.
        is_first: bool,
    },
}

impl Budget {
    fn spend(&self, actor: &str, now: Timestamp) -> Spent {
        let mut all = self.0.lock().expect("no holder of this lock can panic");
        let is_over = |window: &Window| window.began_at.duration_until(now).abs() >= MINUTE;
        if all.len() >= SWEEP_AT {
            all.retain(|_, window| !is_over(window));
        }
        let window = all.entry(actor.to_owned()).or_insert(Window { began_at: now, written: 0, left_out: 0 });
        if is_over(window) {
            (window.began_at, window.written) = (now, 0);
        }
        if window.written >= EACH_MINUTE {
            window.left_out += 1;
            return Spent::LeaveOut { is_first: window.left_out == 1 };
        }
        window.written += 1;
        Spent::Write { left_out: std::mem::take(&mut window.left_out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    #[test]
    fn sixty_a_minute_for_each_and_what_was_left_out_is_told() {
        let budget = Budget::default();
        for _ in 0..EACH_MINUTE {
            assert_eq!(budget.spend("key:a", at(0)), Spent::Write { left_out: 0 });
        }
        assert_eq!(budget.spend("key:a", at(1)), Spent::LeaveOut { is_first: true });
        assert_eq!(budget.spend("key:a", at(59)), Spent::LeaveOut { is_first: false });
        assert_eq!(budget.spend("key:b", at(59)), Spent::Write { left_out: 0 }, "one does not hold up another");
        assert_eq!(budget.spend("key:a", at(60)), Spent::Write { left_out: 2 });
        assert_eq!(budget.spend("key:a", at(61)), Spent::Write { left_out: 0 });
    }

    #[test]
    fn the_quiet_are_forgotten() {
        let budget = Budget::default();
        for number in 0..SWEEP_AT {
            budget.spend(&format!("key:{number}"), at(0));
        }
        budget.spend("key:new", at(60));
        assert_eq!(budget.0.lock().unwrap().len(), 1);
    }
}
