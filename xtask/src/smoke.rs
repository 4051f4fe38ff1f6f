//! `cargo xtask smoke`: the README's main command, tried as a newcomer would.
//!
//! Builds the release binary, starts `demo` in a fresh directory, waits until it is ready, interrupts it, starts it again
//! on the same data, walks the tour in another fresh directory, and rehearses WeChat's release check. It sees what a person sees: exit statuses, lines on a
//! terminal, plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// How long `demo` may take to answer, on a slow machine that does other things too.
const READY_WITHIN: Duration = Duration::from_mins(1);
/// How long it may take to end: ten seconds to drain, and some to spare.
const END_WITHIN: Duration = Duration::from_secs(20);
const TOUR_WITHIN: Duration = Duration::from_mins(5);
/// How often we look.
const PAUSE: Duration = Duration::from_millis(20);

/// Build, start, interrupt, start again, walk the tour, rehearse the release check.
pub(crate) fn run() -> Result<()> {
    process::check(process::cargo().args(["build", "--release", "--locked", "--package", "wxfleet-server"]))?;
    let binary = process::target_dir()?.join("release").join("wxfleet");
    let size = std::fs::metadata(&binary).with_context(|| format!("{} is missing", binary.display()))?.len();
    println!("smoke: the binary has {} MB", size / 1_000_000);
    let directory = Directory::fresh("demo")?;
    start_and_interrupt(&binary, &directory, "first start")?;
    let key = directory.path.join("wxfleet-demo").join("master.key");
    let made = std::fs::read(&key).context("demo made no wxfleet-demo/master.key")?;
    start_and_interrupt(&binary, &directory, "second start, same data")?;
    ensure!(std::fs::read(&key)? == made, "the second start made a new master key");
    tour(&binary, &Directory::fresh("tour")?)?;
    release_check(&binary)
}

/// `check release` takes free ports and a directory of its own, and ends with 0 when every item passed.
fn release_check(binary: &Path) -> Result<()> {
    let started_at = Instant::now();
    process::check(Command::new(binary).args(["check", "release"]))?;
    println!("smoke: the release check took {} ms", started_at.elapsed().as_millis());
    Ok(())
}

fn start_and_interrupt(binary: &Path, directory: &Directory, what: &str) -> Result<()> {
    let address = free_address()?;
    let started_at = Instant::now();
    let mut demo = Running::start(binary, directory, &address, &[])?;
    let checked = wait_until_ready(&mut demo, address).and_then(|()| {
        let ready_in = started_at.elapsed();
        ensure!(get(address, "/healthz")? == 200, "/healthz does not answer 200");
        demo.wait_for_line(&address.to_string()).context("demo does not print where its pages are")?;
        Ok(ready_in)
    });
    let ready_in = checked.map_err(|fault| demo.with_last_words(&fault))?;
    let interrupted_at = Instant::now();
    process::check(Command::new("kill").args(["-INT", &demo.child.id().to_string()]))?;
    let status = demo.wait(END_WITHIN).map_err(|fault| demo.with_last_words(&fault))?;
    ensure!(status.success(), demo.with_last_words(&anyhow::anyhow!("after an interrupt demo ended with {status}")));
    let (ready_ms, end_ms) = (ready_in.as_millis(), interrupted_at.elapsed().as_millis());
    println!("smoke: {what}: ready after {ready_ms} ms, ended {end_ms} ms after an interrupt");
    Ok(())
}

fn tour(binary: &Path, directory: &Directory) -> Result<()> {
    let started_at = Instant::now();
    let mut tour = Running::start(binary, directory, &free_address()?, &["--tour"])?;
    let status = tour.wait(TOUR_WITHIN).map_err(|fault| tour.with_last_words(&fault))?;
    ensure!(status.success(), tour.with_last_words(&anyhow::anyhow!("the tour ended with {status}")));
    for line in tour.lines() {
        println!("  | {line}");
    }
    println!("smoke: the tour took {} ms", started_at.elapsed().as_millis());
    Ok(())
}

fn wait_until_ready(demo: &mut Running, address: SocketAddr) -> Result<()> {
    let deadline = Instant::now() + READY_WITHIN;
    loop {
        if let Some(status) = demo.child.try_wait()? {
            bail!("demo ended with {status} before it was ready");
        }
        let answer = get(address, "/readyz");
        if matches!(answer, Ok(200)) {
            return Ok(());
        }
        if Instant::now() >= deadline {
            let answer = answer.map_or_else(|fault| format!("{fault:#}"), |status| format!("status {status}"));
            bail!("/readyz did not answer 200 within {} s; last: {answer}", READY_WITHIN.as_secs());
        }
        thread::sleep(PAUSE);
    }
}

/// The status that a plain GET is answered with.
fn get(address: SocketAddr, path: &str) -> Result<u16> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2)).context("cannot connect")?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(1 << 20).read_to_end(&mut answer).context("cannot read the answer")?;
    status_of(&String::from_utf8_lossy(&answer)).context("the answer is no HTTP")
}

fn status_of(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.1 ")?.split(' ').next()?.trim_end().parse().ok()
}

/// An address of this machine that was free a moment ago.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// A directory of our own, deleted when it is dropped.
struct Directory {
    path: PathBuf,
}

impl Directory {
    fn fresh(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("wxfleet-smoke-{name}-{}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What cannot be deleted stays in the machine's folder for such things.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// A running `demo`; killed when it is dropped before it ended.
struct Running {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
    logged: Arc<Mutex<Vec<String>>>,
    readers: Vec<thread::JoinHandle<()>>,
}

impl Running {
    fn start(binary: &Path, directory: &Directory, address: &SocketAddr, more: &[&str]) -> Result<Self> {
        let mut command = Command::new(binary);
        command.arg("demo").args(more).args(["--listen", &address.to_string(), "--gateway-listen", "off"]);
        command.current_dir(&directory.path).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot run {}", process::shown(&command)))?;
        let (said, said_reader) = collect(child.stdout.take());
        let (logged, logged_reader) = collect(child.stderr.take());
        Ok(Self { child, said, logged, readers: vec![said_reader, logged_reader] })
    }

    fn lines(&self) -> Vec<String> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn wait_for_line(&self, part: &str) -> Result<()> {
        let deadline = Instant::now() + READY_WITHIN;
        while !self.lines().iter().any(|line| line.contains(part)) {
            ensure!(Instant::now() < deadline, "no line holds {part}");
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Wait for the end; afterwards every line it wrote is there.
    fn wait(&mut self, within: Duration) -> Result<ExitStatus> {
        let deadline = Instant::now() + within;
        loop {
            if let Some(status) = self.child.try_wait()? {
                for reader in self.readers.drain(..) {
                    reader.join().ok().context("the output could not be read to its end")?;
                }
                return Ok(status);
            }
            ensure!(Instant::now() < deadline, "did not end within {} s", within.as_secs());
            thread::sleep(PAUSE);
        }
    }

    fn with_last_words(&self, fault: &anyhow::Error) -> anyhow::Error {
        let logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        let log = &logged[logged.len().saturating_sub(40)..];
        anyhow::anyhow!("{fault:#}\nit said:\n{}\nit logged last:\n{}", self.lines().join("\n"), log.join("\n"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // It ended by itself in between, or dies now.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Read lines in a thread of its own, so that the other side never waits for us.
fn collect(from: Option<impl Read + Send + 'static>) -> (Arc<Mutex<Vec<String>>>, thread::JoinHandle<()>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&lines);
    let reader = thread::spawn(move || {
        let Some(from) = from else { return };
        for line in BufReader::new(from).split(b'\n').map_while(std::result::Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            into.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    });
    (lines, reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_from_the_first_line() {
        assert_eq!(status_of("HTTP/1.1 200 OK\r\n\r\n"), Some(200));
        assert_eq!(status_of("HTTP/1.1 503\r\n\r\n"), Some(503));
        assert_eq!(status_of("SSH-2.0-OpenSSH"), None);
        assert_eq!(status_of(""), None);
    }

    #[test]
    fn a_plain_get_is_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("we connect below");
            let lines = BufReader::new(&stream).lines().map_while(std::result::Result::ok);
            let request = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>();
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("we read below");
            request
        });
        assert_eq!(get(address, "/healthz").expect("an answer"), 204);
        let request = server.join().expect("the server ends");
        assert_eq!(request, ["GET /healthz HTTP/1.1", &format!("Host: {address}"), "Connection: close"]);
    }

    #[test]
    fn what_a_program_said_and_how_it_ended_is_kept() {
        // The shell stands in for the binary: `sh demo --listen …` runs the file of that name.
        let directory = Directory::fresh("program").expect("the machine has a folder for such things");
        let script = "echo \"pages at $2\"; echo 'no ticket' >&2; exit 3";
        std::fs::write(directory.path.join("demo"), script).expect("the folder is ours");
        let address = free_address().expect("a port is free");
        let mut program = Running::start(Path::new("/bin/sh"), &directory, &address, &[]).expect("there is a shell");
        let status = program.wait(END_WITHIN).expect("it ends");
        assert_eq!(status.code(), Some(3));
        assert_eq!(program.lines(), [format!("pages at {address}")]);
        let words = program.with_last_words(&anyhow::anyhow!("it failed")).to_string();
        assert!(words.starts_with("it failed") && words.ends_with("no ticket"), "{words}");
    }

    #[test]
    fn a_fresh_directory_goes_when_it_is_dropped() {
        let directory = Directory::fresh("unit").expect("the machine has a folder for such things");
        let path = directory.path.clone();
        std::fs::write(path.join("file"), "x").expect("the folder is ours");
        drop(directory);
        assert!(!path.exists());
    }
}
