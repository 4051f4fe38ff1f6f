//! Repeating a call by itself while WeChat is busy.
//!
//! Only what comes to the same when it is sent twice is repeated (`Endpoint::REPEATABLE`): reads, and what only says
//! again what is so. Anything else goes back to the caller, who first has to find out whether it happened. A few tries
//! within seconds; what is still busy then is left to the caller or to the next pass of a task.

use std::time::Duration;

use wxfleet_wechat::client;
use wxfleet_wechat::errcode::Kind;

/// Pauses before the second and the third try; up to half as much again is added to each by chance, so that many
/// callers do not come back at once.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];
/// After so long nothing is tried again: somebody waits for the answer.
const IN_ALL: Duration = Duration::from_secs(10);

/// How long to pause before a call that failed is sent again, the first repetition being number 0; `None` to let it
/// be.
pub(super) fn pause(
    is_repeatable: bool,
    repetition: usize,
    elapsed: Duration,
    error: &client::Error,
) -> Option<Duration> {
    let may = is_repeatable && error.kind() == Kind::Busy && elapsed < IN_ALL;
    let pause = PAUSES.get(repetition).filter(|_| may)?;
    Some(*pause + by_chance(*pause / 2))
}

fn by_chance(most: Duration) -> Duration {
    let mut byte = [0];
    // Without randomness everybody waits the same, which is no reason to fail.
    let _ = getrandom::fill(&mut byte);
    most * u32::from(byte[0]) / 255
}

#[cfg(test)]
mod tests {
    use wxfleet_wechat::client::{Error, TransportKind};
    use wxfleet_wechat::errcode::Errcode;

    use super::*;

    fn answered(status: u16) -> Error {
        Error::Transport { endpoint: "x", kind: TransportKind::Status(status), source: None }
    }

    fn refused(errcode: i64) -> Error {
        Error::Api { endpoint: "x", errcode: Errcode(errcode), errmsg: String::new(), rid: None, hint: None }
    }

    #[test]
    fn a_read_is_repeated_twice_with_growing_pauses() {
        let at = |repetition| pause(true, repetition, Duration::ZERO, &answered(502));
        for _ in 0..100 {
            assert!((200..=300).contains(&at(0).unwrap().as_millis()));
            assert!((800..=1_200).contains(&at(1).unwrap().as_millis()));
        }
        assert_eq!(at(2), None);
    }

    #[test]
    fn only_what_passes_is_waited_for() {
        let busy = [-1, 61450, 89247, 89401].map(refused).into_iter().chain([answered(500), answered(503)]);
        for error in busy {
            assert!(pause(true, 0, Duration::ZERO, &error).is_some(), "{error}");
        }
        for error in [refused(85009), refused(45011), refused(45009), refused(61007), refused(40001), answered(404)] {
            assert_eq!(pause(true, 0, Duration::ZERO, &error), None, "{error}");
        }
    }

    #[test]
    fn what_has_an_effect_is_never_repeated() {
        assert_eq!(pause(false, 0, Duration::ZERO, &answered(502)), None);
        assert_eq!(pause(false, 0, Duration::ZERO, &refused(-1)), None);
    }

    #[test]
    fn after_a_long_wait_nothing_is_repeated() {
        let late = Error::Transport { endpoint: "x", kind: TransportKind::Timeout, source: None };
        assert!(pause(true, 0, Duration::from_secs(9), &late).is_some());
        assert_eq!(pause(true, 0, Duration::from_secs(30), &late), None);
    }
}
