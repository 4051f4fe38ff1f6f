//! The place where one token lives in memory.

use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use wxfleet_model::authorizer::RefreshTokenSource;
use wxfleet_model::token;
use wxfleet_wechat::secret::AuthorizerRefreshToken;

/// A token in use.
#[derive(Debug, Clone)]
pub(crate) struct Live<T> {
    pub(crate) token: T,
    pub(crate) obtained_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// The version of the row it is stored under.
    pub(crate) version: i64,
}

/// Tokens that WeChat gave and the disk would not take.
#[derive(Debug, Clone)]
pub(crate) struct Unsaved<T> {
    pub(crate) token: T,
    pub(crate) refresh: Option<AuthorizerRefreshToken>,
    pub(crate) obtained_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// The version that was read before WeChat was asked.
    pub(crate) expected_version: i64,
    pub(crate) source: RefreshTokenSource,
}

/// One token and the lock under which it is renewed.
#[derive(Debug)]
pub(crate) struct Slot<T> {
    pub(crate) renewing: tokio::sync::Mutex<Option<Unsaved<T>>>,
    live: RwLock<Option<Live<T>>>,
    /// Counts how often the slot was cleared.
    era: AtomicU64,
}

impl<T: Clone> Slot<T> {
    pub(crate) fn empty() -> Self {
        Self { renewing: tokio::sync::Mutex::new(None), live: RwLock::new(None), era: AtomicU64::new(0) }
    }

    /// The token, if it may be handed out now and is not the one that was just refused.
    pub(crate) fn usable(&self, now: Timestamp, refused: Option<i64>) -> Option<Live<T>> {
        let live = self.live.read().expect("no holder of this lock can panic");
        live.as_ref()
            .filter(|live| refused != Some(live.version) && token::usable(live.obtained_at, live.expires_at, now))
            .cloned()
    }

    /// The present era, to be named when what is obtained from now on is put in.
    pub(crate) fn era(&self) -> u64 {
        self.era.load(Ordering::SeqCst)
    }

    /// Puts a token in, unless a newer one is there, or the slot was cleared since `era`: then the token belongs to a
    /// grant that has been replaced or withdrawn in the meantime.
    pub(crate) fn put(&self, next: Live<T>, era: u64) {
        let mut live = self.live.write().expect("no holder of this lock can panic");
        if self.era() != era {
            return;
        }
        if live.as_ref().is_none_or(|held| held.version <= next.version) {
            *live = Some(next);
        }
    }

    /// Forgets the token, so that the next demand reads the store.
    pub(crate) fn clear(&self) {
        let mut live = self.live.write().expect("no holder of this lock can panic");
        self.era.fetch_add(1, Ordering::SeqCst);
        *live = None;
    }
}
