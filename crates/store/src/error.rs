//! What can go wrong, said by what the caller can do about it, and how the drivers' errors are sorted into that.

use std::fmt;

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr};

/// Why a read or a unit of work came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A row with this key is there already.
    #[error("a row with this key is there already")]
    Taken,
    /// The row was changed or removed since it was read: read it again and decide anew. A deadlock on PostgreSQL or
    /// MySQL says the same.
    #[error("the row was changed in the meantime")]
    Stale,
    /// The place in a list (`PageRequest::after`) is none that we gave out.
    #[error("the place in the list is none that we gave out")]
    Cursor,
    /// The database cannot be used now. What was to be written may or may not have landed.
    #[error("the database cannot be used now: {0}")]
    Unavailable(Fault),
    /// A row holds what we did not write, or does not open under the key: a damaged file, a row moved by hand.
    #[error("the database holds what cannot be read: {0}")]
    Corrupt(String),
}

/// Why the database cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What sort of fault.
    pub kind: FaultKind,
    /// What the driver said, without values.
    pub text: String,
}

/// Sorts of faults, by what mends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The disk is full: make room, the rest follows by itself.
    DiskFull,
    /// Reading or writing the disk failed, or the file is damaged: the connection is not trusted any more.
    Disk,
    /// Somebody else holds the lock.
    Busy,
    /// Not on disk within the deadline.
    Deadline,
    /// No connection, or an error of another sort.
    Other,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Whether what is in the open transaction can no longer be relied on.
    pub(crate) fn breaks_transaction(&self) -> bool {
        matches!(self.kind, FaultKind::DiskFull | FaultKind::Disk | FaultKind::Other)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            FaultKind::DiskFull => "the disk is full",
            FaultKind::Disk => "the disk failed",
            FaultKind::Busy => "another process holds the lock",
            FaultKind::Deadline => "it took too long",
            FaultKind::Other => "no usable connection",
        };
        write!(f, "{what} ({})", self.text)
    }
}

impl Error {
    pub(crate) fn fault(kind: FaultKind, text: impl Into<String>) -> Self {
        Self::Unavailable(Fault::new(kind, text))
    }

    pub(crate) fn corrupt(text: impl Into<String>) -> Self {
        Self::Corrupt(text.into())
    }

    /// The fault, whatever the error was: for places where no row can be meant.
    pub(crate) fn into_fault(self) -> Fault {
        match self {
            Self::Unavailable(fault) => fault,
            other => Fault::new(FaultKind::Other, other.to_string()),
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Taken;
        }
        match &error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Self::fault(FaultKind::Busy, "no free connection"),
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => from_driver(cause),
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => Self::Corrupt(error.to_string()),
            _ => Self::fault(FaultKind::Other, error.to_string()),
        }
    }
}

fn from_driver(error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(cause) => {
            let text = cause.message();
            if let Some(sqlite) = cause.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                let code = sqlx::error::DatabaseError::code(sqlite).and_then(|code| code.parse::<i32>().ok());
                from_sqlite(code.unwrap_or_default(), text)
            } else if let Some(mysql) = cause.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
                from_mysql(mysql.number(), text)
            } else {
                from_postgres(cause.code().as_deref().unwrap_or_default(), text)
            }
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Error::Corrupt(error.to_string()),
        _ => Error::fault(FaultKind::Other, error.to_string()),
    }
}

/// SQLite's result codes; the low byte is the sort, the rest the detail.
fn from_sqlite(code: i32, text: &str) -> Error {
    let kind = match code & 0xff {
        5 | 6 => FaultKind::Busy,        // BUSY, LOCKED
        10 | 11 | 26 => FaultKind::Disk, // IOERR, CORRUPT, NOTADB
        13 => FaultKind::DiskFull,       // FULL
        _ => FaultKind::Other,
    };
    Error::fault(kind, format!("SQLite {code}: {text}"))
}

fn from_mysql(number: u16, text: &str) -> Error {
    let kind = match number {
        1213 => return Error::Stale,        // deadlock
        1205 | 3572 => FaultKind::Busy,     // lock wait timeout
        1021 | 1114 => FaultKind::DiskFull, // disk full, table full
        _ => FaultKind::Other,
    };
    Error::fault(kind, format!("MySQL {number}: {text}"))
}

fn from_postgres(state: &str, text: &str) -> Error {
    let kind = match state {
        "40001" | "40P01" => return Error::Stale, // serialization failure, deadlock
        "55P03" | "57014" => FaultKind::Busy,     // lock not available, statement timeout
        "53100" => FaultKind::DiskFull,
        _ => FaultKind::Other,
    };
    Error::fault(kind, format!("PostgreSQL {state}: {text}"))
}

/// Why a database could not be opened. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data is sealed under another master key.
    #[error("the master key does not open this database; use the key it was made with")]
    WrongKey,
    /// Another server holds the SQLite database.
    #[error("another wxfleet server is using this database ({0})")]
    InUse(String),
    /// The engine is set so that a commit can be lost in a power cut.
    #[error("{0}; set it, or allow weak durability if you can bear to lose acknowledged data")]
    NotDurable(String),
    /// The database cannot be reached, or not be used.
    #[error("{doing}: {cause}")]
    Unavailable {
        /// What we were doing.
        doing: &'static str,
        /// What happened.
        cause: Error,
    },
    /// A file beside the database could not be made or locked.
    #[error("{path}: {cause}")]
    File {
        /// Which file.
        path: String,
        /// What happened.
        cause: std::io::Error,
    },
}

impl OpenError {
    pub(crate) fn at(doing: &'static str) -> impl FnOnce(DbErr) -> Self {
        move |cause| Self::Unavailable { doing, cause: cause.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engine_codes_become_what_the_caller_can_do() {
        let kind = |error: Error| match error {
            Error::Unavailable(fault) => Some(fault.kind),
            _ => None,
        };
        assert_eq!(kind(from_sqlite(13, "")), Some(FaultKind::DiskFull));
        assert_eq!(kind(from_sqlite(1034, "")), Some(FaultKind::Disk), "IOERR_FSYNC");
        assert_eq!(kind(from_sqlite(517, "")), Some(FaultKind::Busy), "BUSY_SNAPSHOT");
        assert_eq!(from_mysql(1213, ""), Error::Stale);
        assert_eq!(from_postgres("40P01", ""), Error::Stale);
        assert_eq!(kind(from_postgres("53100", "")), Some(FaultKind::DiskFull));
    }
}
