//! How soon the server answers on an empty directory, what it holds in memory when idle, and how large it is.
//!
//! ```text
//! cargo build --release -p wxfleet-server
//! cargo run --release --manifest-path bench/Cargo.toml --bin start -- target/release/wxfleet [DIRECTORY] [ROUNDS]
//! ```
//!
//! Each round starts `wxfleet serve` in a fresh directory below DIRECTORY (`.`) and asks for `/healthz` until it is
//! answered: that includes making the master key, the database and its tables. Memory is looked at two seconds later.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use wxfleet_bench::Failure;
use wxfleet_bench::figures::{median, quantile, verdict};
use wxfleet_bench::server::Server;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let wxfleet = PathBuf::from(arguments.next().ok_or("start WXFLEET [DIRECTORY] [ROUNDS]")?).canonicalize()?;
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let rounds: usize = arguments.next().map_or(Ok(11), |text| text.parse())?;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (start_ms, resident) = round(&wxfleet, &directory)?;
        starts.push(start_ms);
        memory.push(resident);
    }
    let size = std::fs::metadata(&wxfleet)?.len() as f64 / 1e6;
    println!("{:<36}{:>10}{:>10}{:>10}", format!("{rounds} rounds"), "median", "worst", "goal");
    row("process start to first answer, ms", &starts, 300.0);
    row("memory when idle, MiB", &memory, 60.0);
    row("size of the binary, MB", &[size], 30.0);
    Ok(())
}

fn row(name: &str, values: &[f64], goal: f64) {
    let (middle, worst) = (median(values), quantile(values, 1.0));
    println!("{name:<36}{middle:>10.1}{worst:>10.1}{goal:>10.0}  {}", verdict(middle < goal));
}

fn round(wxfleet: &Path, directory: &Path) -> Result<(f64, f64), Failure> {
    let place = directory.join(format!("wxfleet-start-{}", std::process::id()));
    std::fs::create_dir(&place)?;
    let figures = look(wxfleet, &place);
    std::fs::remove_dir_all(&place)?;
    figures
}

fn look(wxfleet: &Path, place: &Path) -> Result<(f64, f64), Failure> {
    let server = Server::start(wxfleet, &place.join("data"))?;
    thread::sleep(Duration::from_secs(2));
    Ok((server.started_in.as_secs_f64() * 1e3, server.resident_kib()? as f64 / 1024.0))
}
