//! A disk that is full, on a small file system of its own; where none can be mounted the test says so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wxfleet_model::event::Kept;
use wxfleet_model::observation::Fact;
use wxfleet_store::{DatabaseUrl, Error, FaultKind, Options, Reaction, Store};

use crate::database::{master_key, skipped};
use crate::lane::until;
use crate::samples::{at, event};

/// A file system of 24 MiB in memory, taken away at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap().keep();
        let mounted = run("mount", &["-t", "tmpfs", "-o", "size=24m", "tmpfs", &directory.display().to_string()]);
        if mounted {
            Some(Self(directory))
        } else {
            fs::remove_dir(&directory).unwrap();
            None
        }
    }

    /// Fills the disk until these many bytes are left, or fewer.
    fn fill_but(&self, left: usize) -> PathBuf {
        let path = self.0.join("ballast");
        let mut file = fs::File::create(&path).unwrap();
        for size in [1 << 20, 4_096, 1] {
            while file.write_all(&vec![1; size]).is_ok() {}
        }
        let length = file.metadata().unwrap().len();
        file.set_len(length - u64::try_from(left).unwrap()).unwrap();
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &["-l", &self.0.display().to_string()]);
        // It is empty once nothing is mounted on it; if not, it stays with the temporary files.
        fs::remove_dir(&self.0).ok();
    }
}

fn run(command: &str, arguments: &[&str]) -> bool {
    let quiet = Command::new(command).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

async fn note(store: &Store, value: &str) -> Result<(), Error> {
    store.commit(async |w| w.observation_note(Fact::CodesIdentical, value, at(0)).await).await
}

fn is_full(error: &Error) -> bool {
    matches!(error, Error::Unavailable(fault) if fault.kind == FaultKind::DiskFull)
}

async fn open(directory: &Path) -> Store {
    let mut options = Options::new(DatabaseUrl::sqlite(directory.join("wxfleet.db")), master_key());
    options.reserve_bytes = 4 << 20;
    let store = Store::open(options).await.unwrap();
    let reserve = directory.join("reserve");
    until("the reserve is made", || async { fs::metadata(&reserve).is_ok_and(|file| file.len() == 4 << 20) }).await;
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_events_and_still_takes_state() {
    let Some(disk) = SmallDisk::mount() else {
        return skipped("full disk (no file system can be mounted here)");
    };
    let store = open(&disk.0).await;
    let ballast = disk.fill_but(0);

    // The unit that meets the full disk first comes through on the reserve, as do those after it.
    let large = "状态".repeat(90);
    for number in 0..50 {
        note(&store, &format!("{number} {large}")).await.unwrap();
    }
    assert!(!disk.0.join("reserve").exists(), "the reserve was given back");
    let refused = store.event_keep(&event("while full"), Reaction::None).await.unwrap_err();
    assert!(is_full(&refused), "{refused}");
    assert!(is_full(&store.check().await.unwrap_err()));
    assert_eq!(store.observations().await.unwrap().len(), 50);

    fs::remove_file(ballast).unwrap();
    until("events are taken again", || async { store.event_keep(&event("again"), Reaction::None).await.is_ok() }).await;
    until("all is well again", || async { store.check().await.is_ok() }).await;
    assert!(disk.0.join("reserve").exists(), "the reserve is set aside again");
    assert_eq!(store.event_keep(&event("while full"), Reaction::None).await.unwrap(), Kept::New);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fills_up_with_events_confirms_only_what_it_holds() {
    let Some(disk) = SmallDisk::mount() else {
        return skipped("filling disk (no file system can be mounted here)");
    };
    let store = open(&disk.0).await;
    disk.fill_but(1 << 20);
    let mut confirmed = Vec::new();
    let refused = loop {
        let mut sample = event(&confirmed.len().to_string());
        sample.xml = vec![b'x'; 50_000];
        match store.event_keep(&sample, Reaction::None).await {
            Ok(kept) => {
                assert_eq!(kept, Kept::New);
                confirmed.push(sample.id);
            }
            Err(error) => break error,
        }
        assert!(confirmed.len() < 100, "1 MiB does not hold 5 MB");
    };
    assert!(is_full(&refused), "{refused}");
    note(&store, "a token").await.unwrap();
    for id in confirmed {
        assert!(store.event_by_id(id).await.unwrap().is_some(), "a confirmed event is gone");
    }
    store.close().await;
}
