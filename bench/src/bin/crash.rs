//! The server killed under load, again and again: nothing that was confirmed may be missing, nothing be there twice.
//!
//! `cargo xtask crash [--rounds N]` builds what is needed and runs this: `crash WXFLEET DIRECTORY ROUNDS`.
//!
//! A round, in a fresh directory: start, push over 32, 64 or 128 connections, kill -9 at some moment of the first second,
//! start again (within 2 s), send again what had got no answer, as WeChat does, kill -9, and read the database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use wxfleet_bench::Failure;
use wxfleet_bench::figures::{median, quantile};
use wxfleet_bench::kept::{Comparison, compare};
use wxfleet_bench::pushes::{Maker, Request};
use wxfleet_bench::sender::{Outcome, runtime, send};
use wxfleet_bench::server::{Server, start_with_component};

/// What a restart may take.
const RESTART_WITHIN: Duration = Duration::from_secs(2);
/// More than a second of any machine we know.
const PUSHES: u64 = 20_000;
const PATIENCE: Duration = Duration::from_secs(20);

struct Round {
    connections: usize,
    killed_after: Duration,
    acked: usize,
    again: usize,
    restart: Duration,
    found: Comparison,
    /// What was sent again and still not confirmed.
    left: usize,
}

fn main() -> Result<ExitCode, Failure> {
    let usage = "crash WXFLEET DIRECTORY ROUNDS";
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or(usage);
    let (wxfleet, directory) = (PathBuf::from(next()?).canonicalize()?, PathBuf::from(next()?));
    let rounds: u32 = next()?.parse()?;
    let (mut failed, mut acked, mut again, mut restarts) = (0, 0, 0, Vec::new());
    for number in 0..rounds {
        let place = directory.join(format!("wxfleet-crash-{}-{number}", std::process::id()));
        std::fs::create_dir(&place)?;
        let round = round(&wxfleet, &place, number)?;
        let holds = round.found.holds() && round.restart <= RESTART_WITHIN && round.left == 0;
        tell(number, &round, holds);
        acked += round.acked;
        again += round.again;
        restarts.push(round.restart.as_secs_f64() * 1e3);
        if holds {
            std::fs::remove_dir_all(&place)?;
        } else {
            failed += 1;
            println!("  kept for a look: {}", place.display());
        }
    }
    println!(
        "\n{rounds} kills, {acked} pushes confirmed before them, {again} sent again after them; restart {:.0} ms, at \
         worst {:.0} ms; rounds that broke a promise: {failed}",
        median(&restarts),
        quantile(&restarts, 1.0)
    );
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(number: u32, round: &Round, holds: bool) {
    let Round { connections, killed_after, acked, again, restart, found, left } = round;
    println!(
        "{:>4}: {connections:>3} connections, killed after {:>4} ms: {acked} confirmed, {} stored, {} lost, {} twice, \
         file {}; restart {} ms, {again} sent again, {left} of them refused: {}",
        number + 1,
        killed_after.as_millis(),
        found.stored,
        found.lost,
        found.twice,
        if found.whole { "whole" } else { "DAMAGED" },
        restart.as_millis(),
        if holds { "holds" } else { "BROKEN" }
    );
}

fn round(wxfleet: &Path, place: &Path, number: u32) -> Result<Round, Failure> {
    let (maker, data_dir) = (Maker::new(), place.join("data"));
    let connections = [32, 64, 128][number as usize % 3];
    // Spread over the second without regularity: 617 and 1,000 have no common factor.
    let killed_after = Duration::from_millis(100 + u64::from(number) * 617 % 1_000);
    let server = start_with_component(wxfleet, &data_dir)?;
    let outcome = push_and_kill(server, connections, maker.fresh(PUSHES), killed_after)?;
    let first = compare_after(&data_dir, &outcome.acked)?;

    let mut server = Server::start(wxfleet, &data_dir)?;
    let unanswered: Vec<Request> = outcome.unanswered.iter().map(|number| maker.request(*number)).collect();
    let again = unanswered.len();
    let retried = runtime()?.block_on(send(server.address, connections, unanswered, PATIENCE));
    let restart = server.started_in;
    server.kill()?;
    let all = [outcome.acked.as_slice(), retried.acked.as_slice()].concat();
    let second = compare(&data_dir, &all)?;
    let found = if first.holds() { second } else { first };
    let (acked, left) = (outcome.acked.len(), again - retried.acked.len());
    Ok(Round { connections, killed_after, acked, again, restart, found, left })
}

/// Reads a copy, so that the restart finds the files as the crash left them.
fn compare_after(data_dir: &Path, acked: &[u64]) -> Result<Comparison, Failure> {
    let copy = data_dir.with_file_name("copy");
    std::fs::create_dir(&copy)?;
    for name in ["wxfleet.db", "wxfleet.db-wal", "master.key"] {
        std::fs::copy(data_dir.join(name), copy.join(name))?;
    }
    compare(&copy, acked)
}

fn push_and_kill(
    mut server: Server,
    connections: usize,
    requests: Vec<Request>,
    after: Duration,
) -> Result<Outcome, Failure> {
    let address = server.address;
    runtime()?.block_on(async {
        let sending = tokio::spawn(send(address, connections, requests, PATIENCE));
        tokio::time::sleep(after).await;
        server.kill()?;
        Ok(sending.await?)
    })
}
