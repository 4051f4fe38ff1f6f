//! How many callbacks the server keeps in a second, each on disk before it is answered, beside the bare group commit.
//!
//! ```text
//! cargo build --release -p wxfleet-server -p wxfleet-store --bin wxfleet --example group_commit
//! cargo run --release --manifest-path bench/Cargo.toml --bin callbacks -- \
//!     target/release/wxfleet target/release/examples/group_commit [DIRECTORY] [ROUNDS] [SECONDS]
//! ```
//!
//! Rounds alternate: the ceiling (`group_commit`: 32 callers hand events of 600 bytes straight to the store) and the
//! server (32 keep-alive connections push ever new messages of 600 bytes to `wxfleet serve`, a process of its own). Each
//! round has a fresh database in DIRECTORY (`.`), on the disk that is measured. CPU time is the server's alone; the
//! sender works on the same machine and is not counted.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use wxfleet_bench::Failure;
use wxfleet_bench::figures::{median, millis, quantile, verdict};
use wxfleet_bench::pushes::Maker;
use wxfleet_bench::sender::{runtime, send};
use wxfleet_bench::server::start_with_component;

const CONNECTIONS: usize = 32;
/// Before it counts, as the ceiling does it too.
const WARM_UP: Duration = Duration::from_millis(500);
/// Pushes are made beforehand: so many for each second.
const MADE_PER_SECOND: u64 = 16_000;

struct Round {
    rate: f64,
    waits_ms: Vec<f64>,
    cpu_us: f64,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let usage = "callbacks WXFLEET GROUP_COMMIT [DIRECTORY] [ROUNDS] [SECONDS]";
    let wxfleet = PathBuf::from(arguments.next().ok_or(usage)?).canonicalize()?;
    let ceiling = PathBuf::from(arguments.next().ok_or(usage)?).canonicalize()?;
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let rounds: usize = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(5), |text| text.parse())?;

    println!("{CONNECTIONS} connections, {rounds} alternating rounds of {seconds} s, 600 bytes each\n");
    println!(
        "{:<8}{:>14}{:>14}{:>8}{:>9}{:>9}{:>9}",
        "round", "ceiling /s", "server /s", "ratio", "p50 ms", "p99 ms", "cpu us"
    );
    let (mut ceilings, mut served) = (Vec::new(), Vec::new());
    for number in 1..=rounds {
        let bare = bare(&ceiling, &directory, seconds)?;
        let round = serve(&wxfleet, &directory, seconds)?;
        line(&number.to_string(), bare, round.rate, &round.waits_ms, round.cpu_us);
        ceilings.push(bare);
        served.push(round);
    }
    let rates: Vec<f64> = served.iter().map(|round| round.rate).collect();
    let cpu: Vec<f64> = served.iter().map(|round| round.cpu_us).collect();
    let waits: Vec<f64> = served.into_iter().flat_map(|round| round.waits_ms).collect();
    let (ratio, p99, cpu) = (median(&rates) / median(&ceilings), quantile(&waits, 0.99), median(&cpu));
    line("median", median(&ceilings), median(&rates), &waits, cpu);
    println!("\nratio {:.0} %, goal at least 60 %: {}", ratio * 100.0, verdict(ratio >= 0.6));
    println!("p99 {p99:.1} ms, goal under 100 ms: {}", verdict(p99 < 100.0));
    println!("CPU {cpu:.1} us a callback, goal at most 45 us: {}", verdict(cpu <= 45.0));
    Ok(())
}

fn line(name: &str, ceiling: f64, rate: f64, waits_ms: &[f64], cpu_us: f64) {
    let (p50, p99) = (median(waits_ms), quantile(waits_ms, 0.99));
    println!("{name:<8}{ceiling:>14.0}{rate:>14.0}{:>8.2}{p50:>9.2}{p99:>9.2}{cpu_us:>9.1}", rate / ceiling);
}

/// Events a second by the ceiling.
fn bare(program: &Path, directory: &Path, seconds: u64) -> Result<f64, Failure> {
    let mut command = Command::new(program);
    command.arg(directory).args([CONNECTIONS.to_string(), seconds.to_string(), "600".to_owned()]);
    let said = String::from_utf8(command.output()?.stdout)?;
    let rate = said.split_whitespace().find_map(|pair| pair.strip_prefix("events_per_s="));
    Ok(rate.ok_or_else(|| format!("the ceiling said: {said}"))?.parse()?)
}

/// One round by the server.
fn serve(wxfleet: &Path, directory: &Path, seconds: u64) -> Result<Round, Failure> {
    let place = directory.join(format!("wxfleet-bench-{}", std::process::id()));
    std::fs::create_dir(&place)?;
    let round = serve_in(wxfleet, &place, seconds);
    std::fs::remove_dir_all(&place)?;
    round
}

fn serve_in(wxfleet: &Path, place: &Path, seconds: u64) -> Result<Round, Failure> {
    let server = start_with_component(wxfleet, &place.join("data"))?;
    let maker = Maker::new();
    let (warm, measured) = (maker.fresh(MADE_PER_SECOND), maker.fresh(MADE_PER_SECOND * seconds));
    let runtime = runtime()?;
    runtime.block_on(send(server.address, CONNECTIONS, warm, WARM_UP));
    let before = server.cpu_time()?;
    let outcome = runtime.block_on(send(server.address, CONNECTIONS, measured, Duration::from_secs(seconds)));
    let cpu = server.cpu_time()?.saturating_sub(before);
    if !outcome.refused.is_empty() || !outcome.unanswered.is_empty() {
        return Err(format!("{} refused, {} unanswered", outcome.refused.len(), outcome.unanswered.len()).into());
    }
    Ok(Round {
        rate: outcome.rate(),
        cpu_us: cpu.as_secs_f64() * 1e6 / outcome.acked.len() as f64,
        waits_ms: millis(&outcome.waits),
    })
}
