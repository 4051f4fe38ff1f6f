//! Passwords: what one must be, and how it is kept.
//!
//! Argon2id with its authors' usual cost (19 MiB, two passes). A hash takes tens of milliseconds of a whole core, so only
//! two are made at a time, and only so many callers may wait: whoever floods the sign-in page slows down sign-ins, not
//! WeChat's pushes.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use wxfleet_model::operator::{PasswordHash, folded_name};
use zeroize::Zeroizing;

use crate::error::Error;

/// Hashes at a time.
const SLOTS: usize = 2;
/// Strangers who may wait for a slot.
const WAITING: usize = 24;
const SHORTEST: usize = 10;
const LONGEST: usize = 256;
/// Fewer different signs than this are a row of one key.
const LEAST_VARIETY: usize = 4;

/// A password as it was typed.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes the text as it was typed: spaces belong to it.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether a new password may be this one.
    pub(crate) fn check(&self, name: &str) -> Result<(), Error> {
        let length = self.0.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return Err(Error::invalid("password", "must be 10 to 256 characters long", "长度必须是 10 到 256 个字符"));
        }
        let mut variety: Vec<char> = self.0.chars().collect();
        variety.sort_unstable();
        variety.dedup();
        let (name, typed) = (folded_name(name), folded_name(&self.0));
        if variety.len() < LEAST_VARIETY || typed == name || typed.replace(&name, "").chars().count() < LEAST_VARIETY {
            return Err(Error::invalid(
                "password",
                "must not be the name, or the same few signs over and over",
                "不能就是用户名，也不能只是几个字符的重复",
            ));
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Too many others wait to be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crowded;

/// Makes and compares hashes, two at a time.
#[derive(Clone)]
pub(crate) struct Hasher {
    slots: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Hasher {
    pub(crate) fn new() -> Self {
        Self { slots: Arc::new(Semaphore::new(SLOTS)), waiting: Arc::default() }
    }

    /// What is kept of a password.
    pub(crate) async fn hash(&self, password: Password) -> PasswordHash {
        self.in_slot(move || {
            let hash = Argon2::default().hash_password(password.0.as_bytes());
            PasswordHash::new(hash.expect("the system gives a salt, and the cost is within bounds").to_string())
        })
        .await
    }

    /// Whether this is the password. Without a hash to compare with it takes as long, and is not.
    pub(crate) async fn verify(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
        may_wait: MayWait,
    ) -> Result<bool, Crowded> {
        let _place = self.queue(may_wait)?;
        Ok(self.in_slot(move || matches(&password, hash.as_ref())).await)
    }

    async fn in_slot<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let slot = Arc::clone(&self.slots).acquire_owned().await.expect("the semaphore is never closed");
        let work = move || {
            let _slot = slot;
            work()
        };
        tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
    }

    fn queue(&self, may_wait: MayWait) -> Result<InQueue, Crowded> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let place = InQueue(Arc::clone(&self.waiting));
        if may_wait == MayWait::IfFew && before >= SLOTS + WAITING { Err(Crowded) } else { Ok(place) }
    }
}

/// Who waits for a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MayWait {
    /// Somebody we know.
    Always,
    /// A stranger.
    IfFew,
}

struct InQueue(Arc<AtomicUsize>);

impl Drop for InQueue {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn matches(password: &Password, hash: Option<&PasswordHash>) -> bool {
    let bytes = password.0.as_bytes();
    if let Some(hash) = hash.and_then(|hash| phc::PasswordHash::new(hash.expose()).ok()) {
        return Argon2::default().verify_password(bytes, &hash).is_ok();
    }
    // The work is what matters: whether a name exists must not be heard from how long the answer takes.
    let spent = Argon2::default().hash_password(bytes);
    std::hint::black_box(spent.is_ok());
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[test]
    fn a_password_is_long_and_not_the_name() {
        for good in ["correct horse", "密码要足够长才安全呀", " 1234567890 ", &"xyzw".repeat(64)] {
            password(good).check("amy").unwrap();
        }
        for bad in
            ["short", "密码太短", "aaaaaaaaaaaaaaa", "abababababab", "chen.xiaomei", "CHEN.xiaomei", "chen.xiaomei1"]
        {
            assert!(password(bad).check("chen.xiaomei").is_err(), "{bad}");
        }
        assert!(password(&"xyzw".repeat(65)).check("amy").is_err());
        assert_eq!(format!("{:?}", password("correct horse")), "Password");
    }

    #[tokio::test]
    async fn a_hash_matches_its_own_password_alone() {
        let hasher = Hasher::new();
        let hash = hasher.hash(password("correct horse")).await;
        assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.expose());
        let verify = async |text: &str, hash: Option<&PasswordHash>| {
            hasher.verify(password(text), hash.cloned(), MayWait::IfFew).await
        };
        assert_eq!(verify("correct horse", Some(&hash)).await, Ok(true));
        assert_eq!(verify("correct horse ", Some(&hash)).await, Ok(false));
        assert_eq!(verify("correct horse", None).await, Ok(false));
        let other = hasher.hash(password("correct horse")).await;
        assert_ne!(hash, other, "each with a salt of its own");
    }

    /// Two at a time, and an unknown name waits like a known one: neither the cores nor the answer's time tells.
    #[tokio::test]
    async fn two_hashes_are_made_at_a_time_and_an_unknown_name_waits_for_its_turn() {
        let hasher = Hasher::new();
        let hash = hasher.hash(password("correct horse")).await;
        let (ends, at_work): (Vec<_>, Vec<_>) = (0..SLOTS)
            .map(|_| {
                let (end, ended) = std::sync::mpsc::channel::<()>();
                let hasher = hasher.clone();
                (end, tokio::spawn(async move { hasher.in_slot(move || ended.recv().is_ok()).await }))
            })
            .unzip();
        while hasher.slots.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        for hash in [Some(hash.clone()), None] {
            let waits = hasher.verify(password("correct horse"), hash, MayWait::IfFew);
            let mut waits = std::pin::pin!(waits);
            assert!(futures_util::poll!(waits.as_mut()).is_pending());
            tokio::task::yield_now().await;
            assert!(futures_util::poll!(waits.as_mut()).is_pending(), "no third hash is made");
        }
        for end in ends {
            end.send(()).unwrap();
        }
        for work in at_work {
            assert!(work.await.unwrap());
        }
        assert_eq!(hasher.verify(password("correct horse"), Some(hash), MayWait::IfFew).await, Ok(true));
    }

    #[tokio::test]
    async fn strangers_do_not_queue_without_end_and_we_do() {
        let hasher = Hasher::new();
        let places: Vec<_> =
            (0..SLOTS + WAITING).map(|_| hasher.queue(MayWait::IfFew).unwrap_or_else(|_| panic!())).collect();
        assert!(hasher.queue(MayWait::IfFew).is_err());
        assert!(hasher.queue(MayWait::Always).is_ok());
        drop(places);
        assert!(hasher.queue(MayWait::IfFew).is_ok());
    }
}
