//! As much HTTP as talking to a registry on this machine takes.
//!
//! Requests are HTTP/1.0 (RFC 1945): the server then ends the body by closing
//! the connection, and never sends it in chunks.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::failure::{Failure, Outcome, While};

const PATIENCE: Duration = Duration::from_secs(30);

/// An answer, read whole.
pub struct Response {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The same answer if it has this status.
    ///
    /// # Errors
    ///
    /// With the body's text when the status is another.
    pub fn expect(self, status: u16, doing: &str) -> Outcome<Self> {
        if self.status == status {
            return Ok(self);
        }
        let text = String::from_utf8_lossy(&self.body);
        Err(Failure::new(format!(
            "{doing}: the registry answered {} instead of {status}: {}",
            self.status,
            text.trim()
        )))
    }
}

/// Sends one request to a port on this machine.
///
/// # Errors
///
/// When the connection fails or the answer is not HTTP.
pub fn request(
    port: u16,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Outcome<Response> {
    let doing = format!("{method} {target}");
    let mut head = format!("{method} {target} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    let mut stream = TcpStream::connect(("127.0.0.1", port)).while_doing(&doing)?;
    stream
        .set_read_timeout(Some(PATIENCE))
        .while_doing(&doing)?;
    stream.write_all(head.as_bytes()).while_doing(&doing)?;
    stream.write_all(body).while_doing(&doing)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).while_doing(&doing)?;
    parse(&answer).ok_or_else(|| Failure::new(format!("{doing}: the answer is not HTTP")))
}

/// Reads a whole answer; `None` where it has no end of headers or no status.
pub fn parse(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Some(Response {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_headers_and_body_are_told_apart() {
        let answer = b"HTTP/1.0 202 Accepted\r\nLocation: /v2/x?_state=a:b\r\n\r\nbody\r\n\r\n";
        let response = parse(answer).unwrap();
        assert_eq!(response.status, 202);
        assert_eq!(response.header("location"), Some("/v2/x?_state=a:b"));
        assert_eq!(response.body, b"body\r\n\r\n");
    }

    #[test]
    fn an_answer_without_an_end_of_headers_is_not_http() {
        assert!(parse(b"HTTP/1.0 200 OK\r\nA: b\r\n").is_none());
    }
}
