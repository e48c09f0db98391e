//! An HTTP/1.1 client that sends exactly the bytes it is given: no URL library stands between a case and the wire.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Longer than any limit of the proxy that a case waits for (header deadline 10 s, whole blob 60 s is never reached).
const PATIENCE: Duration = Duration::from_secs(30);

/// A request under construction; the target goes out unaltered.
#[derive(Clone)]
pub struct Request {
    method: String,
    target: Vec<u8>,
    headers: Vec<(String, String)>,
    host: Option<String>,
}

impl Request {
    pub fn new(method: &str, target: impl AsRef<[u8]>) -> Self {
        Self {
            method: method.into(),
            target: target.as_ref().to_vec(),
            headers: Vec::new(),
            host: None,
        }
    }

    pub fn get(target: impl AsRef<[u8]>) -> Self {
        Self::new("GET", target)
    }

    pub fn head(target: impl AsRef<[u8]>) -> Self {
        Self::new("HEAD", target)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Replaces the `Host` field, which is otherwise the address dialed.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Some(host.into());
        self
    }

    fn bytes(&self, address: SocketAddr) -> Vec<u8> {
        let mut bytes = format!("{} ", self.method).into_bytes();
        bytes.extend_from_slice(&self.target);
        bytes.extend_from_slice(b" HTTP/1.1\r\n");
        let host = self.host.clone().unwrap_or_else(|| address.to_string());
        bytes.extend_from_slice(format!("Host: {host}\r\n").as_bytes());
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes
    }

    /// Sends the request on a connection of its own and reads the answer.
    #[track_caller]
    pub fn send_to(&self, address: SocketAddr) -> Response {
        let mut connection = Connection::open(address);
        connection.send(&self.bytes(address));
        connection.read_response(&self.method)
    }
}

/// One connection to the proxy, with whatever was read too far.
pub struct Connection {
    stream: TcpStream,
    ahead: Vec<u8>,
}

impl Connection {
    #[track_caller]
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the proxy accepts connections");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a read timeout can be set");
        Self {
            stream,
            ahead: Vec::new(),
        }
    }

    /// Another handle to the same connection, for sending while this one reads.
    pub fn another_handle(&self) -> Self {
        let stream = self.stream.try_clone();
        Self {
            stream: stream.expect("a connection can have two handles"),
            ahead: Vec::new(),
        }
    }

    #[track_caller]
    pub fn send(&mut self, bytes: &[u8]) {
        // A proxy may answer and close before it has read everything; the answer is then still there to be read.
        match self.stream.write_all(bytes) {
            Ok(()) => {}
            Err(err) if is_closed_by_peer(&err) => {}
            Err(err) => panic!("the request could not be sent: {err}"),
        }
    }

    /// Reads one answer to a request of this method.
    #[track_caller]
    pub fn read_response(&mut self, method: &str) -> Response {
        loop {
            let response = self.read_one(method);
            if response.status >= 200 {
                return response;
            }
        }
    }

    #[track_caller]
    fn read_one(&mut self, method: &str) -> Response {
        let head_len = loop {
            if let Some(at) = find(&self.ahead, b"\r\n\r\n") {
                break at + 4;
            }
            assert!(
                self.fill() > 0,
                "the connection ended inside the head of an answer: {:?}",
                String::from_utf8_lossy(&self.ahead)
            );
        };
        let head: Vec<u8> = self.ahead.drain(..head_len).collect();
        let mut response = Response::from_head(&String::from_utf8_lossy(&head));
        if method != "HEAD" && !matches!(response.status, 100..=199 | 204 | 304) {
            self.read_body(&mut response);
        }
        response
    }

    #[track_caller]
    fn read_body(&mut self, response: &mut Response) {
        if response.header("transfer-encoding") == Some("chunked") {
            response.complete = self.read_chunks(&mut response.body);
        } else if let Some(length) = response.header("content-length") {
            let length: usize = length.parse().expect("Content-Length is a number");
            response.complete = self.take(length, &mut response.body);
        } else {
            while self.fill() > 0 {}
            response.body.append(&mut self.ahead);
        }
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> bool {
        loop {
            let Some(line) = self.take_line() else {
                return false;
            };
            let size = usize::from_str_radix(line.trim(), 16).expect("chunk sizes are hexadecimal");
            if !self.take(size, body) || self.take_line().is_none() {
                return false;
            }
            if size == 0 {
                return true;
            }
        }
    }

    fn take_line(&mut self) -> Option<String> {
        let end = loop {
            if let Some(at) = find(&self.ahead, b"\r\n") {
                break at + 2;
            }
            if self.fill() == 0 {
                return None;
            }
        };
        let line: Vec<u8> = self.ahead.drain(..end).collect();
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    fn take(&mut self, length: usize, into: &mut Vec<u8>) -> bool {
        while self.ahead.len() < length {
            if self.fill() == 0 {
                into.append(&mut self.ahead);
                return false;
            }
        }
        into.extend(self.ahead.drain(..length));
        true
    }

    /// How many more bytes came; none when the other side has closed or reset.
    #[track_caller]
    fn fill(&mut self) -> usize {
        let mut piece = [0; 64 * 1024];
        match self.stream.read(&mut piece) {
            Ok(count) => {
                self.ahead.extend_from_slice(&piece[..count]);
                count
            }
            Err(err) if is_closed_by_peer(&err) => 0,
            Err(err) => panic!("no answer within {PATIENCE:?}: {err}"),
        }
    }

    /// Waits until the other side closes and returns what it still said.
    #[track_caller]
    pub fn rest(mut self) -> Vec<u8> {
        while self.fill() > 0 {}
        self.ahead
    }
}

fn is_closed_by_peer(err: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(err.kind(), BrokenPipe | ConnectionAborted | ConnectionReset)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    /// Fields in the order they came, names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// False when the connection ended before the body did.
    pub complete: bool,
}

impl Response {
    #[track_caller]
    fn from_head(head: &str) -> Self {
        let mut lines = head.trim_end().split("\r\n");
        let status_line = lines.next().unwrap_or_default();
        let status = status_line
            .strip_prefix("HTTP/1.1 ")
            .or_else(|| status_line.strip_prefix("HTTP/1.0 "))
            .and_then(|rest| rest.get(..3))
            .and_then(|code| code.parse().ok())
            .unwrap_or_else(|| panic!("not a status line: {status_line:?}"));
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Self {
            status,
            headers,
            body: Vec::new(),
            complete: true,
        }
    }

    /// The value of a field; `None` when it is absent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|err| panic!("{err}, in the body {:?}", self.text()))
    }
}
