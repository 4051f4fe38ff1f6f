//! What a unit of work writes with. The entities' files give it its methods.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use sea_orm_migration::async_trait;

use crate::lane::Place;
use crate::seal::Keyring;

/// Writes within one unit of work. What it wrote lands as a whole or not at all, and is seen by others once the unit
/// is committed.
pub struct Writer {
    pub(crate) session: Session,
    pub(crate) keys: Arc<Keyring>,
}

impl Writer {
    pub(crate) fn new(transaction: Transaction, keys: Arc<Keyring>) -> Self {
        Self { session: Session { transaction, done: Mutex::default() }, keys }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

/// The transaction that a unit writes to.
pub(crate) enum Transaction {
    /// SQLite: a place in the open group.
    Grouped(Place),
    /// PostgreSQL and MySQL: its own.
    Own(DatabaseTransaction),
}

/// A connection within a transaction. It remembers what was written, so that SQLite's lane can write it again when the
/// whole group has to be rolled back for want of space.
pub(crate) struct Session {
    pub(crate) transaction: Transaction,
    done: Mutex<Vec<Written>>,
}

/// One statement that wrote, and how many rows it changed.
pub(crate) struct Written {
    pub(crate) statement: Statement,
    pub(crate) rows: u64,
}

impl Session {
    fn inner(&self) -> &DatabaseTransaction {
        match &self.transaction {
            Transaction::Grouped(place) => place.transaction(),
            Transaction::Own(transaction) => transaction,
        }
    }

    /// What is left when the unit is over.
    pub(crate) fn into_parts(self) -> (Transaction, Vec<Written>) {
        (self.transaction, self.done.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Session {
    fn get_database_backend(&self) -> DbBackend {
        self.inner().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let Transaction::Grouped(_) = &self.transaction else {
            return self.inner().execute_raw(statement).await;
        };
        let result = self.inner().execute_raw(statement.clone()).await?;
        let written = Written { statement, rows: result.rows_affected() };
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(written);
        Ok(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner().query_all_raw(statement).await
    }
}
