//! What WeChat has told us to leave alone for a while: minute limits (45011) and day limits (45009).
//!
//! A limit counts for one speaker and one path: an account's calls use up the account's own day, the platform's calls
//! the platform's. Until it ends, the same call is refused here with WeChat's own words and is not sent: it would be
//! refused there too, and some limits count refused calls. A minute ends with the minute, a day at midnight in China.
//! A day ends as well when somebody resets the calls of this speaker. This is kept in memory alone: after a restart WeChat
//! says it once more.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};
use wxfleet_wechat::client;
use wxfleet_wechat::errcode::{Errcode, Kind};
use wxfleet_wechat::id::{Appid, ComponentAppid};

/// Limits that have ended are swept when there are so many.
const SWEEP_AT: usize = 1_024;

/// Who calls what: the platform, the account where one is spoken for, the path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    component: ComponentAppid,
    appid: Option<Appid>,
    path: String,
}

/// A refusal that still stands.
#[derive(Debug, Clone)]
struct Told {
    until: Timestamp,
    errcode: Errcode,
    /// WeChat's words without the `rid`, which is that of the call they were said to.
    errmsg: String,
}

/// The limits that are used up now.
#[derive(Debug, Default)]
pub(super) struct Limits(Mutex<HashMap<Place, Told>>);

impl Limits {
    /// WeChat's refusal, where it told of a limit that has not ended.
    pub(super) fn standing(
        &self,
        (component, appid): (&ComponentAppid, Option<&Appid>),
        (endpoint, path): (&'static str, &str),
        now: Timestamp,
    ) -> Option<client::Error> {
        let told = self.0.lock().expect("no holder of this lock can panic");
        if told.is_empty() {
            return None;
        }
        let place = Place { component: component.clone(), appid: appid.cloned(), path: path.to_owned() };
        let Told { errcode, errmsg, .. } = told.get(&place).filter(|told| told.until > now)?.clone();
        Some(client::Error::Api { endpoint, errcode, errmsg, rid: None, hint: None })
    }

    /// Remembers a refusal that tells of a limit.
    pub(super) fn note(
        &self,
        (component, appid): (&ComponentAppid, Option<&Appid>),
        path: &str,
        error: &client::Error,
        now: Timestamp,
    ) {
        let client::Error::Api { errcode, errmsg, .. } = error else { return };
        let Some(until) = end_of(errcode.kind(), now) else { return };
        tracing::warn!(component.appid = %component, path, errcode = errcode.0, %until, "WeChat's limit for this call is used up; it is not sent until then");
        let place = Place { component: component.clone(), appid: appid.cloned(), path: path.to_owned() };
        let errmsg = errmsg.rsplit_once("rid:").map_or(errmsg.as_str(), |(words, _)| words).trim_end();
        let fresh = Told { until, errcode: *errcode, errmsg: errmsg.to_owned() };
        let mut told = self.0.lock().expect("no holder of this lock can panic");
        if told.len() >= SWEEP_AT {
            told.retain(|_, told| told.until > now);
        }
        told.insert(place, fresh);
    }

    /// Forgets the day limits of a speaker, whose calls were reset. Should only some of them have been, WeChat says of the
    /// others once more.
    pub(super) fn forget_days(&self, (component, appid): (&ComponentAppid, Option<&Appid>)) {
        let is_reset = |place: &Place| place.component == *component && place.appid.as_ref() == appid;
        let mut told = self.0.lock().expect("no holder of this lock can panic");
        told.retain(|place, told| !(is_reset(place) && told.errcode.kind() == Kind::DayQuota));
    }
}

/// When a limit of this kind is filled again.
pub(crate) fn end_of(kind: Kind, now: Timestamp) -> Option<Timestamp> {
    match kind {
        Kind::MinuteLimit => {
            let into_the_minute = now.as_second().rem_euclid(60);
            Some(Timestamp::from_second(now.as_second() - into_the_minute + 60).unwrap_or(now))
        }
        Kind::DayQuota => {
            let china = now.to_zoned(TimeZone::fixed(Offset::constant(8)));
            let midnight = china.date().saturating_add(1.day()).to_zoned(china.time_zone().clone());
            Some(midnight.map_or(now + SignedDuration::from_hours(24), |midnight| midnight.timestamp()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/wxa/get_page";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn refusal(errcode: i64) -> client::Error {
        client::Error::Api {
            endpoint: "get_code_pages",
            errcode: Errcode(errcode),
            errmsg: "reach max api daily quota limit rid: r-1".to_owned(),
            rid: Some("r-1".to_owned()),
            hint: None,
        }
    }

    fn component() -> ComponentAppid {
        "wxc0ffee0000000001".parse().unwrap()
    }

    fn appid(last: u8) -> Appid {
        format!("wxbeef00000000000{last}").parse().unwrap()
    }

    #[test]
    fn a_minute_ends_with_the_minute_and_a_day_at_midnight_in_china() {
        let end = |kind, now| end_of(kind, at(now));
        assert_eq!(end(Kind::MinuteLimit, "2026-11-30T15:59:30.5Z"), Some(at("2026-11-30T16:00:00Z")));
        assert_eq!(end(Kind::MinuteLimit, "2026-11-30T16:00:00Z"), Some(at("2026-11-30T16:01:00Z")));
        assert_eq!(end(Kind::DayQuota, "2026-11-30T15:59:30Z"), Some(at("2026-11-30T16:00:00Z")));
        assert_eq!(end(Kind::DayQuota, "2026-11-30T16:00:00Z"), Some(at("2026-12-01T16:00:00Z")));
        assert_eq!(end(Kind::MonthQuota, "2026-11-30T16:00:00Z"), None);
        assert_eq!(end(Kind::Busy, "2026-11-30T16:00:00Z"), None);
    }

    #[test]
    fn a_limit_counts_for_one_speaker_and_one_path() {
        let (limits, component) = (Limits::default(), component());
        let (one, two) = (appid(1), appid(2));
        let now = at("2026-11-30T15:00:30Z");
        limits.note((&component, Some(&one)), PATH, &refusal(45009), now);
        let standing = |appid: Option<&Appid>, path, now: &str| {
            limits.standing((&component, appid), ("x", path), at(now)).and_then(|error| error.errcode())
        };
        assert_eq!(standing(Some(&one), PATH, "2026-11-30T15:59:59Z"), Some(Errcode(45009)));
        assert_eq!(standing(Some(&one), PATH, "2026-11-30T16:00:00Z"), None);
        assert_eq!(standing(Some(&two), PATH, "2026-11-30T15:59:59Z"), None);
        assert_eq!(standing(None, PATH, "2026-11-30T15:59:59Z"), None);
        assert_eq!(standing(Some(&one), "/wxa/commit", "2026-11-30T15:59:59Z"), None);
    }

    #[test]
    fn a_reset_ends_the_days_of_one_speaker_alone() {
        let (limits, component) = (Limits::default(), component());
        let (one, two) = (appid(1), appid(2));
        let now = at("2026-11-30T15:00:30Z");
        for appid in [None, Some(&one), Some(&two)] {
            limits.note((&component, appid), PATH, &refusal(45009), now);
        }
        limits.note((&component, Some(&one)), "/wxa/commit", &refusal(45011), now);
        limits.forget_days((&component, Some(&one)));
        let stands = |appid, path| limits.standing((&component, appid), ("x", path), now).is_some();
        assert!(!stands(Some(&one), PATH) && stands(Some(&two), PATH) && stands(None, PATH));
        assert!(stands(Some(&one), "/wxa/commit"), "a minute is not reset");
        limits.forget_days((&component, None));
        assert!(!stands(None, PATH) && stands(Some(&two), PATH));
    }

    #[test]
    fn what_is_said_from_memory_has_no_rid() {
        let (limits, component) = (Limits::default(), component());
        let now = at("2026-11-30T15:00:30Z");
        limits.note((&component, None), PATH, &refusal(45009), now);
        let client::Error::Api { errmsg, rid, .. } = limits.standing((&component, None), ("x", PATH), now).unwrap()
        else {
            panic!("a refusal of another kind");
        };
        assert_eq!((errmsg.as_str(), rid), ("reach max api daily quota limit", None));
    }

    #[test]
    fn other_refusals_are_not_remembered() {
        let (limits, component) = (Limits::default(), component());
        let now = at("2026-11-30T15:00:30Z");
        for errcode in [-1, 85009, 85085, 61007] {
            limits.note((&component, None), PATH, &refusal(errcode), now);
        }
        assert!(limits.standing((&component, None), ("x", PATH), now).is_none());
    }
}
