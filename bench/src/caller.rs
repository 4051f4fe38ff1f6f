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
    /// Sent along with each request, each line with its end.
    headers: String,
}

/// What came back.
pub struct Answer {
    /// HTTP's status.
    pub status: u16,
    /// The headers as they came.
    pub head: String,
    /// How many bytes the body was on the wire.
    pub length: usize,
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
        let mut caller = Self { stream: BufReader::new(stream), host, headers: String::new() };
        if !key.is_empty() {
            caller.send_along("Authorization", &format!("Bearer {key}"));
        }
        Ok(caller)
    }

    /// From now on each request bears this header too.
    pub fn send_along(&mut self, name: &str, value: &str) {
        self.headers += &format!("{name}: {value}\r\n");
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

    /// Sends a request with a JSON body, or none, and reads its answer.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answer, Failure> {
        self.send(method, path, "application/json", body)
    }

    /// Sends a form and reads its answer.
    pub fn send_form(&mut self, path: &str, form: &str) -> Result<Answer, Failure> {
        self.send("POST", path, "application/x-www-form-urlencoded", form)
    }

    fn send(&mut self, method: &str, path: &str, kind: &str, body: &str) -> Result<Answer, Failure> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.headers,
            body.len()
        );
        let start = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no HTTP answer")?;
        let (mut length, mut head) = (0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            if line.trim_end().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            head += &line;
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let took = start.elapsed();
        // What came compressed is only weighed.
        Ok(Answer { status, head, length, body: String::from_utf8_lossy(&body).into_owned(), took })
    }
}
