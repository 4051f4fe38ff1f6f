//! When a token is renewed.
//!
//! A token is renewed between half and three quarters of its life. Where in that window is fixed per account by a
//! digest of its appid, so that a fleet that was authorized in one minute does not come due in one minute.

use jiff::{SignedDuration, Timestamp};

/// A token that ends within this time is not handed out any more.
pub const SAFETY_MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// The moment at which a token of this life should be renewed.
pub fn renewal_due(spread_by: &str, obtained_at: Timestamp, expires_at: Timestamp) -> Timestamp {
    let life_ms = (expires_at.as_millisecond() - obtained_at.as_millisecond()).max(0);
    let window_ms = life_ms / 4;
    let jitter_ms = if window_ms == 0 { 0 } else { fnv1a(spread_by).rem_euclid(window_ms) };
    Timestamp::from_millisecond(obtained_at.as_millisecond() + life_ms / 2 + jitter_ms).unwrap_or(expires_at)
}

/// Whether a token may still be handed out.
pub fn usable(obtained_at: Timestamp, expires_at: Timestamp, now: Timestamp) -> bool {
    // A clock that went back behind the moment of receipt says nothing about the token's age; five minutes of that are
    // believed to be skew, more is a reason to ask anew.
    let skew = SignedDuration::from_mins(5);
    now.duration_until(expires_at) > SAFETY_MARGIN && now.duration_until(obtained_at) <= skew
}

/// A small stable digest (FNV-1a): the standard library's hasher is seeded anew in every process.
fn fnv1a(text: &str) -> i64 {
    let digest = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    i64::try_from(digest >> 1).expect("a 63-bit number")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    proptest! {
        #[test]
        fn renewal_lies_between_half_and_three_quarters(key in ".*", life in 0_i64..100_000_000) {
            let due = renewal_due(&key, at(1_000), at(1_000 + life)).as_millisecond() - 1_000;
            prop_assert!(due >= life / 2 && due <= life / 2 + life / 4, "due after {due} of {life}");
        }
    }

    #[test]
    fn a_token_is_usable_until_a_minute_before_its_end() {
        assert!(usable(at(0), at(7_200_000), at(7_139_000)));
        assert!(!usable(at(0), at(7_200_000), at(7_140_000)));
    }

    #[test]
    fn a_clock_that_went_back_does_not_keep_a_token_fresh() {
        let obtained = 10_000_000;
        assert!(usable(at(obtained), at(obtained + 7_200_000), at(obtained - 299_000)));
        assert!(!usable(at(obtained), at(obtained + 7_200_000), at(obtained - 301_000)));
    }
}
