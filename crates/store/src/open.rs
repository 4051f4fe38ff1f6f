//! Opening a database: the key is verified first, then the lock is taken, then tables are made or changed.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbErr, RuntimeErr, SqlxSqliteConnector};
use sea_orm_migration::{Migration, MigratorTrait};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::time::sleep;

use crate::error::{Error, FaultKind, OpenError};
use crate::lane::{Lane, Reserve};
use crate::meta::{self, Verdict};
use crate::migrations::Migrator;
use crate::seal::{Keyring, MasterKey};
use crate::server_engine;
use crate::store::{Database, Inner, Store};
use crate::url::{DatabaseUrl, Place};

/// How often and how slowly is tried what another process may be about.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);

/// How to open a database.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where it lies.
    pub url: DatabaseUrl,
    /// The key under which its secrets are sealed.
    pub master_key: MasterKey,
    /// Within which time a unit of work or a read ends, in success or not. 2.5 s by default, so that WeChat's 5 s are
    /// kept whatever the disk does.
    pub commit_deadline: Duration,
    /// Whether this is the one server of a SQLite database (the default). One-off commands beside it open with
    /// `false`; on PostgreSQL and MySQL it makes no difference.
    pub exclusive: bool,
    /// Space beside a SQLite database that is given back when the disk is full, so that tokens can still be written.
    /// 32 MiB by default; 0 keeps none.
    pub reserve_bytes: u64,
    /// Go on, with a loud warning, where PostgreSQL or MySQL is set to confirm commits before they are on disk.
    pub allow_weak_durability: bool,
    /// How many connections PostgreSQL and MySQL are given, and how many SQLite reads on. 8 by default.
    pub connections: u32,
}

impl Options {
    /// The defaults for a server.
    pub fn new(url: DatabaseUrl, master_key: MasterKey) -> Self {
        Self {
            url,
            master_key,
            commit_deadline: Duration::from_millis(2_500),
            exclusive: true,
            reserve_bytes: 32 << 20,
            allow_weak_durability: false,
            connections: 8,
        }
    }
}

impl Store {
    /// Opens the database, which is made if it is not there, and brings its tables up to date.
    ///
    /// The master key is held against a record in the database before anything is changed: [`OpenError::WrongKey`]
    /// leaves all as it was. A second server on one SQLite database gets [`OpenError::InUse`].
    pub async fn open(options: Options) -> Result<Self, OpenError> {
        let keys = Arc::new(Keyring::new(&options.master_key));
        match options.url.place() {
            Place::Sqlite(path) => open_sqlite(path, keys, &options).await,
            Place::Postgres(_) | Place::MySql(_) => {
                let connections = server_engine::open(&options, &keys).await?;
                Ok(Self::new(Inner {
                    database: Database::Server(connections),
                    keys,
                    deadline: options.commit_deadline,
                    key_uses: Mutex::new(HashMap::new()),
                    lock: None,
                }))
            }
        }
    }

    /// Whether there is data sealed under a master key, so that a new key must not be made for it. Changes nothing.
    pub async fn holds_data(url: &DatabaseUrl) -> Result<bool, OpenError> {
        let connection = match url.place() {
            Place::Sqlite(path) if !has_content(path) => return Ok(false),
            Place::Sqlite(path) => read_only(path).await?,
            Place::Postgres(_) | Place::MySql(_) => server_engine::connect_once(url).await?,
        };
        let sealed = meta::is_sealed(&connection).await.map_err(OpenError::at("looking for data"));
        connection.close().await.map_err(OpenError::at("looking for data"))?;
        sealed
    }
}

/// Brings the tables up to date and sets the record of the key; the caller has verified the key and sees to it that
/// nobody else does the same.
pub(crate) async fn prepare(connection: &DatabaseConnection, keys: &Keyring) -> Result<(), OpenError> {
    let mut tries = 0;
    while !pending(connection).await?.is_empty() {
        match Migrator::up(connection, None).await {
            Ok(()) => break,
            // Beside a SQLite server that just starts, a command may make the same tables at the same time.
            Err(_) if tries < TRIES => tries += 1,
            Err(cause) => return Err(OpenError::at("making tables")(cause)),
        }
        sleep(PAUSE).await;
    }
    if verify(connection, keys).await? == Verdict::Unsealed {
        meta::seal(connection, keys).await.map_err(OpenError::at("setting the record of the master key"))?;
        verify(connection, keys).await?;
    }
    Ok(())
}

async fn pending(connection: &DatabaseConnection) -> Result<Vec<Migration>, OpenError> {
    let pending = Migrator::get_pending_migrations_read_only(connection).await;
    pending.map_err(OpenError::at("reading which tables there are"))
}

/// `WrongKey` unless the database is new or this is its key.
pub(crate) async fn verify(connection: &DatabaseConnection, keys: &Keyring) -> Result<Verdict, OpenError> {
    match meta::verify(connection, keys).await.map_err(OpenError::at("verifying the master key"))? {
        Verdict::Wrong => Err(OpenError::WrongKey),
        verdict => Ok(verdict),
    }
}

async fn open_sqlite(path: &Path, keys: Arc<Keyring>, options: &Options) -> Result<Store, OpenError> {
    if has_content(path) {
        let connection = read_only(path).await?;
        let verdict = verify(&connection, &keys).await;
        connection.close().await.map_err(OpenError::at("verifying the master key"))?;
        verdict?;
    }
    let lock = if options.exclusive { Some(lock(&beside(path, "wxfleet.lock"))?) } else { None };
    let settings = sqlite_settings(path, options.commit_deadline);
    let writes = connect_beside(&settings, 1, "opening the database").await?;
    prepare(&writes, &keys).await?;
    let read_settings = settings.clone().pragma("query_only", "ON");
    let reads = connect_beside(&read_settings, options.connections, "opening the database to read").await?;
    let reserve = (options.exclusive && options.reserve_bytes > 0)
        .then(|| Reserve::new(beside(path, "reserve"), options.reserve_bytes));
    let lane = Lane::start(settings, writes, reserve, Arc::clone(&keys), options.commit_deadline);
    Ok(Store::new(Inner {
        database: Database::File { reads, lane },
        keys,
        deadline: options.commit_deadline,
        key_uses: Mutex::new(HashMap::new()),
        lock,
    }))
}

/// Connections, tried again for a while: beside a server that just starts, a command may find the file locked.
async fn connect_beside(
    settings: &SqliteConnectOptions,
    count: u32,
    doing: &'static str,
) -> Result<DatabaseConnection, OpenError> {
    let mut tries = 0;
    loop {
        match connect(settings, count).await.map_err(OpenError::at(doing)) {
            Err(OpenError::Unavailable { cause: Error::Unavailable(fault), .. })
                if fault.kind == FaultKind::Busy && tries < TRIES =>
            {
                tries += 1;
            }
            other => return other,
        }
        sleep(PAUSE).await;
    }
}

/// What every connection to a SQLite database is set to. `FULL` is what makes a commit survive a power cut.
fn sqlite_settings(path: &Path, deadline: Duration) -> SqliteConnectOptions {
    use sqlx::ConnectOptions as _;
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(deadline / 10)
        .statement_cache_capacity(256)
        // Statements that may have to be undone keep their notes in memory, not in a file made and removed each time.
        .pragma("temp_store", "MEMORY")
        // Pages that are written again and again go to the database file once for many commits (16 MiB of log).
        .pragma("wal_autocheckpoint", "4000")
        // After a reader held the log open for long, its space is given back.
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging()
}

/// Connections to a SQLite database; none of them ages, since the file does not move.
pub(crate) async fn connect(settings: &SqliteConnectOptions, count: u32) -> Result<DatabaseConnection, DbErr> {
    let pool = SqlitePoolOptions::new()
        .max_connections(count)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(settings.clone())
        .await
        .map_err(|cause| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(cause))))?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// A connection that cannot change the file.
async fn read_only(path: &Path) -> Result<DatabaseConnection, OpenError> {
    use sqlx::ConnectOptions as _;
    let settings = SqliteConnectOptions::new().filename(path).read_only(true).disable_statement_logging();
    connect(&settings, 1).await.map_err(OpenError::at("opening the database"))
}

fn has_content(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

fn beside(database: &Path, name: &str) -> PathBuf {
    database.with_file_name(name)
}

fn lock(path: &Path) -> Result<File, OpenError> {
    let failed = |cause| OpenError::File { path: path.display().to_string(), cause };
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.display().to_string())),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}
