//! The store: what reads and what commits. The entities' files give it its questions.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbErr, TransactionTrait};
use tokio::time::timeout;
use wxfleet_model::event::Kept;
use wxfleet_model::key::KeyId;

use crate::connections::Connections;
use crate::error::{Error, Fault, FaultKind};
use crate::event::EventRow;
use crate::lane::Lane;
use crate::meta;
use crate::seal::Keyring;
use crate::writer::{Transaction, Writer};

/// A database that is open. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) keys: Arc<Keyring>,
    pub(crate) deadline: Duration,
    pub(crate) key_uses: Mutex<HashMap<KeyId, i64>>,
    /// Held while the store is open, so that a second server is refused.
    pub(crate) lock: Option<File>,
}

/// How a database is read, and how units of work reach its disk.
pub(crate) enum Database {
    /// SQLite: units go through one connection, in groups; reads have others.
    File { reads: DatabaseConnection, lane: Arc<Lane> },
    /// PostgreSQL and MySQL: each unit is a transaction of its own; the engine groups commits itself.
    Server(Connections),
}

impl Store {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Runs a unit of work and returns when it is on disk. What an `Err` leaves behind is nothing, and so is what a
    /// caller leaves behind who goes away in the middle; other units do not suffer from either.
    ///
    /// A unit only writes: it waits for nothing but its writer, since on SQLite all other writers wait for it, and it
    /// must not commit another unit inside. Bounded by the deadline (`Options::commit_deadline`): `Unavailable` with
    /// [`FaultKind::Deadline`] means that it may or may not have landed. `Stale` also says that PostgreSQL or MySQL
    /// gave way in a deadlock; nothing was written then.
    pub async fn commit<T>(&self, unit: impl AsyncFnOnce(&mut Writer) -> Result<T, Error>) -> Result<T, Error> {
        let work = async {
            match &self.0.database {
                Database::File { lane, .. } => lane.run(unit).await,
                Database::Server(connections) => {
                    let transaction = Transaction::Own(connections.pool().begin().await?);
                    let mut writer = Writer::new(transaction, Arc::clone(&self.0.keys));
                    let outcome = unit(&mut writer).await;
                    let (Transaction::Own(transaction), _) = writer.session.into_parts() else {
                        unreachable!("the writer was made with a transaction of its own")
                    };
                    let value = match outcome {
                        Ok(value) => value,
                        Err(error) => {
                            // Whether or not this reaches the engine, an open transaction ends with its connection.
                            transaction.rollback().await.ok();
                            return Err(error);
                        }
                    };
                    transaction.commit().await?;
                    Ok(value)
                }
            }
        };
        self.within_deadline(work).await
    }

    pub(crate) async fn event_row_keep(&self, row: EventRow) -> Result<Kept, Error> {
        match &self.0.database {
            Database::File { lane, .. } => self.within_deadline(lane.event_keep(row)).await,
            Database::Server(_) if row.owes() => self.commit(async |w| row.keep(&w.session).await).await,
            Database::Server(connections) => self.within_deadline(row.keep(&connections.pool())).await,
        }
    }

    /// Whether the database can be read, and whether the last attempts to write came through; for `readyz`. Answers
    /// at once where writing is known to be in trouble: that is tried again in the background.
    pub async fn check(&self) -> Result<(), Error> {
        self.read(meta::ping(&self.reads())).await?;
        match &self.0.database {
            Database::File { lane, .. } => lane.check(),
            Database::Server(_) => Ok(()),
        }
    }

    /// How many commits reached the disk since the store was opened. Only SQLite counts them; elsewhere this is 0.
    pub fn commits(&self) -> u64 {
        match &self.0.database {
            Database::File { lane, .. } => lane.commits(),
            Database::Server(_) => 0,
        }
    }

    /// Commits what waits and closes all connections. Reads and units that come later are `Unavailable`.
    pub async fn close(self) {
        // What fails on the way out has no one left to tell; all that was answered is on disk.
        match &self.0.database {
            Database::File { reads, lane } => {
                lane.close().await;
                reads.close_by_ref().await.ok();
            }
            Database::Server(connections) => connections.close(self.0.deadline).await,
        }
        if let Some(lock) = &self.0.lock {
            lock.unlock().ok();
        }
    }

    /// Whether no other process can be writing: this is the one server of a SQLite database.
    pub fn is_exclusive(&self) -> bool {
        self.0.lock.is_some()
    }

    /// Where reads go.
    pub(crate) fn reads(&self) -> DatabaseConnection {
        match &self.0.database {
            Database::File { reads, .. } => reads.clone(),
            Database::Server(connections) => connections.pool(),
        }
    }

    pub(crate) fn keys(&self) -> &Keyring {
        &self.0.keys
    }

    /// When each key's use was last noted by this process.
    pub(crate) fn key_uses(&self) -> MutexGuard<'_, HashMap<KeyId, i64>> {
        self.0.key_uses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A read, bounded by the deadline.
    pub(crate) async fn read<T>(&self, query: impl Future<Output = Result<T, DbErr>>) -> Result<T, Error> {
        let answer = timeout(self.0.deadline, query).await;
        self.heard(answer.is_ok());
        match answer {
            Ok(result) => result.map_err(Error::from),
            Err(_) => Err(Error::fault(FaultKind::Deadline, "a read got no answer")),
        }
    }

    /// Whether a question to a database server was answered, be it with an error.
    fn heard(&self, answered: bool) {
        match &self.0.database {
            Database::File { .. } => {}
            Database::Server(connections) if answered => connections.answered(),
            Database::Server(connections) => connections.unanswered(),
        }
    }

    async fn within_deadline<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let answer = timeout(self.0.deadline, work).await;
        self.heard(answer.is_ok());
        answer.unwrap_or_else(|_| {
            let fault = Fault::new(FaultKind::Deadline, "not on disk in time");
            if let Database::File { lane, .. } = &self.0.database {
                lane.note(&fault);
            }
            Err(Error::Unavailable(fault))
        })
    }

    /// Lets the next commit on SQLite fail as if the disk had refused it; for tests of what depends on the store.
    #[doc(hidden)]
    pub fn fail_next_commit(&self) {
        if let Database::File { lane, .. } = &self.0.database {
            lane.fail_next_commit();
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Database::File { lane, .. } = &self.database {
            lane.stop();
        }
    }
}
