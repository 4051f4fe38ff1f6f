//! One at a time per key: a lock for each component, authorizer or code in use, forgotten when nobody holds it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, Weak};

use tokio::sync::OwnedMutexGuard;

/// Locks by key. A held lock keeps its entry alive; the rest are swept when the map has doubled.
#[derive(Debug)]
pub(crate) struct Locks<K> {
    held: Mutex<Held<K>>,
}

#[derive(Debug)]
struct Held<K> {
    by_key: HashMap<K, Weak<tokio::sync::Mutex<()>>>,
    sweep_at: usize,
}

const FIRST_SWEEP: usize = 1_024;

impl<K: Eq + Hash + Clone> Locks<K> {
    pub(crate) fn new() -> Self {
        Self { held: Mutex::new(Held { by_key: HashMap::new(), sweep_at: FIRST_SWEEP }) }
    }

    /// Waits until nobody else holds this key.
    pub(crate) async fn hold(&self, key: &K) -> OwnedMutexGuard<()> {
        self.lock_of(key).lock_owned().await
    }

    /// Holds this key if nobody else does.
    pub(crate) fn try_hold(&self, key: &K) -> Option<OwnedMutexGuard<()>> {
        self.lock_of(key).try_lock_owned().ok()
    }

    fn lock_of(&self, key: &K) -> Arc<tokio::sync::Mutex<()>> {
        let mut held = self.held.lock().expect("no holder of this lock can panic");
        if let Some(lock) = held.by_key.get(key).and_then(Weak::upgrade) {
            return lock;
        }
        if held.by_key.len() >= held.sweep_at {
            held.by_key.retain(|_, lock| lock.strong_count() > 0);
            held.sweep_at = (held.by_key.len() * 2).max(FIRST_SWEEP);
        }
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        held.by_key.insert(key.clone(), Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_holder_at_a_time_and_nothing_left_behind() {
        let locks = Locks::new();
        let first = locks.hold(&1).await;
        assert!(locks.lock_of(&1).try_lock().is_err());
        assert!(locks.lock_of(&2).try_lock().is_ok());
        drop(first);
        assert!(locks.lock_of(&1).try_lock().is_ok());
        for key in 0..10_000 {
            drop(locks.hold(&key).await);
        }
        assert!(locks.held.lock().unwrap().by_key.len() <= FIRST_SWEEP);
    }
}
