//! A sender that costs little: keep-alive connections on one thread, requests made beforehand.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::pushes::Request;

/// More than this nobody waits for; the server promises an answer within 2.5 s.
const PATIENCE: Duration = Duration::from_secs(10);

/// What became of the pushes.
#[derive(Default)]
pub struct Outcome {
    /// Answered with `success`.
    pub acked: Vec<u64>,
    /// Sent, and the connection ended before an answer came.
    pub unanswered: Vec<u64>,
    /// Answered with something else.
    pub refused: Vec<u64>,
    /// How long each `success` took.
    pub waits: Vec<Duration>,
    /// From the first push to the last answer.
    pub wall: Duration,
}

impl Outcome {
    /// Pushes confirmed in a second.
    pub fn rate(&self) -> f64 {
        self.acked.len() as f64 / self.wall.as_secs_f64()
    }
}

/// A runtime for one thread.
pub fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// Sends pushes over so many connections until the time is over or all are sent. A connection that breaks stays away.
pub async fn send(address: SocketAddr, connections: usize, requests: Vec<Request>, time: Duration) -> Outcome {
    send_over(connect(address, connections).await, requests, time).await
}

/// Opens so many connections; those that are refused are missing.
pub async fn connect(address: SocketAddr, connections: usize) -> Vec<TcpStream> {
    let mut streams = Vec::with_capacity(connections);
    for _ in 0..connections {
        if let Ok(stream) = TcpStream::connect(address).await {
            stream.set_nodelay(true).ok();
            streams.push(stream);
        }
    }
    streams
}

/// Sends pushes over connections that stand, until the time is over or all are sent.
pub async fn send_over(streams: Vec<TcpStream>, requests: Vec<Request>, time: Duration) -> Outcome {
    let source = Arc::new((requests, AtomicUsize::new(0)));
    let start = Instant::now();
    let mut all = JoinSet::new();
    for stream in streams {
        let source = Arc::clone(&source);
        all.spawn(async move { connection(stream, &source.0, &source.1, start + time).await });
    }
    let mut outcome = Outcome::default();
    while let Some(one) = all.join_next().await {
        let mut one = one.expect("a connection does not panic");
        outcome.acked.append(&mut one.acked);
        outcome.unanswered.append(&mut one.unanswered);
        outcome.refused.append(&mut one.refused);
        outcome.waits.append(&mut one.waits);
    }
    outcome.wall = start.elapsed();
    outcome
}

async fn connection(mut stream: TcpStream, requests: &[Request], next: &AtomicUsize, end: Instant) -> Outcome {
    let mut outcome = Outcome::default();
    let mut buffer = Vec::with_capacity(1024);
    while Instant::now() < end {
        let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
        let sent_at = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, exchange(&mut stream, &request.bytes, &mut buffer)).await;
        match answer {
            Ok(Ok(true)) => {
                outcome.acked.push(request.number);
                outcome.waits.push(sent_at.elapsed());
            }
            Ok(Ok(false)) => outcome.refused.push(request.number),
            Ok(Err(_)) | Err(_) => {
                outcome.unanswered.push(request.number);
                break;
            }
        }
    }
    outcome
}

/// Sends one request and says whether `success` came back.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> io::Result<bool> {
    stream.write_all(request).await?;
    buffer.clear();
    loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(answer) = whole(buffer) {
            return Ok(answer);
        }
    }
}

/// Once the answer is there to its end: whether it is `success`.
fn whole(buffer: &[u8]) -> Option<bool> {
    let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&buffer[..end]).ok()?;
    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    let body = buffer.get(end..end + length)?;
    Some(head.starts_with("HTTP/1.1 200 ") && body == b"success")
}
