//! Space set aside beside the database, given back when the disk is full.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

/// What must be free beyond the reserve before it is made, so that making it does not fill the disk itself.
const MARGIN: u64 = 4 << 20;

/// The file and its size.
#[derive(Debug, Clone)]
pub(crate) struct Reserve {
    path: PathBuf,
    bytes: u64,
}

impl Reserve {
    pub(crate) fn new(path: PathBuf, bytes: u64) -> Self {
        Self { path, bytes }
    }

    /// Gives the space back; says whether there was any.
    pub(crate) fn release(&self) -> bool {
        fs::remove_file(&self.path).is_ok()
    }

    /// Sets the space aside, unless it is already. Fails, and leaves nothing, while there is no room for it.
    pub(crate) async fn restore(&self) -> io::Result<()> {
        let this = self.clone();
        spawn_blocking(move || this.make()).await.map_err(io::Error::other)?
    }

    fn make(&self) -> io::Result<()> {
        if fs::metadata(&self.path).is_ok_and(|file| file.len() >= self.bytes) {
            return Ok(());
        }
        let directory = self.path.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let space = rustix::fs::statvfs(directory)?;
        if space.f_bavail.saturating_mul(space.f_frsize) < self.bytes + MARGIN {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let made = fill(&self.path, self.bytes);
        if made.is_err() {
            self.release();
        }
        made
    }
}

/// Writes bytes that no file system can leave out or press together.
fn fill(path: &Path, bytes: u64) -> io::Result<()> {
    let mut file = File::create(path)?;
    let mut block = vec![0; 1 << 16];
    let mut left = bytes;
    while left > 0 {
        getrandom::fill(&mut block).map_err(io::Error::other)?;
        let now = left.min(block.len() as u64);
        file.write_all(&block[..usize::try_from(now).expect("at most a block")])?;
        left -= now;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_reserve_is_made_given_back_and_made_again() {
        let directory = tempfile::tempdir().unwrap();
        let reserve = Reserve::new(directory.path().join("reserve"), 100_000);
        assert!(!reserve.release(), "there was none yet");
        reserve.restore().await.unwrap();
        assert_eq!(fs::metadata(directory.path().join("reserve")).unwrap().len(), 100_000);
        assert!(reserve.release());
        reserve.restore().await.unwrap();
    }

    #[tokio::test]
    async fn without_room_nothing_is_left_behind() {
        let directory = tempfile::tempdir().unwrap();
        let reserve = Reserve::new(directory.path().join("reserve"), u64::MAX / 2);
        assert_eq!(reserve.restore().await.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(!directory.path().join("reserve").exists());
    }
}
