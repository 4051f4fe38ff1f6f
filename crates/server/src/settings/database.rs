//! Which database keeps everything.

use std::path::Path;

use wxfleet_store::DatabaseUrl;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// Settings of the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// `None`: SQLite in the data directory.
    pub url: Option<DatabaseUrl>,
}

impl DatabaseSettings {
    /// SQLite in the data directory.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        Ok(Self { url: layers.get("database_url", parse_database_url)? })
    }

    /// Where the database is; `data_dir` holds the file when none was named.
    pub fn url_in(&self, data_dir: &Path) -> DatabaseUrl {
        self.url.clone().unwrap_or_else(|| DatabaseUrl::sqlite(data_dir.join("wxfleet.db")))
    }
}

/// The text itself stays out of the error: it may hold a password.
fn parse_database_url(text: &str) -> Result<DatabaseUrl, Wrong> {
    text.parse().map_err(|_| Wrong {
        what: said!("it is not the address of a database", "这不是数据库地址"),
        right: said!(
            "Write sqlite://PATH, postgres://USER:PASSWORD@HOST/DATABASE or mysql://USER:PASSWORD@HOST/DATABASE",
            "请写 sqlite://路径、postgres://用户:密码@主机/库名 或 mysql://用户:密码@主机/库名"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_address_the_file_lies_in_the_data_directory() {
        let path = Path::new("/var/lib/wxfleet");
        assert_eq!(DatabaseSettings::default().url_in(path), DatabaseUrl::sqlite("/var/lib/wxfleet/wxfleet.db"));
        let named = DatabaseSettings { url: Some(parse_database_url("mysql://u@h:3306/db").unwrap()) };
        assert_eq!(named.url_in(path).engine(), "MySQL");
    }

    #[test]
    fn the_password_does_not_show() {
        let wrong = parse_database_url("redis://fleet:hunter2@db/1").unwrap_err();
        assert!(!format!("{wrong:?}").contains("hunter2"));
        let url = parse_database_url("postgres://fleet:hunter2@db/wx").unwrap();
        assert!(!format!("{url:?}").contains("hunter2"));
    }
}
