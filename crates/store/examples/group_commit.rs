//! The ceiling of what can be kept: events handed straight to the store, with nothing around it.
//!
//! ```text
//! cargo run --profile dist -p wxfleet-store --example group_commit -- [DIRECTORY] [WAITING] [SECONDS] [BYTES]
//! ```
//!
//! Keeps events of `BYTES` (600) in a new database in `DIRECTORY` (the working directory; mind that one in memory
//! flushes for nothing), with `WAITING` (32) callers at a time for `SECONDS` (5), and prints one line of `name=value`
//! pairs: events a second, events in a commit, CPU time for each event (all threads, the callers' sealing included), and
//! how long a caller waited. Whoever measures a layer above it runs this in turn with that, on the same disk.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use uuid::Uuid;
use wxfleet_model::event::{Event, EventId};
use wxfleet_store::{DatabaseUrl, MasterKey, Options, Reaction, Store};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let waiting: usize = arguments.next().map_or(Ok(32), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let bytes: usize = arguments.next().map_or(Ok(600), |text| text.parse())?;

    let place = tempfile::tempdir_in(directory)?;
    let store = Store::open(Options::new(DatabaseUrl::sqlite(place.path().join("wxfleet.db")), MasterKey::generate()));
    let store = store.await?;
    keep_for(&store, Duration::from_millis(500), waiting, bytes).await?;
    let (commits, cpu, start) = (store.commits(), cpu_time(), Instant::now());
    let mut waits = keep_for(&store, Duration::from_secs(seconds), waiting, bytes).await?;
    let (commits, cpu, wall) = (store.commits() - commits, cpu_time().saturating_sub(cpu), start.elapsed());
    store.close().await;

    waits.sort_unstable();
    let events = u32::try_from(waits.len())?;
    let quantile = |part: usize| waits[(waits.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!(
        "waiting={waiting} bytes={bytes} events_per_s={:.0} events_per_commit={:.1} cpu_us_per_event={:.1} \
         p50_ms={:.2} p99_ms={:.2}",
        f64::from(events) / wall.as_secs_f64(),
        f64::from(events) / f64::from(u32::try_from(commits)?),
        cpu.as_secs_f64() * 1e6 / f64::from(events),
        quantile(50),
        quantile(99),
    );
    Ok(())
}

/// Keeps events with so many callers at a time; answers how long each waited.
async fn keep_for(store: &Store, time: Duration, waiting: usize, bytes: usize) -> Result<Vec<Duration>, Failure> {
    let over = Arc::new(AtomicBool::new(false));
    let callers: Vec<_> = (0..waiting)
        .map(|_| {
            let (store, over) = (store.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let event = event(bytes)?;
                    let start = Instant::now();
                    store.event_keep(&event, Reaction::None).await?;
                    waits.push(start.elapsed());
                }
                Ok::<_, Failure>(waits)
            })
        })
        .collect();
    tokio::time::sleep(time).await;
    over.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    for caller in callers {
        waits.extend(caller.await??);
    }
    Ok(waits)
}

fn event(bytes: usize) -> Result<Event, Failure> {
    let id = Uuid::now_v7();
    Ok(Event {
        id: EventId(id),
        component_appid: "wxc000000000000001".parse()?,
        appid: Some("wxa000000000000001".parse()?),
        kind: "weapp_audit_success".to_owned(),
        created_at: id.get_timestamp().and_then(|at| Timestamp::from_second(at.to_unix().0.try_into().ok()?).ok()),
        received_at: Timestamp::UNIX_EPOCH,
        dedup_key: id.to_string(),
        xml: vec![b'x'; bytes],
    })
}

/// What this process has used of the processors, by Linux's count of hundredths of a second.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program comes in brackets and may hold anything; user and system time are 12 and 13 after it.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    Duration::from_millis(fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10)
}
