//! Where a demo keeps its data. A marker tells a demo's directory from any other, so that `--fresh` cannot wipe what is
//! not a demo, and a lock keeps two demos apart.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::failure::Failure;
use crate::private_file;
use crate::words::said;

/// Its presence says: a demo made this directory and may wipe it.
const MARKER: &str = "wxfleet-demo.marker";
const MARKER_TEXT: &str =
    "This directory belongs to `wxfleet demo`. `wxfleet demo --fresh` deletes everything in it.\n";
const FLEET_BUILT: &str = "fleet-built";
const KEY: &str = "demo.key";
const PASSWORD: &str = "demo.password";

/// A demo's directory, ours until it is dropped.
pub(crate) struct Directory {
    path: PathBuf,
    /// Held for as long as the demo runs.
    _lock: File,
}

impl Directory {
    /// Takes the directory, made if it is missing, emptied if `fresh`. Refuses one that holds anything and is no demo's.
    pub(crate) fn claim(path: &Path, fresh: bool) -> Result<Self, Failure> {
        private_file::make_dir(path)?;
        if !path.join(MARKER).exists() {
            if !is_empty(path)? {
                let path = path.display();
                return Err(Failure::Refused(said!(
                    "{path} holds something that no demo made, so it is left alone: choose another directory with \
                     --data-dir",
                    "{path} 里有别的东西，不是演示数据，不会动它：请用 --data-dir 换个目录"
                )));
            }
            private_file::write(&path.join(MARKER), MARKER_TEXT.as_bytes())?;
        }
        let lock = lock(path)?;
        if fresh {
            wipe(path)?;
        }
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an earlier start built the fleet.
    pub(crate) fn fleet_was_built(&self) -> bool {
        self.path.join(FLEET_BUILT).exists()
    }

    /// Remembers that the fleet is built.
    pub(crate) fn note_fleet_built(&self) -> anyhow::Result<()> {
        private_file::write(&self.path.join(FLEET_BUILT), b"")
    }
}

/// The API key of an earlier start, if there was one.
pub(crate) fn read_key(data_dir: &Path) -> Option<String> {
    fs::read_to_string(data_dir.join(KEY)).ok().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty())
}

/// Keeps the API key for the next start.
pub(crate) fn keep_key(data_dir: &Path, key: &str) -> anyhow::Result<()> {
    private_file::write(&data_dir.join(KEY), format!("{key}\n").as_bytes())
}

/// The password of the demo's operator, if an earlier start made one.
pub(crate) fn read_password(data_dir: &Path) -> Option<String> {
    let kept = fs::read_to_string(data_dir.join(PASSWORD)).ok()?;
    Some(kept.trim().to_owned()).filter(|password| !password.is_empty())
}

/// Keeps the password for the next start, to be printed again.
pub(crate) fn keep_password(data_dir: &Path, password: &str) -> anyhow::Result<()> {
    private_file::write(&data_dir.join(PASSWORD), format!("{password}\n").as_bytes())
}

fn is_empty(path: &Path) -> anyhow::Result<bool> {
    let mut entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(entries.next().is_none())
}

fn lock(path: &Path) -> Result<File, Failure> {
    let marker = path.join(MARKER);
    let file = File::open(&marker).with_context(|| format!("cannot open {}", marker.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let path = path.display();
            Err(Failure::Refused(said!(
                "another demo is running on {path}: end it, or choose another directory with --data-dir",
                "{path} 上已有一个演示在运行：先结束它，或用 --data-dir 换个目录"
            )))
        }
        Err(TryLockError::Error(cause)) => Err(anyhow::Error::from(cause).context("cannot lock the demo").into()),
    }
}

/// Deletes all but the marker, which is locked.
fn wipe(path: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        let removed =
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        removed.with_context(|| format!("cannot delete {}", entry.path().display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn only_what_a_demo_made_is_wiped() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("precious");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("thesis.txt"), "years").unwrap();
        for fresh in [false, true] {
            let Err(failure) = Directory::claim(&path, fresh) else { panic!("took somebody's directory") };
            assert_eq!(failure.status(), 1);
        }
        assert_eq!(fs::read_to_string(path.join("thesis.txt")).unwrap(), "years");
        assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
    }

    #[test]
    fn a_second_start_finds_what_the_first_one_left_unless_it_is_fresh() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("demo");
        let first = Directory::claim(&path, false).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        first.note_fleet_built().unwrap();
        keep_key(first.path(), "wxf_1").unwrap();
        fs::create_dir(path.join("deeper")).unwrap();
        drop(first);
        let second = Directory::claim(&path, false).unwrap();
        assert!(second.fleet_was_built());
        assert_eq!(read_key(&path).as_deref(), Some("wxf_1"));
        drop(second);
        let third = Directory::claim(&path, true).unwrap();
        assert!(!third.fleet_was_built());
        assert_eq!(fs::read_dir(&path).unwrap().count(), 1, "only the marker stays");
    }

    #[test]
    fn two_demos_do_not_share_a_directory() {
        let parent = tempfile::tempdir().unwrap();
        let _first = Directory::claim(parent.path(), false).unwrap();
        assert!(Directory::claim(parent.path(), true).is_err());
    }
}
