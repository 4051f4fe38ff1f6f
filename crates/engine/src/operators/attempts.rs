//! How often somebody may guess.
//!
//! Each guess counts against the name it is made for and against the network it comes from. Ten in a minute against one
//! name are free, and thirty from one network; then there is a wait, and each further guess at its end doubles it. A
//! browser that has signed in as this operator before counts for itself instead, so that nobody can lock the owner out
//! by guessing.
//!
//! This is kept in memory, by each process for itself: a restart forgives, which is rarer than an attack is long.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

const WINDOW: SignedDuration = SignedDuration::from_mins(1);
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// Nobody guessed for so long: all is forgiven.
const FORGIVEN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// So many names and networks are remembered before the idle ones are swept out.
const REMEMBERED: usize = 20_000;

/// Against whom a guess counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Against {
    /// A name, by digest, whether or not there is such an operator.
    Name([u8; 32]),
    /// The network that guesses.
    Network(IpAddr),
    /// A browser that has signed in before, by digest.
    KnownBrowser([u8; 32]),
    /// A session, by digest: who sits at an open browser does not know the password.
    Session([u8; 32]),
}

impl Against {
    /// The network of an address: one host has many addresses in IPv6.
    pub(crate) fn network(address: IpAddr) -> Self {
        Self::Network(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        })
    }

    /// How many guesses a minute are free.
    const fn free(self) -> usize {
        match self {
            Self::Network(_) => 30,
            Self::Name(_) | Self::KnownBrowser(_) | Self::Session(_) => 10,
        }
    }

    /// A network may be that of a whole office, or of a proxy in front of everybody.
    const fn longest_wait(self) -> SignedDuration {
        match self {
            Self::Network(_) => SignedDuration::from_mins(2),
            Self::Name(_) | Self::KnownBrowser(_) | Self::Session(_) => SignedDuration::from_mins(15),
        }
    }
}

/// What is remembered of one name, network or browser.
#[derive(Debug)]
struct Guesses {
    recent: VecDeque<Timestamp>,
    waits: u32,
    blocked_until: Timestamp,
    last_at: Timestamp,
}

/// All that is remembered.
#[derive(Clone, Default)]
pub(crate) struct Attempts(Arc<Mutex<HashMap<Against, Guesses>>>);

/// A guess that was let through. It counts as a wrong one until it is known to be right.
#[must_use]
pub(crate) struct Guess {
    attempts: Attempts,
    against: Vec<Against>,
}

impl Attempts {
    /// Counts a guess, or says for how long there may be none. Counted before its outcome is known, so that guesses at
    /// the same moment do not slip through together.
    pub(crate) fn begin(&self, against: &[Against], now: Timestamp) -> Result<Guess, SignedDuration> {
        let mut all = self.all();
        let waits = against.iter().filter_map(|one| wait_of(&mut all, *one, now));
        if let Some(longest) = waits.max() {
            return Err(longest);
        }
        if all.len() >= REMEMBERED {
            all.retain(|_, guesses| guesses.last_at.duration_until(now) < FORGIVEN_AFTER && guesses.waits > 0);
        }
        for one in against {
            let guesses = all.entry(*one).or_insert_with(|| Guesses::none(now));
            guesses.recent.push_back(now);
            guesses.last_at = now;
        }
        Ok(Guess { attempts: self.clone(), against: against.to_vec() })
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Against, Guesses>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For how long there may be no guess against this one.
fn wait_of(all: &mut HashMap<Against, Guesses>, against: Against, now: Timestamp) -> Option<SignedDuration> {
    let guesses = all.get_mut(&against)?;
    if guesses.last_at.duration_until(now) >= FORGIVEN_AFTER {
        all.remove(&against);
        return None;
    }
    if guesses.blocked_until > now {
        return Some(now.duration_until(guesses.blocked_until));
    }
    guesses.recent.retain(|at| at.duration_until(now) < WINDOW);
    let free = if guesses.waits == 0 { against.free() } else { 1 };
    if guesses.recent.len() < free {
        return None;
    }
    let wait = FIRST_WAIT.saturating_mul(1 << guesses.waits.min(10)).min(against.longest_wait());
    guesses.waits += 1;
    guesses.blocked_until = now + wait;
    guesses.recent.clear();
    Some(wait)
}

impl Guesses {
    fn none(now: Timestamp) -> Self {
        Self { recent: VecDeque::new(), waits: 0, blocked_until: now, last_at: now }
    }
}

impl Guess {
    /// The guess was right. The name is cleared of earlier wrong ones; the network is not, or whoever knows one
    /// password could guess at others for ever.
    pub(crate) fn was_right(self) {
        let mut all = self.attempts.all();
        for against in &self.against {
            match against {
                Against::Network(_) => {
                    if let Some(guesses) = all.get_mut(against) {
                        guesses.recent.pop_back();
                    }
                }
                Against::Name(_) | Against::KnownBrowser(_) | Against::Session(_) => {
                    all.remove(against);
                }
            }
        }
    }

    /// The guess came to no end: nobody looked at it.
    pub(crate) fn was_none(self) {
        let mut all = self.attempts.all();
        for against in &self.against {
            if let Some(guesses) = all.get_mut(against) {
                guesses.recent.pop_back();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Against = Against::Name([1; 32]);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn guess(attempts: &Attempts, against: Against, second: i64) -> Result<(), i64> {
        attempts.begin(&[against], at(second)).map(drop).map_err(|wait| wait.as_secs())
    }

    #[test]
    fn ten_a_minute_then_a_wait_that_grows() {
        let attempts = Attempts::default();
        for second in 0..10 {
            assert_eq!(guess(&attempts, NAME, second), Ok(()));
        }
        assert_eq!(guess(&attempts, NAME, 10), Err(30));
        assert_eq!(guess(&attempts, NAME, 30), Err(10), "waiting is not prolonged by trying");
        assert_eq!(guess(&attempts, NAME, 40), Ok(()));
        assert_eq!(guess(&attempts, NAME, 41), Err(60));
        assert_eq!(guess(&attempts, NAME, 101), Ok(()));
        assert_eq!(guess(&attempts, NAME, 102), Err(120));
        let mut now = 222;
        let mut longest = 0;
        for _ in 0..12 {
            assert_eq!(guess(&attempts, NAME, now), Ok(()));
            longest = guess(&attempts, NAME, now).unwrap_err();
            now += longest;
        }
        assert_eq!(longest, 900);
        assert_eq!(guess(&attempts, NAME, now + 3_600), Ok(()));
        assert_eq!(guess(&attempts, NAME, now + 3_601), Ok(()), "after an hour of peace all is forgiven");
    }

    #[test]
    fn a_thousand_guesses_in_one_minute_are_ten() {
        let attempts = Attempts::default();
        let let_through = (0..1_000).filter(|number| guess(&attempts, NAME, number * 60 / 1_000).is_ok()).count();
        assert!(let_through <= 11, "{let_through}");
    }

    #[test]
    fn one_name_or_browser_does_not_hold_up_another() {
        let attempts = Attempts::default();
        for _ in 0..11 {
            let _ = guess(&attempts, NAME, 0);
        }
        assert!(guess(&attempts, NAME, 1).is_err());
        assert_eq!(guess(&attempts, Against::Name([2; 32]), 1), Ok(()));
        assert_eq!(guess(&attempts, Against::KnownBrowser([1; 32]), 1), Ok(()));
    }

    #[test]
    fn one_network_may_not_try_many_names() {
        let attempts = Attempts::default();
        let network = Against::network("2001:db8::1".parse().unwrap());
        assert_eq!(network, Against::network("2001:db8::ffff".parse().unwrap()));
        assert_ne!(network, Against::network("2001:db8:0:1::1".parse().unwrap()));
        let let_through =
            (0..100_u8).filter(|name| attempts.begin(&[Against::Name([*name; 32]), network], at(0)).is_ok()).count();
        assert_eq!(let_through, 30);
    }

    #[test]
    fn who_is_right_starts_afresh_and_the_network_does_not() {
        let attempts = Attempts::default();
        let network = Against::network("192.0.2.1".parse().unwrap());
        for _ in 0..9 {
            let _ = attempts.begin(&[NAME, network], at(0)).map(drop);
        }
        let Ok(right) = attempts.begin(&[NAME, network], at(1)) else { panic!("the tenth is free") };
        right.was_right();
        assert!(!attempts.all().contains_key(&NAME));
        assert_eq!(attempts.all()[&network].recent.len(), 9);
    }
}
