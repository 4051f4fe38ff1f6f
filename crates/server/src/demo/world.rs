//! The simulator's part of a demo's data: what the simulated WeChat knows must outlive the process, or the tokens that
//! the server keeps would be worth nothing at the next start.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use tokio::task::JoinHandle;
use wxfleet_simulator::Simulator;

use super::directory::Directory;
use crate::private_file;

/// How much a process that is killed can lose.
const EVERY: Duration = Duration::from_secs(1);

fn path(directory: &Directory) -> PathBuf {
    directory.path().join("simulator.json")
}

/// What an earlier start saved.
pub(crate) fn read(directory: &Directory) -> anyhow::Result<Option<Vec<u8>>> {
    let path = path(directory);
    match std::fs::read(&path) {
        Ok(saved) => Ok(Some(saved)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Saves the world.
pub(crate) fn save(directory: &Directory, simulator: &Simulator) -> anyhow::Result<()> {
    private_file::write(&path(directory), &simulator.save())
}

/// Saves the world whenever it has changed, for the case that the process is killed.
pub(crate) fn keep_saved(directory: &Directory, simulator: &Simulator) -> JoinHandle<()> {
    let (path, simulator) = (path(directory), simulator.clone());
    tokio::spawn(async move {
        let mut last = Vec::new();
        loop {
            let now = simulator.save();
            if now != last {
                if let Err(error) = private_file::write(&path, &now) {
                    tracing::warn!(%error, "the simulator's state could not be saved");
                }
                last = now;
            }
            tokio::time::sleep(EVERY).await;
        }
    })
}
