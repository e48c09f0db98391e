//! One request over a connection of its own, sent exactly as the figure shows it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::failure::{Failure, Outcome, While};
use crate::samples::http::{Response, parse};

const PATIENCE: Duration = Duration::from_secs(30);

/// The first line of an answer, and the answer.
pub struct Answer {
    /// `HTTP/1.1 200 OK`.
    pub line: String,
    pub response: Response,
}

/// Sends these lines to a port of this machine.
///
/// # Errors
///
/// When the connection fails, or when the answer is not HTTP with a length.
pub fn ask(port: u16, lines: &[String]) -> Outcome<Answer> {
    let doing = lines.first().cloned().unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).while_doing(&doing)?;
    stream
        .set_read_timeout(Some(PATIENCE))
        .while_doing(&doing)?;
    let text = lines.join("\r\n") + "\r\n\r\n";
    stream.write_all(text.as_bytes()).while_doing(&doing)?;
    let has_body = !doing.starts_with("HEAD ");
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while !is_whole(&bytes, has_body) {
        let n_read = stream.read(&mut chunk).while_doing(&doing)?;
        if n_read == 0 {
            break;
        }
        bytes.extend_from_slice(&chunk[..n_read]);
    }
    let line = bytes.split(|byte| *byte == b'\r').next().unwrap_or(&[]);
    let line = String::from_utf8_lossy(line).into_owned();
    match parse(&bytes) {
        Some(response) if is_whole(&bytes, has_body) => Ok(Answer { line, response }),
        _ => Err(Failure::new(format!(
            "{doing}: the answer is not HTTP with a length"
        ))),
    }
}

/// Whether headers and as many bytes as they announce are there.
fn is_whole(bytes: &[u8], has_body: bool) -> bool {
    let Some(response) = parse(bytes) else {
        return false;
    };
    let length = response.header("content-length").map(str::parse::<usize>);
    match length {
        Some(Ok(length)) => !has_body || response.body.len() >= length,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_with_its_last_byte_and_a_head_without_any() {
        let part = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbod";
        assert!(!is_whole(part, true));
        assert!(is_whole(part, false));
        assert!(is_whole(
            b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
            true
        ));
        assert!(!is_whole(b"HTTP/1.1 200 OK\r\nContent-Le", true));
    }
}
