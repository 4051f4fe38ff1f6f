//! Which database keeps everything.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// Settings of the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// `None`: SQLite in the data directory.
    pub url: Option<DatabaseUrl>,
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A server: `postgres://…` or `mysql://…`, with its password.
    Server(String),
}

impl fmt::Debug for DatabaseUrl {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Server(text) => match url::Url::parse(text) {
                Ok(url) => write!(f, "{}://{}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path()),
                Err(_) => f.write_str("a database server"),
            },
        }
    }
}

impl DatabaseSettings {
    /// SQLite in the data directory.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        Ok(Self { url: layers.get("database_url", parse_database_url)? })
    }

    /// The address in full, password and all, for the store alone; `data_dir` holds the file when none was named.
    pub fn url_in(&self, data_dir: &Path) -> String {
        match &self.url {
            None => format!("sqlite://{}", data_dir.join("wxfleet.db").display()),
            Some(DatabaseUrl::Sqlite(path)) => format!("sqlite://{}", path.display()),
            Some(DatabaseUrl::Server(url)) => url.clone(),
        }
    }
}

fn parse_database_url(text: &str) -> Result<DatabaseUrl, Wrong> {
    if let Some(path) = text.strip_prefix("sqlite://") {
        return if path.is_empty() { Err(wrong()) } else { Ok(DatabaseUrl::Sqlite(PathBuf::from(path))) };
    }
    let url = url::Url::parse(text).map_err(|_| wrong())?;
    let known = matches!(url.scheme(), "postgres" | "postgresql" | "mysql");
    let complete = url.host_str().is_some_and(|host| !host.is_empty()) && url.path().len() > 1;
    if known && complete { Ok(DatabaseUrl::Server(text.to_owned())) } else { Err(wrong()) }
}

/// The text itself stays out of the error: it may hold a password.
fn wrong() -> Wrong {
    Wrong {
        what: said!("it is not the address of a database", "这不是数据库地址"),
        right: said!(
            "Write sqlite://PATH, postgres://USER:PASSWORD@HOST/DATABASE or mysql://USER:PASSWORD@HOST/DATABASE",
            "请写 sqlite://路径、postgres://用户:密码@主机/库名 或 mysql://用户:密码@主机/库名"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_engines_are_told_apart() {
        assert_eq!(parse_database_url("sqlite:///var/x.db").unwrap(), DatabaseUrl::Sqlite("/var/x.db".into()));
        assert_eq!(parse_database_url("sqlite://x.db").unwrap(), DatabaseUrl::Sqlite("x.db".into()));
        for server in ["postgres://u:p@h/db", "postgresql://h/db", "mysql://u@h:3306/db"] {
            assert_eq!(parse_database_url(server).unwrap(), DatabaseUrl::Server(server.to_owned()));
        }
        for bad in ["", "sqlite://", "x.db", "redis://h/1", "postgres://h", "mysql:///db"] {
            parse_database_url(bad).unwrap_err();
        }
    }

    #[test]
    fn the_password_does_not_show() {
        let url = parse_database_url("postgres://fleet:hunter2@db/wx").unwrap();
        assert_eq!(format!("{url:?}"), "postgres://db/wx");
        assert!(!wrong().what.en.contains("hunter2"));
    }
}
