//! How calls to WeChat went in the last day, by code: counted in memory by the hour, since a page that shows them is
//! looked at all day and a restart may forget them.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use wxfleet_wechat::errcode::Errcode;

/// How many hours are kept.
const HOURS: i64 = 24;
const SECS_AN_HOUR: i64 = 3_600;

/// How calls of a while went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    /// All of them.
    pub sent: u64,
    /// Those that WeChat refused, by its codes.
    pub refused: BTreeMap<i64, u64>,
    /// Those that brought no answer that could be read.
    pub failed: u64,
}

impl Calls {
    /// How often WeChat refused with this code.
    pub fn refused_with(&self, errcode: Errcode) -> u64 {
        self.refused.get(&errcode.0).copied().unwrap_or_default()
    }
}

/// Counts calls.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    by_hour: Mutex<BTreeMap<i64, Calls>>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    Refused(Errcode),
    Failed,
}

impl Tally {
    /// Counts a call that ended at this moment.
    pub(crate) fn count(&self, ended: Ended, now: Timestamp) {
        let hour = now.as_second().div_euclid(SECS_AN_HOUR);
        let mut by_hour = self.by_hour.lock().expect("no holder of this lock can panic");
        by_hour.retain(|kept, _| (hour - HOURS + 1..=hour).contains(kept));
        let calls = by_hour.entry(hour).or_default();
        calls.sent += 1;
        match ended {
            Ended::Done => {}
            Ended::Refused(errcode) => *calls.refused.entry(errcode.0).or_default() += 1,
            Ended::Failed => calls.failed += 1,
        }
    }

    /// The calls of the last day.
    pub(crate) fn last_day(&self, now: Timestamp) -> Calls {
        let hour = now.as_second().div_euclid(SECS_AN_HOUR);
        let by_hour = self.by_hour.lock().expect("no holder of this lock can panic");
        let mut sum = Calls::default();
        for (_, calls) in by_hour.range(hour - HOURS + 1..=hour) {
            sum.sent += calls.sent;
            sum.failed += calls.failed;
            for (errcode, count) in &calls.refused {
                *sum.refused.entry(*errcode).or_default() += count;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_and_what_is_older_is_forgotten() {
        let at = |hours: i64| Timestamp::from_second(1_700_000_000 + hours * SECS_AN_HOUR).unwrap();
        let tally = Tally::default();
        tally.count(Ended::Refused(Errcode(85_009)), at(0));
        tally.count(Ended::Done, at(1));
        tally.count(Ended::Failed, at(23));
        tally.count(Ended::Refused(Errcode(85_009)), at(23));
        let day = tally.last_day(at(23));
        assert_eq!((day.sent, day.failed, day.refused_with(Errcode(85_009))), (4, 1, 2));
        let later = tally.last_day(at(24));
        assert_eq!((later.sent, later.refused_with(Errcode(85_009))), (3, 1), "the first hour is over");
        assert_eq!(tally.last_day(at(60)), Calls::default());
        tally.count(Ended::Done, at(60));
        assert_eq!(tally.by_hour.lock().unwrap().len(), 1, "nothing grows");
    }
}
