//! Where the data lies: one address chooses the engine. It is never printed with its password.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use url::Url;

/// The address of a database: `sqlite://PATH`, `postgres://…` or `mysql://…`.
///
/// What follows `sqlite://` is the path as it stands, relative to the working directory unless it starts with `/`;
/// nothing in it is decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Place);

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(Url),
    MySql(Url),
}

/// An address that names no database of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a database is named by sqlite://PATH, postgres://USER@HOST/NAME or mysql://USER@HOST/NAME: {0}")]
pub struct InvalidUrl(&'static str);

impl DatabaseUrl {
    /// A SQLite database in this file, which is made if it is missing.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self(Place::Sqlite(path.into()))
    }

    /// The file, if it is a SQLite database.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.0 {
            Place::Sqlite(path) => Some(path),
            _ => None,
        }
    }

    /// The engine's name, for people.
    pub fn engine(&self) -> &'static str {
        match &self.0 {
            Place::Sqlite(_) => "SQLite",
            Place::Postgres(_) => "PostgreSQL",
            Place::MySql(_) => "MySQL",
        }
    }

    #[cfg(feature = "scratch")]
    pub(crate) fn of(place: Place) -> Self {
        Self(place)
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        let (scheme, rest) = text.split_once("://").ok_or(InvalidUrl("there is no ://"))?;
        if scheme == "sqlite" {
            return if rest.is_empty() || rest.starts_with(':') || rest.contains('?') {
                Err(InvalidUrl("after sqlite:// stands the path of a file and nothing else"))
            } else {
                Ok(Self::sqlite(rest))
            };
        }
        let url = Url::parse(text).map_err(|_| InvalidUrl("it is not a well-formed address"))?;
        if url.path().trim_matches('/').is_empty() {
            return Err(InvalidUrl("the name of the database is missing"));
        }
        match scheme {
            "postgres" | "postgresql" => Ok(Self(Place::Postgres(url))),
            "mysql" | "mariadb" => Ok(Self(Place::MySql(url))),
            _ => Err(InvalidUrl("the engine is none of sqlite, postgres and mysql")),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Place::Postgres(url) | Place::MySql(url) => {
                // Passwords also travel as parameters, so those are left out as a whole.
                let user = if url.username().is_empty() { "" } else { "…@" };
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                write!(f, "{}://{user}{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_printed() {
        for text in ["postgres://u:canary@h:5/d?password=canary", "mysql://canary:canary@h/d?ssl-key=canary"] {
            let url: DatabaseUrl = text.parse().unwrap();
            assert!(!format!("{url} {url:?}").contains("canary"), "{url}");
        }
    }

    #[test]
    fn the_address_alone_chooses_the_engine() {
        let engine = |text: &str| text.parse::<DatabaseUrl>().map(|url| url.engine());
        assert_eq!(engine("sqlite://./x y/库.db"), Ok("SQLite"));
        assert_eq!(engine("postgresql://localhost/x"), Ok("PostgreSQL"));
        assert_eq!(engine("mariadb://localhost/x"), Ok("MySQL"));
        for bad in ["", "x", "sqlite://", "sqlite://:memory:", "postgres://h", "redis://h/1", "mysql://h/"] {
            assert!(engine(bad).is_err(), "{bad}");
        }
        let url: DatabaseUrl = "sqlite:///var/lib/w%20x.db".parse().unwrap();
        assert_eq!(url.sqlite_path(), Some(Path::new("/var/lib/w%20x.db")));
    }
}
