//! One who asks and waits for the answer, again and again on one connection: for how long an answer takes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::Failure;

/// No answer takes longer, apart from the reading of a whole fleet.
const PATIENCE: Duration = Duration::from_secs(600);

/// A connection that is kept.
pub struct Caller {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
    key: String,
}

/// What came back.
pub struct Answer {
    /// HTTP's status.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// From the first byte sent to the last one read.
    pub took: Duration,
}

impl Caller {
    /// Connects; `key` may be empty.
    pub fn connect(host: SocketAddr, key: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream), host, key: key.to_owned() })
    }

    /// `GET`, for an answer with status 200.
    pub fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.good("GET", path, "")
    }

    /// `POST` of a JSON body, for an answer with status 200.
    pub fn post(&mut self, path: &str, body: &str) -> Result<Answer, Failure> {
        self.good("POST", path, body)
    }

    fn good(&mut self, method: &str, path: &str, body: &str) -> Result<Answer, Failure> {
        let answer = self.ask(method, path, body)?;
        if answer.status == 200 {
            Ok(answer)
        } else {
            Err(format!("{method} {path}: {} {}", answer.status, answer.body).into())
        }
    }

    /// Sends a request and reads its answer.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answer, Failure> {
        let key = if self.key.is_empty() { String::new() } else { format!("Authorization: Bearer {}\r\n", self.key) };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{key}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        let start = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no HTTP answer")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, body: String::from_utf8(body)?, took: start.elapsed() })
    }
}
