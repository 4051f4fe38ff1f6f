//! How often a component's open authorization page is served: a bucket of visits that fills again by the second.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;
use wxfleet_wechat::id::ComponentAppid;

/// Visits that may come at once.
const AT_ONCE: i64 = 60;
/// Milliseconds after which one more may come.
const REFILL_MS: i64 = 200;

/// The buckets of all components.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    /// The moment at which each bucket is full again.
    full_at_ms: Mutex<HashMap<ComponentAppid, i64>>,
}

impl Visits {
    /// Takes one visit out of the bucket, if there is one.
    pub(crate) fn admit(&self, component: &ComponentAppid, now: Timestamp) -> bool {
        let now = now.as_millisecond();
        let mut buckets = self.full_at_ms.lock().expect("no holder of this lock can panic");
        let full_at = buckets.entry(component.clone()).or_insert(now);
        // A clock that went back must not shut the page.
        let waiting = (*full_at - now).clamp(0, AT_ONCE * REFILL_MS);
        if waiting > (AT_ONCE - 1) * REFILL_MS {
            return false;
        }
        *full_at = now + waiting + REFILL_MS;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_emptied_and_fills_again() {
        let component = ComponentAppid::parse("wxc0ffee0000000001").unwrap();
        let visits = Visits::default();
        let at = |ms: i64| Timestamp::from_millisecond(1_700_000_000_000 + ms).unwrap();
        let admitted = |ms: i64| (0..1_000).filter(|_| visits.admit(&component, at(ms))).count();
        assert_eq!(admitted(0), 60);
        assert_eq!(admitted(1_000), 5);
        assert_eq!(admitted(-3_600_000), 0, "the clock went back: the bucket is as empty as it was");
        assert_eq!(admitted(60_000), 60);
    }
}
