//! A running `wxfleet demo` for the steps that try the product from outside: its own directory below `target`, ports that
//! were free, a key of an admin.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process;

/// How long it may take until the fleet is there, on a slow machine that does other things too.
const READY_WITHIN: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);
/// What the demo says when its fleet is there.
const READY: &str = "The fleet is ready";

/// The demo; it ends when this is dropped.
pub(crate) struct Demo {
    child: Child,
    /// The program.
    pub(crate) binary: PathBuf,
    /// Its own directory; what a run left there stays for a look until the next one.
    pub(crate) directory: PathBuf,
    /// Where the server answers: scheme, host and port.
    pub(crate) server: String,
    /// The text of an admin's key.
    pub(crate) key: String,
}

impl Demo {
    /// Starts the program in a fresh directory of this name: the one that is given, or else the release build, which is
    /// brought up to date first.
    pub(crate) fn start(name: &str, binary: Option<&Path>) -> Result<Self> {
        let target = process::target_dir()?;
        let binary = if let Some(given) = binary {
            given.canonicalize().with_context(|| format!("there is no {}", given.display()))?
        } else {
            process::check(process::cargo().args(["build", "--release", "--locked", "--package", "wxfleet-server"]))?;
            target.join("release").join("wxfleet")
        };
        let directory = target.join(name).join("demo");
        if directory.exists() {
            fs::remove_dir_all(&directory).with_context(|| format!("cannot clear {}", directory.display()))?;
        }
        fs::create_dir_all(&directory)?;
        let (server, simulator) = (free_address()?, free_address()?);
        let log = |file: &str| fs::File::create(directory.join(file));
        let mut command = Command::new(&binary);
        command.args(["demo", "--lang", "en", "--gateway-listen", "off", "--listen", &server.to_string()]);
        command.args(["--simulator-listen", &simulator.to_string()]).current_dir(&directory);
        command.stdin(Stdio::null()).stdout(log("stdout.log")?).stderr(log("stderr.log")?);
        let child = command.spawn().with_context(|| format!("cannot run `{}`", process::shown(&command)))?;
        let mut demo = Self { child, binary, directory, server: format!("http://{server}"), key: String::new() };
        demo.wait_until_ready()?;
        let data = demo.directory.join("wxfleet-demo");
        let mut create = Command::new(&demo.binary);
        create.args(["key", "create", "--name", "gate", "--role", "admin", "--data-dir"]).arg(data);
        process::output(&mut create)?.trim().clone_into(&mut demo.key);
        Ok(demo)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the demo ended with {status}: {}", self.said());
            }
            if self.said().contains(READY) {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "the demo was not ready in time: {}", self.said());
            thread::sleep(PAUSE);
        }
    }

    fn said(&self) -> String {
        ["stdout.log", "stderr.log"]
            .map(|file| fs::read_to_string(self.directory.join(file)).unwrap_or_default())
            .concat()
    }

    /// What a command of the program answers as JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Result<Value> {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--json").envs(self.environment());
        serde_json::from_str(&process::output(&mut command)?).context("the command did not print JSON")
    }

    /// What the program's commands read from the environment.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 2] {
        [("WXFLEET_SERVER", &self.server), ("WXFLEET_KEY", &self.key)]
    }

    /// The body of a plain GET.
    pub(crate) fn get(&self, path: &str) -> Result<String> {
        let host = self.server.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).with_context(|| format!("cannot connect to {host}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").context("the answer is no HTTP")?;
        ensure!(head.contains(" 200 "), "{path} answered {}", head.lines().next().unwrap_or_default());
        Ok(body.to_owned())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // It ended by itself in between, or dies now.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// An address of this machine that was free a moment ago.
pub(crate) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The folder below `target` where a step keeps what it needs.
pub(crate) fn folder(name: &str) -> Result<PathBuf> {
    let folder = process::target_dir()?.join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A file of ours with the words in braces filled in, written to another place.
pub(crate) fn filled(from: &Path, to: &Path, words: &[(&str, &str)]) -> Result<()> {
    let text = fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let text = words.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    fs::write(to, text).with_context(|| format!("cannot write {}", to.display()))
}
