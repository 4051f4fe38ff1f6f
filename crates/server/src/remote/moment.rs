//! A moment as people type it: a time, a date, or how long ago.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};
use wxfleet_model::clock::{Clock, SystemClock};

/// Reads `2026-03-02T10:00:00Z`, `2026-03-02 10:00`, `2026-03-02` (both in this machine's time zone) or `2h` (ago).
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    read(text.trim(), SystemClock.now(), &TimeZone::system())
        .ok_or_else(|| "write a time (2026-03-02T10:00:00Z, 2026-03-02) or how long ago (30m, 2h, 7d)".to_owned())
}

fn read(text: &str, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    if let Ok(at) = text.parse::<civil::DateTime>() {
        return at.to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    }
    let ago = match text.strip_suffix('d').and_then(|days| days.parse::<i64>().ok()) {
        Some(days) => SignedDuration::from_hours(days.checked_mul(24)?),
        None => text.parse::<SignedDuration>().ok()?,
    };
    now.checked_sub(ago.abs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_dates_and_spans_are_read() {
        let now: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let china = TimeZone::fixed(jiff::tz::offset(8));
        for (text, expected) in [
            ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("2026-03-02T10:00:00+08:00", "2026-03-02T02:00:00Z"),
            ("2026-03-02", "2026-03-01T16:00:00Z"),
            ("2026-03-02 12:30", "2026-03-02T04:30:00Z"),
            ("30m", "2026-03-02T09:30:00Z"),
            ("2h", "2026-03-02T08:00:00Z"),
            ("7d", "2026-02-23T10:00:00Z"),
        ] {
            assert_eq!(read(text, now, &china), Some(expected.parse().unwrap()), "{text}");
        }
        for bad in ["", "yesterday", "2026-13-01", "d", "99999999999999999999d", "9223372036854775807d"] {
            assert_eq!(read(bad, now, &china), None, "{bad}");
        }
    }
}
