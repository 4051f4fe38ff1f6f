//! A database for one test on a PostgreSQL or MySQL server, thrown away after it. Behind the feature `scratch`: whole-app
//! tests live in another crate, and this one alone may speak to a database.

use std::net::SocketAddr;

use sea_orm::{ConnectionTrait, DbErr};
use url::Url;
use uuid::Uuid;

use crate::error::OpenError;
use crate::server_engine::connect_once;
use crate::url::{DatabaseUrl, Place};

/// A database of its own, under a name that nobody else has.
#[derive(Debug)]
pub struct Scratch {
    server: DatabaseUrl,
    name: String,
    url: DatabaseUrl,
}

impl Scratch {
    /// Makes a database on the server, whose address may name any database or none.
    pub async fn create(server: &str) -> Result<Self, OpenError> {
        let name = format!("wxfleet_test_{}", Uuid::now_v7().simple());
        let mut url = Url::parse(server).map_err(|_| refused("it is not a well-formed address"))?;
        let my_sql = matches!(url.scheme(), "mysql" | "mariadb");
        let server =
            if my_sql { DatabaseUrl::of(Place::MySql(url.clone())) } else { server.parse().map_err(refused)? };
        url.set_path(&format!("/{name}"));
        let scratch = Self { server, url: url.as_str().parse().map_err(refused)?, name };
        // The least helpful default: the tables have to bring their own.
        let charset = if my_sql { " CHARACTER SET latin1" } else { "" };
        scratch.execute(&format!("CREATE DATABASE {}{charset}", scratch.name)).await?;
        Ok(scratch)
    }

    /// Where it lies.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Where its server listens: host and port.
    pub fn server(&self) -> String {
        let (url, usual_port) = match self.url.place() {
            Place::Postgres(url) => (url, 5432),
            Place::MySql(url) => (url, 3306),
            Place::Sqlite(_) => unreachable!("a scratch database lies on a server"),
        };
        format!("{}:{}", url.host_str().unwrap_or("127.0.0.1"), url.port().unwrap_or(usual_port))
    }

    /// The same database by way of another address, where something passes connections on.
    pub fn url_at(&self, address: SocketAddr) -> DatabaseUrl {
        let by_way = |url: &Url| {
            let mut url = url.clone();
            url.set_ip_host(address.ip()).expect("the address of a server holds a host");
            url.set_port(Some(address.port())).expect("the address of a server holds a host");
            url
        };
        DatabaseUrl::of(match self.url.place() {
            Place::Postgres(url) => Place::Postgres(by_way(url)),
            Place::MySql(url) => Place::MySql(by_way(url)),
            Place::Sqlite(_) => unreachable!("a scratch database lies on a server"),
        })
    }

    /// Throws it away.
    pub async fn remove(self) -> Result<(), OpenError> {
        let force = if matches!(self.server.place(), Place::Postgres(_)) { " WITH (FORCE)" } else { "" };
        self.execute(&format!("DROP DATABASE {}{force}", self.name)).await
    }

    async fn execute(&self, sql: &str) -> Result<(), OpenError> {
        let connection = connect_once(&self.server).await?;
        connection.execute_unprepared(sql).await.map_err(OpenError::at("making a database for a test"))?;
        connection.close().await.map_err(OpenError::at("making a database for a test"))
    }
}

fn refused(why: impl std::fmt::Display) -> OpenError {
    OpenError::at("making a database for a test")(DbErr::Custom(why.to_string()))
}
