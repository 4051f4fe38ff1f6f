//! The server in a process of its own, started, looked at and killed from outside.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Failure;
use crate::pushes::{AES_KEY, APP_SECRET, COMPONENT, TOKEN};

/// How long a start may take before it counts as failed.
const START_WITHIN: Duration = Duration::from_secs(30);
/// For how long a server that may be at rest is looked at.
const LOOKED_AT_FOR: Duration = Duration::from_secs(5);
/// How long it may take until it is.
const REST_WITHIN: Duration = Duration::from_mins(20);
/// Where nobody listens: what the server would ask of WeChat is refused at once.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A running server; killed when it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts `wxfleet serve`, with nobody in WeChat's place, and waits until it answers. Its log goes to `serve.log` in
    /// the data directory's parent.
    pub fn start(binary: &Path, data_dir: &Path) -> Result<Self, Failure> {
        Self::start_before(binary, data_dir, NOWHERE)
    }

    /// Starts `wxfleet serve` with what answers at `wechat` in WeChat's place.
    pub fn start_before(binary: &Path, data_dir: &Path, wechat: &str) -> Result<Self, Failure> {
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.arg("serve").arg("--data-dir").arg(data_dir).args(["--gateway-listen", "off"]);
        command.args(["--listen", &address.to_string()]);
        for name in ["WXFLEET_WECHAT_API_BASE_URL", "WXFLEET_WECHAT_MP_BASE_URL", "WXFLEET_WECHAT_OPEN_BASE_URL"] {
            command.env(name, wechat);
        }
        Self::started(command, address, &data_dir.with_file_name("serve.log"))
    }

    /// Starts `wxfleet simulate` with so many merchants and waits until it answers.
    pub fn simulator(binary: &Path, directory: &Path, merchants: u32) -> Result<Self, Failure> {
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.args(["simulate", "--listen", &address.to_string(), "--merchants", &merchants.to_string()]);
        Self::started(command, address, &directory.join("simulate.log"))
    }

    fn started(mut command: Command, address: SocketAddr, log: &Path) -> Result<Self, Failure> {
        let log = File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let start = Instant::now();
        let mut server = Self { child: command.spawn()?, address, started_in: Duration::ZERO };
        // The simulator has no such page; that it says so is an answer too.
        while !matches!(answer(address, "GET", "/healthz", "", ""), Ok((200 | 404, _))) {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended with {status}; see serve.log").into());
            }
            if start.elapsed() > START_WITHIN {
                return Err("the server does not answer".into());
            }
            thread::sleep(Duration::from_micros(500));
        }
        server.started_in = start.elapsed();
        Ok(server)
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until what it does by itself has come to rest: over five seconds it used less than a twentieth of a processor.
    pub fn until_at_rest(&self) -> Result<Duration, Failure> {
        let start = Instant::now();
        loop {
            let before = self.cpu_time()?;
            thread::sleep(LOOKED_AT_FOR);
            if self.cpu_time()?.saturating_sub(before) < LOOKED_AT_FOR / 20 {
                return Ok(start.elapsed());
            }
            if start.elapsed() > REST_WITHIN {
                return Err("the server does not come to rest".into());
            }
        }
    }

    /// What it has used of the processors, by Linux's count of hundredths of a second.
    pub fn cpu_time(&self) -> io::Result<Duration> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.id()))?;
        // The name of the program comes in brackets; user and system time are 12 and 13 after it.
        let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        Ok(Duration::from_millis(fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10))
    }

    /// What it holds in memory, in KiB.
    pub fn resident_kib(&self) -> Result<u64, Failure> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Whether it still runs and answers within a second.
    pub fn is_well(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
            && matches!(answer(self.address, "GET", "/healthz", "", ""), Ok((200, _)))
    }

    /// Ends it as a crash does: at once, nothing finished.
    pub fn kill(&mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be dead already.
        self.kill().ok();
    }
}

fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// Makes an administrator's key in a data directory.
pub fn admin_key(binary: &Path, data_dir: &Path) -> Result<String, Failure> {
    let made = Command::new(binary)
        .args(["key", "create", "--name", "bench", "--role", "admin", "--data-dir"])
        .arg(data_dir)
        .stderr(Stdio::null())
        .output()?;
    Ok(String::from_utf8(made.stdout)?.trim().to_owned())
}

/// Makes an administrator of the console in a data directory.
pub fn operator(binary: &Path, data_dir: &Path, name: &str, password: &str) -> Result<(), Failure> {
    let mut command = Command::new(binary);
    command.args(["operator", "add", name, "--role", "admin", "--data-dir"]).arg(data_dir);
    let mut adding = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    adding.stdin.take().ok_or("no standard input")?.write_all(password.as_bytes())?;
    let status = adding.wait()?;
    if status.success() { Ok(()) } else { Err(format!("the operator was not added: {status}").into()) }
}

/// Starts a server on a directory and gives it the platform whose pushes `pushes` makes.
pub fn start_with_component(binary: &Path, data_dir: &Path) -> Result<Server, Failure> {
    let key = admin_key(binary, data_dir)?;
    let server = Server::start(binary, data_dir)?;
    register(server.address, &key)?;
    Ok(server)
}

/// Gives a server the platform whose pushes `pushes` makes.
pub fn register(address: SocketAddr, key: &str) -> Result<(), Failure> {
    let body = format!(
        r#"{{"component_appid":"{COMPONENT}","app_secret":"{APP_SECRET}","token":"{TOKEN}","encoding_aes_key":"{AES_KEY}"}}"#
    );
    match answer(address, "POST", "/api/v1/components", key, &body)? {
        (201, _) => Ok(()),
        (status, text) => Err(format!("the platform was not registered: {status} {text}").into()),
    }
}

/// Sends one request on a connection of its own: status and whole answer.
pub fn answer(address: SocketAddr, method: &str, path: &str, key: &str, body: &str) -> io::Result<(u16, String)> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let key = if key.is_empty() { String::new() } else { format!("Authorization: Bearer {key}\r\n") };
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{key}Content-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or(io::ErrorKind::InvalidData)?, text))
}
