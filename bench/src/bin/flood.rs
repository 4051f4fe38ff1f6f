//! Thousands of connections that say little or nothing, while WeChat goes on pushing.
//!
//! `cargo xtask flood` builds what is needed and runs this: `flood WXFLEET DIRECTORY [ROUNDS]`.
//!
//! In turns: quiet; 1,000 connections that send a byte of a request a second and come again when they are cut; quiet;
//! 10,000 connections that say nothing. In each turn 32 keep-alive connections, opened before, push for some seconds.
//! The server must live through it, and the pushes must not slow down by more than a tenth. The flood comes from a
//! process of its own (`flood hold …`) on the same machine, whose work is part of what is measured.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use wxfleet_bench::Failure;
use wxfleet_bench::figures::{median, verdict};
use wxfleet_bench::pushes::Maker;
use wxfleet_bench::sender::{runtime, send};
use wxfleet_bench::server::{Server, start_with_component};

const CONNECTIONS: usize = 32;
const TURN: Duration = Duration::from_secs(5);
const MADE: u64 = 80_000;
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
    let (mut quiet, mut slow, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        quiet.push(turn(&server, None)?);
        slow.push(turn(&server, Some(("1000", "slow")))?);
        quiet.push(turn(&server, None)?);
        silent.push(turn(&server, Some(("10000", "silent")))?);
    }
    let recovered = well_within(&mut server, Duration::from_secs(10));
    println!("pushes a second, {CONNECTIONS} connections, medians of {rounds} rounds of {} s", TURN.as_secs());
    println!("{:<44}{:>8.0}", "quiet", median(&quiet));
    let slow = row("1,000 connections of a byte a second", &quiet, &slow);
    let silent = row("10,000 connections that say nothing", &quiet, &silent);
    println!("the server lives and answers newcomers: {}", verdict(recovered));
    drop(server);
    std::fs::remove_dir_all(&place)?;
    Ok(if slow && silent && recovered { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn row(name: &str, quiet: &[f64], under: &[f64]) -> bool {
    let drop = 100.0 * (1.0 - median(under) / median(quiet));
    println!("{name:<44}{:>8.0}   {drop:.1} % less, goal at most 10 %: {}", median(under), verdict(drop <= 10.0));
    drop <= 10.0
}

/// Pushes a second in one turn, under a flood if there is one.
fn turn(server: &Server, flood: Option<(&str, &str)>) -> Result<f64, Failure> {
    let requests = Maker::new().fresh(MADE);
    let mut flood = flood.map(|(count, talk)| start_flood(server.address, count, talk)).transpose()?;
    if flood.is_some() {
        std::thread::sleep(Duration::from_secs(2)); // until most of it stands
    }
    let outcome = runtime()?.block_on(send(server.address, CONNECTIONS, requests, TURN));
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
