//! The connections to a database server. When several questions in a row got no answer at all, those at hand are given
//! up together and others are made: a line that fell silent without being closed (a server that moved, a firewall that
//! forgot) would otherwise keep every place in the pool until the kernel gives up, a quarter of an hour later.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::DatabaseConnection;
use tokio::time::{Instant, timeout};

/// So many questions in a row without an answer, and the connections are given up.
const PATIENCE: u32 = 3;
/// New connections are given so long before they, too, are given up: a server that is merely slow is not asked by ever
/// more of them.
const PROBATION: Duration = Duration::from_secs(10);

/// Connections that are replaced as a whole.
pub(crate) struct Connections {
    make: Box<dyn Fn() -> DatabaseConnection + Send + Sync>,
    state: Mutex<State>,
}

struct State {
    pool: DatabaseConnection,
    made_at: Instant,
    unanswered: u32,
}

impl Connections {
    /// Those that `make` makes; it connects when they are first used.
    pub(crate) fn new(make: impl Fn() -> DatabaseConnection + Send + Sync + 'static) -> Self {
        let state = State { pool: make(), made_at: Instant::now(), unanswered: 0 };
        Self { make: Box::new(make), state: Mutex::new(state) }
    }

    /// Those to use now.
    pub(crate) fn pool(&self) -> DatabaseConnection {
        self.state().pool.clone()
    }

    /// The server said something.
    pub(crate) fn answered(&self) {
        self.state().unanswered = 0;
    }

    /// A question was given up for want of an answer.
    pub(crate) fn unanswered(&self) {
        let mut state = self.state();
        state.unanswered += 1;
        if state.unanswered < PATIENCE || state.made_at.elapsed() < PROBATION {
            return;
        }
        tracing::warn!("the database server has fallen silent; its connections are made anew");
        let silent = std::mem::replace(&mut state.pool, (self.make)());
        state.made_at = Instant::now();
        state.unanswered = 0;
        drop(state);
        // Those that speak again after all are closed as they come back.
        tokio::spawn(async move { silent.close().await });
    }

    /// Closes them, as far as they can be within this time.
    pub(crate) async fn close(&self, within: Duration) {
        let pool = self.pool();
        timeout(within, pool.close_by_ref()).await.ok();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
