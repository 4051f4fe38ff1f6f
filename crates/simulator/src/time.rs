//! The simulator's time: whole seconds and days as WeChat counts them.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// `at` and `secs` seconds, held inside what a timestamp can say.
pub(crate) fn after_secs(at: Timestamp, secs: i64) -> Timestamp {
    after(at, SignedDuration::from_secs(secs))
}

/// `at` and `millis` milliseconds, held inside what a timestamp can say.
pub(crate) fn after_ms(at: Timestamp, millis: i64) -> Timestamp {
    after(at, SignedDuration::from_millis(millis))
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(if span.is_negative() { Timestamp::MIN } else { Timestamp::MAX })
}

/// The day in China, where WeChat's quotas start anew at midnight.
pub(crate) fn china_day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(Offset::constant(8))).date()
}

/// The month in China as a number that differs for each, `year * 12 + month`.
pub(crate) fn china_month(at: Timestamp) -> i32 {
    let day = china_day(at);
    i32::from(day.year()) * 12 + i32::from(day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        let before: Timestamp = "2026-03-31T15:59:59Z".parse().unwrap();
        let midnight = after_secs(before, 1);
        assert_ne!(china_day(before), china_day(midnight));
        assert_eq!(china_month(before) + 1, china_month(midnight));
    }
}
