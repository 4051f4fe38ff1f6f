//! What a database holds after a crash, beside what was confirmed before it.
//!
//! It is read with the command `sqlite3`, so that nothing of ours stands between the file and the verdict. The store
//! keeps an event under four bytes of its time and a digest over platform and `dedup_key`; the same digest is made here
//! for what was confirmed.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use openssl::sha::Sha256;

use crate::Failure;
use crate::pushes::{COMPONENT, Maker};

const QUESTION: &str = "PRAGMA integrity_check; SELECT lower(hex(substr(dedup_digest, 5))) FROM events;";

/// The comparison.
pub struct Comparison {
    /// Events in the database.
    pub stored: usize,
    /// Confirmed and not in the database.
    pub lost: usize,
    /// In the database more than once.
    pub twice: usize,
    /// Whether SQLite finds the file in order.
    pub whole: bool,
}

impl Comparison {
    /// Whether the promise was kept.
    pub fn holds(&self) -> bool {
        self.whole && self.lost == 0 && self.twice == 0
    }
}

/// Reads a data directory and compares. Nothing may be running on it; SQLite replays what the crash left.
pub fn compare(data_dir: &Path, acked: &[u64]) -> Result<Comparison, Failure> {
    let output = Command::new("sqlite3").arg(data_dir.join("wxfleet.db")).arg(QUESTION).output();
    let output = output.map_err(|error| format!("sqlite3: {error}"))?;
    if !output.status.success() {
        return Err(format!("the database cannot be read: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut lines = text.lines();
    let whole = lines.next() == Some("ok");
    let digests: Vec<&str> = lines.collect();
    let different: HashSet<&str> = digests.iter().copied().collect();
    let maker = Maker::new();
    let lost = acked.iter().filter(|number| !different.contains(digest(&maker.dedup_key(**number)).as_str())).count();
    Ok(Comparison { stored: digests.len(), lost, twice: digests.len() - different.len(), whole })
}

/// SHA-256 over platform and key, each with its length of eight bytes in front, without the four bytes in whose place the
/// time stands.
fn digest(dedup_key: &str) -> String {
    let mut hash = Sha256::new();
    for part in [COMPONENT, dedup_key] {
        hash.update(&(part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finish()[4..].iter().map(|byte| format!("{byte:02x}")).collect()
}
