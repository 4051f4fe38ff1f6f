//! A database for one test, thrown away at its end.

use std::io::Write;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Once;

use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;
use wxfleet_store::{DatabaseUrl, MasterKey, Options, Store};

/// The engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    MySql,
}

/// A database of this test alone.
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) url: DatabaseUrl,
    pub(crate) address: String,
    directory: TempDir,
}

impl Database {
    /// How tests open it: with a reserve that costs nothing to make.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new(self.url.clone(), master_key());
        options.reserve_bytes = 4_096;
        options.connections = 4;
        options
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(self.options()).await.expect("a database of ours opens")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Runs SQL past the store, as somebody with a shell would.
    pub(crate) async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.engine {
            Engine::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(&self.address).await.unwrap();
                connection.execute(sql).await.map(drop).unwrap();
                connection.close().await.unwrap();
            }
            Engine::Postgres => {
                PgConnection::connect(&self.address).await.unwrap().execute(sql).await.map(drop).unwrap();
            }
            Engine::MySql => {
                MySqlConnection::connect(&self.address).await.unwrap().execute(sql).await.map(drop).unwrap();
            }
        }
    }
}

/// The key of all tests but those about keys.
pub(crate) fn master_key() -> MasterKey {
    MasterKey::from_bytes([42; 32])
}

/// Runs a case on one engine, or says that it was skipped; the database goes away however the case ends.
pub(crate) async fn run<F: Future<Output = ()> + Send + 'static>(
    engine: Engine,
    case: impl FnOnce(std::sync::Arc<Database>) -> F,
) {
    let directory = tempfile::tempdir().unwrap();
    let name = format!("wxfleet_test_{}", Uuid::now_v7().simple());
    let Some(address) = create(engine, &directory, &name).await else {
        return;
    };
    let url = address.parse().unwrap();
    let database = std::sync::Arc::new(Database { engine, url, address, directory });
    let outcome = tokio::spawn(case(std::sync::Arc::clone(&database))).await;
    drop_database(engine, &name).await;
    if let Err(panic) = outcome {
        resume_unwind(panic.into_panic());
    }
}

async fn create(engine: Engine, directory: &TempDir, name: &str) -> Option<String> {
    match engine {
        Engine::Sqlite => Some(format!("sqlite://{}", directory.path().join("wxfleet.db").display())),
        Engine::Postgres => {
            let server = server(engine)?;
            let sql = format!("CREATE DATABASE {name}");
            PgConnection::connect(&server).await.unwrap().execute(AssertSqlSafe(sql)).await.unwrap();
            Some(with_database(&server, name))
        }
        Engine::MySql => {
            let server = server(engine)?;
            // The least helpful default: the tables have to bring their own.
            let sql = format!("CREATE DATABASE {name} CHARACTER SET latin1");
            MySqlConnection::connect(&server).await.unwrap().execute(AssertSqlSafe(sql)).await.unwrap();
            Some(with_database(&server, name))
        }
    }
}

async fn drop_database(engine: Engine, name: &str) {
    let Some(server) = (if engine == Engine::Sqlite { None } else { server(engine) }) else {
        return;
    };
    match engine {
        Engine::Sqlite => {}
        Engine::Postgres => {
            let sql = format!("DROP DATABASE {name} WITH (FORCE)");
            PgConnection::connect(&server).await.unwrap().execute(AssertSqlSafe(sql)).await.unwrap();
        }
        Engine::MySql => {
            let sql = format!("DROP DATABASE {name}");
            MySqlConnection::connect(&server).await.unwrap().execute(AssertSqlSafe(sql)).await.unwrap();
        }
    }
}

fn with_database(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(&format!("/{name}"));
    url.to_string()
}

#[expect(clippy::disallowed_methods, reason = "the servers to test on are named by the environment")]
fn server(engine: Engine) -> Option<String> {
    static POSTGRES: Once = Once::new();
    static MYSQL: Once = Once::new();
    let (name, variable, said) = match engine {
        Engine::Sqlite => return None,
        Engine::Postgres => ("PostgreSQL", "WXFLEET_TEST_POSTGRES_URL", &POSTGRES),
        Engine::MySql => ("MySQL", "WXFLEET_TEST_MYSQL_URL", &MYSQL),
    };
    let server = std::env::var(variable).ok().filter(|url| !url.is_empty());
    if server.is_none() {
        said.call_once(|| skipped(&format!("{name} suite (set {variable})")));
    }
    server
}

/// Says on the real standard error, past the harness, what was not run.
pub(crate) fn skipped(what: &str) {
    std::io::stderr().write_all(format!("skipped: {what}\n").as_bytes()).unwrap();
}

/// Makes three tests of each case, an `async fn(Arc<Database>)`.
macro_rules! on_each_engine {
    ($($case:ident),+ $(,)?) => {
        $(mod $case {
            use crate::database::{Engine, run};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(Engine::Sqlite, super::$case).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(Engine::Postgres, super::$case).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn mysql() {
                run(Engine::MySql, super::$case).await;
            }
        })+
    };
}
pub(crate) use on_each_engine;
