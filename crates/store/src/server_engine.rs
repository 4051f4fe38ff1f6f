//! PostgreSQL and MySQL/MariaDB: how we connect, and whether a commit there is on disk when it is confirmed.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqlxMySqlConnector, SqlxPostgresConnector,
    Statement,
};
use sqlx::ConnectOptions as _;
use sqlx::Executor as _;
use sqlx::mysql::{MySqlConnectOptions, MySqlPoolOptions};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::connections::Connections;
use crate::error::OpenError;
use crate::open::{Options, prepare, verify};
use crate::seal::Keyring;
use crate::url::{DatabaseUrl, Place};

/// What each connection that serves is set to. No statement of ours waits longer than a callback may; a commit is
/// on disk whatever the server's default is.
const POSTGRES_SESSION: &str = "SET lock_timeout = '2s'; SET statement_timeout = '10s'; \
    SET idle_in_transaction_session_timeout = '15s'";
const MYSQL_SESSION: [&str; 2] = [
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    "SET SESSION innodb_lock_wait_timeout = 2, SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')",
];

/// Verifies the key, looks at the engine's settings, brings the tables up to date under a lock, and connects.
pub(crate) async fn open(options: &Options, keys: &Keyring) -> Result<Connections, OpenError> {
    let once = connect_once(&options.url).await?;
    let prepared = prepare_alone(&once, options, keys).await;
    // The lock ends with the connection, whatever happened.
    once.close().await.map_err(OpenError::at("preparing the database"))?;
    let set_commit = prepared?;
    serving(options, set_commit).map_err(OpenError::at("connecting to the database"))
}

async fn prepare_alone(
    once: &DatabaseConnection,
    options: &Options,
    keys: &Keyring,
) -> Result<Option<&'static str>, OpenError> {
    verify(once, keys).await?;
    let (weak, set_commit) = durability(once).await.map_err(OpenError::at("reading the engine's settings"))?;
    if let Some(weak) = weak {
        if !options.allow_weak_durability {
            return Err(OpenError::NotDurable(weak));
        }
        tracing::warn!("{weak}; a power cut can take what was acknowledged");
    }
    hold_lock(once).await.map_err(OpenError::at("waiting for another process that makes tables"))?;
    prepare(once, keys).await?;
    Ok(set_commit)
}

/// One connection, so that what is set on it stays set.
pub(crate) async fn connect_once(url: &DatabaseUrl) -> Result<DatabaseConnection, OpenError> {
    let connected = match url.place() {
        Place::Sqlite(_) => unreachable!("SQLite is opened in `open`"),
        Place::Postgres(url) => {
            let settings = PgConnectOptions::from_url(url);
            let pool = async {
                PgPoolOptions::new().max_connections(1).connect_with(settings?.disable_statement_logging()).await
            };
            pool.await.map(SqlxPostgresConnector::from_sqlx_postgres_pool)
        }
        Place::MySql(url) => {
            let settings = MySqlConnectOptions::from_url(url);
            let pool = async {
                MySqlPoolOptions::new().max_connections(1).connect_with(settings?.disable_statement_logging()).await
            };
            pool.await.map(SqlxMySqlConnector::from_sqlx_mysql_pool)
        }
    };
    connected.map_err(driver).map_err(OpenError::at("connecting to the database"))
}

/// What makes the connections that serve.
fn serving(options: &Options, set_commit: Option<&'static str>) -> Result<Connections, DbErr> {
    let (count, patience) = (options.connections.max(2), options.commit_deadline);
    match options.url.place() {
        Place::Sqlite(_) => unreachable!("SQLite is opened in `open`"),
        Place::Postgres(url) => {
            let settings = PgConnectOptions::from_url(url).map_err(driver)?;
            let settings = settings.application_name("wxfleet").disable_statement_logging();
            let pools = PgPoolOptions::new().max_connections(count).acquire_timeout(patience).after_connect(
                move |connection, _| {
                    Box::pin(async move {
                        connection.execute(POSTGRES_SESSION).await?;
                        if let Some(set) = set_commit {
                            connection.execute(set).await?;
                        }
                        Ok(())
                    })
                },
            );
            Ok(Connections::new(move || {
                SqlxPostgresConnector::from_sqlx_postgres_pool(pools.clone().connect_lazy_with(settings.clone()))
            }))
        }
        Place::MySql(url) => {
            let settings = MySqlConnectOptions::from_url(url).map_err(driver)?.disable_statement_logging();
            let pools = MySqlPoolOptions::new()
                .max_connections(count)
                .acquire_timeout(patience)
                .max_lifetime(Duration::from_mins(30))
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        for set in MYSQL_SESSION {
                            connection.execute(set).await?;
                        }
                        Ok(())
                    })
                });
            Ok(Connections::new(move || {
                SqlxMySqlConnector::from_sqlx_mysql_pool(pools.clone().connect_lazy_with(settings.clone()))
            }))
        }
    }
}

/// A lock that ends with the connection: one process at a time makes tables.
async fn hold_lock(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let sql = match connection.get_database_backend() {
        DbBackend::MySql => "SELECT GET_LOCK(CONCAT('wxfleet.', LEFT(MD5(DATABASE()), 32)), 60)",
        _ => "SELECT 1 FROM (SELECT pg_advisory_lock(8600)) AS held",
    };
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_one_raw(statement).await.map(drop)
}

/// What is weak about the engine's commits, and what to set on each connection so that it is not.
async fn durability(connection: &DatabaseConnection) -> Result<(Option<String>, Option<&'static str>), DbErr> {
    let ask = async |sql: &str| -> Result<String, DbErr> {
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await?;
        row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?.try_get_by_index(0)
    };
    if connection.get_database_backend() == DbBackend::MySql {
        let flush = ask("SELECT CAST(@@GLOBAL.innodb_flush_log_at_trx_commit AS CHAR)").await?;
        return Ok((weak_mysql(&flush), None));
    }
    let fsync = ask("SHOW fsync").await?;
    let commit = ask("SHOW synchronous_commit").await?;
    let set = (commit == "off").then_some("SET synchronous_commit = 'on'");
    if set.is_some() {
        tracing::warn!("PostgreSQL has synchronous_commit=off; wxfleet sets it on for its own connections");
    }
    Ok((weak_postgres(&fsync), set))
}

/// MariaDB's 3 flushes twice and is as good as 1.
fn weak_mysql(flush: &str) -> Option<String> {
    let durable = matches!(flush, "1" | "3");
    (!durable).then(|| format!("MySQL has innodb_flush_log_at_trx_commit={flush} where 1 is needed"))
}

fn weak_postgres(fsync: &str) -> Option<String> {
    (fsync != "on").then(|| format!("PostgreSQL has fsync={fsync} where on is needed"))
}

fn driver(cause: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(cause)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_settings_that_keep_a_commit_are_taken() {
        assert_eq!(weak_mysql("1"), None);
        assert_eq!(weak_mysql("3"), None);
        for weak in ["0", "2"] {
            assert!(weak_mysql(weak).is_some_and(|text| text.contains(weak)));
        }
        assert_eq!(weak_postgres("on"), None);
        assert!(weak_postgres("off").is_some());
    }
}
