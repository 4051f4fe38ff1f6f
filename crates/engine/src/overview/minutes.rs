//! What WeChat pushed in each minute, with a memory of the minutes that are over: nothing comes into those any more, so
//! however many pushes lie in the hour that is shown, a view counts those of the last minute or two.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::permission::Limits;
use wxfleet_store::{EventMinute, Store};

/// In a minute.
const SECONDS: i64 = 60;
/// So long after its end a minute is counted for good: longer than a push can wait for its commit, and than the clocks of
/// replicas may differ.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_secs(30);

/// The minutes of which we know everything.
#[derive(Debug, Default)]
pub(super) struct Minutes(Mutex<Option<Settled>>);

#[derive(Debug)]
struct Settled {
    /// From the beginning of this minute
    from: Timestamp,
    /// to the beginning of this one
    until: Timestamp,
    /// these had pushes, the oldest first.
    counted: Vec<EventMinute>,
}

impl Minutes {
    /// What came to all accounts in each minute that had any, from the minute of `since` on.
    pub(super) async fn counted(
        &self,
        store: &Store,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<EventMinute>, wxfleet_store::Error> {
        let (since, settled_until) = (beginning(since), beginning(now - SETTLED_AFTER));
        let (mut minutes, from) = self.known(since, settled_until);
        minutes.extend(store.event_minutes(from, &Limits::NONE).await?);
        self.remember(since, settled_until, &minutes);
        Ok(minutes)
    }

    /// What is known from that minute on, and from where on it must be counted.
    fn known(&self, since: Timestamp, settled_until: Timestamp) -> (Vec<EventMinute>, Timestamp) {
        let settled = self.0.lock().expect("no holder of this lock can panic");
        match &*settled {
            // What lies in the future was counted before the clock went back.
            Some(known) if known.from <= since && since <= known.until && known.until <= settled_until => {
                let wanted = known.counted.iter().filter(|minute| minute.at >= since);
                (wanted.copied().collect(), known.until)
            }
            _ => (Vec::new(), since),
        }
    }

    fn remember(&self, from: Timestamp, until: Timestamp, minutes: &[EventMinute]) {
        let counted = minutes.iter().filter(|minute| minute.at < until).copied().collect();
        *self.0.lock().expect("no holder of this lock can panic") =
            (from <= until).then_some(Settled { from, until, counted });
    }
}

/// The beginning of the minute.
pub(super) fn beginning(at: Timestamp) -> Timestamp {
    let seconds = at.as_second().rem_euclid(SECONDS);
    at - SignedDuration::new(seconds, at.subsec_nanosecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_040 + second).unwrap()
    }

    fn pushes(second: i64, count: u64) -> EventMinute {
        EventMinute { at: at(second), count, latest_ms: None }
    }

    #[test]
    fn minutes_that_are_over_are_counted_once() {
        let minutes = Minutes::default();
        assert_eq!(minutes.known(at(0), at(120)), (vec![], at(0)), "nothing is known at first");
        minutes.remember(at(0), at(120), &[pushes(0, 3), pushes(60, 4), pushes(120, 5)]);
        assert_eq!(minutes.known(at(0), at(120)), (vec![pushes(0, 3), pushes(60, 4)], at(120)), "the last goes on");
        assert_eq!(minutes.known(at(60), at(180)), (vec![pushes(60, 4)], at(120)), "the window moved on");
        assert_eq!(minutes.known(at(-60), at(120)), (vec![], at(-60)), "more is wanted than is known");
        assert_eq!(minutes.known(at(240), at(300)), (vec![], at(240)), "a gap lies between");
        assert_eq!(minutes.known(at(0), at(60)), (vec![], at(0)), "the clock went back");
    }

    #[test]
    fn a_minute_begins_on_the_minute() {
        assert_eq!([at(0), at(59), at(60)].map(beginning), [at(0), at(0), at(60)]);
        assert_eq!(beginning(at(59) + SignedDuration::from_nanos(999_999_999)), at(0));
    }
}
