//! Thousands of connections that say little or nothing, while WeChat goes on pushing.
//!
//! `cargo xtask flood` builds what is needed and runs this: `flood WXFLEET DIRECTORY [ROUNDS]`.
//!
//! In turns: quiet; 1,000 connections that send a byte of a request a second and come again when they are cut; quiet;
//! 10,000 connections that say nothing, more than the server takes at once. In each turn 32 keep-alive connections,
//! opened before, push for some seconds. The server must live through it. Under the slow ones the pushes must not slow
//! down by more than a tenth; under the silent ones each newcomer must be answered before WeChat gives it up. The flood
//! comes from a process of its own (`flood hold …`) on the same machine, whose work is part of what is measured.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use wxfleet_bench::Failure;
use wxfleet_bench::figures::{median, millis, verdict};
use wxfleet_bench::pushes::Maker;
use wxfleet_bench::sender::{connect, runtime, send, send_over};
use wxfleet_bench::server::{Server, start_with_component};

const CONNECTIONS: usize = 32;
const TURN: Duration = Duration::from_secs(5);
const MADE: u64 = 80_000;
/// Pushes under a flood that come over a connection of their own, one after the other.
const NEWCOMERS: u64 = 8;
/// After so long WeChat gives a push up.
const WECHAT_WAITS: Duration = Duration::from_secs(5);
/// What is sent a byte at a time; the head never ends.
const HEAD: &[u8] = b"POST /wechat/wxc0ffee0000000001/events HTTP/1.1\r\nHost: wxfleet\r\nX-Slow: ";
const USAGE: &str = "flood WXFLEET DIRECTORY [ROUNDS]";

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["hold", address, count, talk] => {
            runtime()?.block_on(hold(address.parse()?, count.parse()?, talk == "slow"));
            Ok(ExitCode::SUCCESS)
        }
        [wxfleet, directory] => trial(wxfleet.into(), directory.into(), 3),
        [wxfleet, directory, rounds] => trial(wxfleet.into(), directory.into(), rounds.parse()?),
        _ => Err(USAGE.into()),
    }
}

fn trial(wxfleet: PathBuf, directory: PathBuf, rounds: u32) -> Result<ExitCode, Failure> {
    let place = directory.join(format!("wxfleet-flood-{}", std::process::id()));
    std::fs::create_dir(&place)?;
    let mut server = start_with_component(&wxfleet, &place.join("data"))?;
    turn(&server, None)?; // warms up
    let (mut quiet, mut slow, mut silent, mut waits) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        quiet.push(turn(&server, None)?);
        slow.push(turn(&server, Some(("1000", "slow")))?);
        quiet.push(turn(&server, None)?);
        silent.push(turn(&server, Some(("10000", "silent")))?);
        waits.extend(newcomers(&server)?);
    }
    let recovered = well_within(&mut server, Duration::from_secs(10));
    println!("pushes a second, {CONNECTIONS} connections, medians of {rounds} rounds of {} s", TURN.as_secs());
    println!("{:<44}{:>8.0}", "quiet", median(&quiet));
    let less = |under: &[f64]| 100.0 * (1.0 - median(under) / median(&quiet));
    let (name, lost) = ("1,000 connections of a byte a second", less(&slow));
    let keeps = lost <= 10.0;
    println!("{name:<44}{:>8.0}   {lost:.1} % less, goal at most 10 %: {}", median(&slow), verdict(keeps));
    println!("{:<44}{:>8.0}   {:.1} % less", "10,000 connections that say nothing", median(&silent), less(&silent));
    let waits = millis(&waits);
    let longest = waits.iter().copied().fold(0.0, f64::max);
    let in_time = longest < WECHAT_WAITS.as_secs_f64() * 1e3;
    println!(
        "{:<44}{:>8.0}   longest {longest:.0} ms, goal under 5,000: {}",
        "a newcomer's push under these, ms",
        median(&waits),
        verdict(in_time)
    );
    println!("the server lives afterwards: {}", verdict(recovered));
    drop(server);
    std::fs::remove_dir_all(&place)?;
    Ok(if keeps && in_time && recovered { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How long pushes wait that come over connections of their own, while there are more silent ones than the server takes.
fn newcomers(server: &Server) -> Result<Vec<Duration>, Failure> {
    let mut flood = start_flood(server.address, "10000", "silent")?;
    std::thread::sleep(Duration::from_secs(2));
    let runtime = runtime()?;
    let mut waits = Vec::new();
    for number in 0..NEWCOMERS {
        let push = Maker::new().fresh(1);
        let start = Instant::now();
        let outcome = runtime.block_on(send(server.address, 1, push, WECHAT_WAITS * 4));
        if outcome.acked.len() != 1 {
            flood.kill()?;
            return Err(format!("newcomer {number} got no success within {:?}", start.elapsed()).into());
        }
        waits.push(start.elapsed());
    }
    flood.kill()?;
    flood.wait()?;
    Ok(waits)
}

/// Pushes a second in one turn, under a flood if there is one.
fn turn(server: &Server, flood: Option<(&str, &str)>) -> Result<f64, Failure> {
    let requests = Maker::new().fresh(MADE);
    let runtime = runtime()?;
    let streams = runtime.block_on(connect(server.address, CONNECTIONS));
    let mut flood = flood.map(|(count, talk)| start_flood(server.address, count, talk)).transpose()?;
    if flood.is_some() {
        std::thread::sleep(Duration::from_secs(2)); // until most of it stands
    }
    let outcome = runtime.block_on(send_over(streams, requests, TURN));
    if let Some(flood) = &mut flood {
        flood.kill()?;
        flood.wait()?;
    }
    let faults = outcome.refused.len() + outcome.unanswered.len();
    if faults > 0 { Err(format!("{faults} pushes got no success").into()) } else { Ok(outcome.rate()) }
}

fn start_flood(address: SocketAddr, count: &str, talk: &str) -> Result<Child, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    Ok(command.args(["hold", &address.to_string(), count, talk]).spawn()?)
}

fn well_within(server: &mut Server, time: Duration) -> bool {
    let start = Instant::now();
    while start.elapsed() < time {
        if server.is_well() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// Holds so many connections until it is killed; one that the server cuts comes again.
async fn hold(address: SocketAddr, count: usize, slow: bool) {
    let mut all = JoinSet::new();
    for _ in 0..count {
        all.spawn(async move {
            loop {
                if let Ok(stream) = TcpStream::connect(address).await {
                    if slow { trickle(stream).await } else { wait_until_cut(stream).await }
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        });
    }
    all.join_all().await;
}

async fn trickle(mut stream: TcpStream) {
    for byte in HEAD.iter().chain(std::iter::repeat(&b'x')) {
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn wait_until_cut(stream: TcpStream) {
    // Ends when there is something to read, and that is the end of the connection.
    stream.readable().await.ok();
}
