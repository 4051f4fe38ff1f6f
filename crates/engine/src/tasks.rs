//! Background tasks: small, periodic, and woken when there is something to do.
//!
//! A task takes no input. Each pass looks at what is stored and moves it on, so a wake-up that is lost costs time and
//! nothing else, and a pass that is cut off is done again. Retries belong to the next pass. Nothing that a merchant or
//! WeChat sends can end a task: a pass that panics is logged and the next one comes.
//!
//! * `react`: what stored events still owe: codes to exchange, audits to ask about.
//! * `keep`: tokens that have come due. `tickets`: pushes that have stopped.
//! * `watch`: audits, asked about by the clock; `names`: reviews of names likewise. `settle`: actions whose end is
//!   unknown.
//! * `jobs`: what was asked for many accounts at once.
//! * `profiles`: what accounts are, where that is not known yet.
//! * `reconcile`: our list of accounts against WeChat's, once a day. `prune`: what has had its time.
//! * `chain`: what is over in the journal, bound so that a change made by hand is found.

mod chain;
mod jobs;
mod keep;
mod names;
mod profiles;
mod prune;
mod react;
mod reconcile;
mod settle;
mod tickets;
mod watch;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use wxfleet_model::clock::Clock;

use crate::asked;
use crate::error::Error;

pub(crate) use self::chain::Chain;
pub(crate) use self::keep::Keep;
pub(crate) use self::names::Names;
pub(crate) use self::profiles::Profiles;
pub(crate) use self::prune::Prune;
pub use self::prune::Retention;
pub(crate) use self::react::React;
pub(crate) use self::reconcile::Reconcile;
pub(crate) use self::settle::Settle;
pub(crate) use self::tickets::Tickets;
pub(crate) use self::watch::Watch;

/// One background task.
pub(crate) trait Task: Send + Sync + 'static {
    /// Its name in logs and on pages.
    fn name(&self) -> &'static str;

    /// How long it rests between passes when nothing wakes it.
    fn period(&self) -> Duration;

    /// Moves on what can be moved on now.
    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>>;
}

/// What a pass came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Things that were moved on.
    pub moved: usize,
    /// Things that could not be moved on and wait for the next pass.
    pub waiting: usize,
    /// Whether there is more than one pass takes on, so that the next one need not wait.
    pub more: bool,
}

/// How a task stands.
#[derive(Debug, Clone)]
pub struct TaskStatus {
    /// Its name.
    pub name: &'static str,
    /// When its last pass ended.
    pub last_pass_at: Option<Timestamp>,
    /// What the last pass came to, or what went wrong.
    pub last: Result<Progress, String>,
}

struct Entry {
    task: Box<dyn Task>,
    wake: Arc<Notify>,
    status: Mutex<TaskStatus>,
}

/// All tasks.
#[derive(Clone)]
pub struct Tasks {
    entries: Arc<[Entry]>,
    clock: Arc<dyn Clock>,
}

impl Tasks {
    pub(crate) fn new(clock: Arc<dyn Clock>, tasks: Vec<(Box<dyn Task>, Arc<Notify>)>) -> Self {
        let entries = tasks
            .into_iter()
            .map(|(task, wake)| {
                let name = task.name();
                let status = TaskStatus { name, last_pass_at: None, last: Ok(Progress::default()) };
                Entry { task, wake, status: Mutex::new(status) }
            })
            .collect();
        Self { entries, clock }
    }

    /// How each task stands.
    pub fn statuses(&self) -> Vec<TaskStatus> {
        self.entries
            .iter()
            .map(|entry| entry.status.lock().expect("no holder of this lock can panic").clone())
            .collect()
    }

    /// Runs all tasks until `shutdown`; a pass that is under way is finished.
    pub fn spawn(&self, tracker: &TaskTracker, shutdown: &CancellationToken) {
        for index in 0..self.entries.len() {
            let (tasks, shutdown) = (self.clone(), shutdown.clone());
            tracker.spawn(async move { tasks.run(index, &shutdown).await });
        }
    }

    async fn run(&self, index: usize, shutdown: &CancellationToken) {
        let entry = &self.entries[index];
        loop {
            let progress = self.pass(entry).await;
            // Where nothing moved, more of the same would not either.
            let rest = if progress.more && progress.moved > 0 { Duration::ZERO } else { entry.task.period() };
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = entry.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Runs every task, again and again, until a round moves nothing any more. For tests, which hold the clock.
    pub async fn settle(&self) {
        /// A task that never comes to rest is a fault of its own, and better seen than waited for.
        const ROUNDS: usize = 100;
        for _ in 0..ROUNDS {
            let mut moved = 0;
            for entry in self.entries.iter() {
                moved += self.pass(entry).await.moved;
            }
            if moved == 0 {
                return;
            }
        }
        tracing::error!("the tasks did not come to rest");
    }

    async fn pass(&self, entry: &Entry) -> Progress {
        let name = entry.task.name();
        let outcome = std::panic::AssertUnwindSafe(asked::by_task(name, entry.task.pass())).catch_unwind().await;
        let last = match outcome {
            Ok(Ok(progress)) => Ok(progress),
            Ok(Err(error)) => {
                tracing::warn!(task = name, %error, "a pass of a task failed; the next one tries again");
                Err(error.to_string())
            }
            Err(_) => {
                tracing::error!(task = name, "a pass of a task panicked; the next one tries again");
                Err("panicked".to_owned())
            }
        };
        let progress = last.clone().unwrap_or_default();
        let status = TaskStatus { name, last_pass_at: Some(self.clock.now()), last };
        *entry.status.lock().expect("no holder of this lock can panic") = status;
        progress
    }
}
