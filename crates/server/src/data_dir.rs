//! Opening what a server keeps: the data directory, the master key, the database.
//!
//! A master key is made once, for a database that holds nothing yet. A database that holds sealed data without its key
//! is left exactly as it is: a new key made for it would only hide that the old one is missing.

use std::path::{Path, PathBuf};

use wxfleet_store::{DatabaseUrl, MasterKey, OpenError, Options, Store};

use crate::failure::Failure;
use crate::private_file;
use crate::settings::Settings;
use crate::words::{Lang, said, say};

const KEY_FILE: &str = "master.key";

/// How the database is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// By the one server of a SQLite directory.
    Server,
    /// By a command that does one thing, beside a server that may be running.
    OneOff,
}

/// An open database.
pub(crate) struct Opened {
    /// The database.
    pub(crate) store: Store,
    /// The file of the master key, if this very call made it: somebody must be told to back it up.
    pub(crate) made_key: Option<PathBuf>,
}

/// Opens the database of these settings; makes directory, key and database when they are missing.
pub(crate) async fn open(settings: &Settings, by: Use) -> Result<Opened, Failure> {
    let data_dir = &settings.server.data_dir;
    let url = settings.database.url_in(data_dir);
    let (master_key, made_key) = match &settings.master_key.key {
        Some(key) => {
            private_file::make_dir(data_dir)?;
            (key.clone(), None)
        }
        None => key_from_file(data_dir, &url).await?,
    };
    let mut options = Options::new(url.clone(), master_key);
    options.exclusive = by == Use::Server;
    let store = Box::pin(Store::open(options)).await.map_err(|error| explain(&error, &url))?;
    Ok(Opened { store, made_key })
}

/// The key of the file, which is made if there is no data yet that it should open.
async fn key_from_file(data_dir: &Path, url: &DatabaseUrl) -> Result<(MasterKey, Option<PathBuf>), Failure> {
    let path = data_dir.join(KEY_FILE);
    if let Some(key) = read_key(&path)? {
        return Ok((key, None));
    }
    if Box::pin(Store::holds_data(url)).await.map_err(|error| explain(&error, url))? {
        let path = path.display();
        return Err(Failure::Refused(said!(
            "the database {url} holds sealed data, and its master key is missing: put your backup of it at {path}, or \
             give it as `master_key` (WXFLEET_MASTER_KEY). Nothing was changed.",
            "数据库 {url} 里有加密的数据，但缺少主密钥：把备份的密钥放到 {path}，或用 `master_key`（WXFLEET_MASTER_KEY）给出。\
             没有做任何改动。"
        )));
    }
    private_file::make_dir(data_dir)?;
    let key = MasterKey::generate();
    private_file::write(&path, format!("{}\n", key.expose_base64().as_str()).as_bytes())?;
    Ok((key, Some(path)))
}

fn read_key(path: &Path) -> Result<Option<MasterKey>, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(anyhow::Error::from(cause).context(format!("cannot read {}", path.display())).into()),
    };
    MasterKey::parse(&text).map(Some).map_err(|_| {
        let path = path.display();
        Failure::Refused(said!(
            "{path} does not hold a master key (32 bytes in base64 or hex): put your backup of it there. Nothing was \
             changed.",
            "{path} 里不是主密钥（32 字节的 base64 或十六进制）：请用备份恢复。没有做任何改动。"
        ))
    })
}

/// Why the database cannot be opened, and who can mend it.
pub(crate) fn explain(error: &OpenError, url: &DatabaseUrl) -> Failure {
    Failure::Refused(match error {
        OpenError::WrongKey => said!(
            "the master key does not open the database {url}: use the key it was made with (`master.key` in the data \
             directory, or WXFLEET_MASTER_KEY). Nothing was changed.",
            "主密钥打不开数据库 {url}：请使用建库时的那个密钥（数据目录里的 `master.key`，或 WXFLEET_MASTER_KEY）。没有做任何改动。"
        ),
        OpenError::InUse(lock) => said!(
            "another wxfleet server is running on this database ({lock}): stop it first, or give this one a directory \
             of its own with --data-dir",
            "已有另一个 wxfleet 服务在用这个数据库（{lock}）：先停掉它，或用 --data-dir 另给一个目录"
        ),
        OpenError::NotDurable(why) => said!(
            "the database {url} can lose what it has acknowledged: {why}",
            "数据库 {url} 可能丢失已确认的数据：{why}"
        ),
        other => said!("cannot open the database {url}: {other}", "打不开数据库 {url}：{other}"),
    })
}

/// Whether a command that only looks would find anything: a database file, or a database server that may hold one.
pub(crate) fn is_there(settings: &Settings) -> bool {
    let url = settings.database.url_in(&settings.server.data_dir);
    url.sqlite_path().is_none_or(Path::exists)
}

/// The line that nobody should miss.
pub(crate) fn back_it_up(path: &Path, lang: Lang) -> String {
    let path = path.display();
    say!(
        lang,
        "made the master key {path}: back it up, apart from the database. Without it the data cannot be read again.",
        "已生成主密钥 {path}：请备份，并与数据库分开存放。没有它，数据就再也读不出来。"
    )
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::settings::MasterKeySettings;

    fn settings(data_dir: &Path) -> Settings {
        Settings { master_key: MasterKeySettings::default(), ..Settings::for_testing(data_dir) }
    }

    #[tokio::test]
    async fn the_first_start_makes_a_key_that_later_ones_use() {
        let parent = tempfile::tempdir().unwrap();
        let settings = settings(&parent.path().join("data"));
        let Opened { store, made_key } = open(&settings, Use::Server).await.unwrap();
        let path = made_key.unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        store.close().await;
        let Opened { store, made_key } = open(&settings, Use::Server).await.unwrap();
        assert_eq!(made_key, None);
        store.close().await;
    }

    #[tokio::test]
    async fn data_without_its_key_is_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        let settings = settings(&parent.path().join("data"));
        let Opened { store, made_key } = open(&settings, Use::Server).await.unwrap();
        store.close().await;
        let (path, key) = (made_key.as_ref().unwrap(), std::fs::read(made_key.as_ref().unwrap()).unwrap());
        std::fs::remove_file(path).unwrap();
        let database = settings.server.data_dir.join("wxfleet.db");
        let before = std::fs::read(&database).unwrap();
        for other in [None, Some("broken"), Some("fbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfb")] {
            if let Some(other) = other {
                std::fs::write(path, other).unwrap();
            }
            let Err(failure) = open(&settings, Use::Server).await else { panic!("opened without the key") };
            assert!(failure.say(Lang::En).unwrap().contains("Nothing was changed"), "{failure:?}");
            assert!(std::fs::read(&database).unwrap() == before, "the database was changed");
            assert_eq!(std::fs::read_to_string(path).ok().as_deref(), other, "the key was changed");
            let _ = std::fs::remove_file(path);
        }
        std::fs::write(path, key).unwrap();
        open(&settings, Use::Server).await.unwrap().store.close().await;
    }

    #[tokio::test]
    async fn a_second_server_is_refused_and_a_one_off_command_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let settings = settings(parent.path());
        let first = open(&settings, Use::Server).await.unwrap();
        let Err(failure) = open(&settings, Use::Server).await else { panic!("two servers on one directory") };
        assert!(failure.say(Lang::En).unwrap().contains("another wxfleet server"), "{failure:?}");
        open(&settings, Use::OneOff).await.unwrap().store.close().await;
        first.store.close().await;
    }
}
