//! The vocabulary of a scripted upstream: what it says, byte by byte, and how it misbehaves.

use std::time::Duration;

use super::UPSTREAM_TEXT;

/// A request as the upstream saw it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Which connection it came on, counted from 0.
    pub connection: usize,
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    /// Fields in the order they came, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Recorded {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The pairs of the query, undecoded.
    pub fn query(&self) -> Vec<(&str, &str)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .collect()
    }
}

/// What happens on the wire, in order.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// The same bytes over and over, until `total` is sent or the peer goes away.
    Flood {
        total: u64,
    },
    Pause(Duration),
    /// Say nothing more until the peer goes away.
    Hang,
}

/// What is left of the connection afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Afterwards {
    KeepAlive,
    Close,
}

/// One scripted answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) steps: Vec<Step>,
    pub(super) afterwards: Afterwards,
}

impl Answer {
    /// 200 with a body of that type and its true length.
    pub fn ok(media_type: &str, body: &[u8]) -> Self {
        Self::of(200, &[("Content-Type", media_type)], body)
    }

    /// Any status with these headers, a true `Content-Length` and the body.
    pub fn of(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let length = body.len().to_string();
        let mut all = headers.to_vec();
        all.push(("Content-Length", &length));
        Self::head(status, &all)
            .then_send(body)
            .then(Afterwards::KeepAlive)
    }

    /// A failure that says far too much about the inside of its house.
    pub fn failure(status: u16) -> Self {
        let body = format!(
            "{UPSTREAM_TEXT}: Traceback at db-3.internal.example (10.11.12.13)\n  /srv/app.py:7"
        );
        let headers = [("Content-Type", "text/plain"), ("X-Debug", UPSTREAM_TEXT)];
        Self::of(status, &headers, body.as_bytes())
    }

    /// A redirect to this place.
    pub fn redirect(status: u16, location: &str) -> Self {
        let headers = [("Location", location), ("X-Debug", UPSTREAM_TEXT)];
        Self::of(status, &headers, UPSTREAM_TEXT.as_bytes())
    }

    /// 401 with this challenge.
    pub fn challenge(challenge: &str) -> Self {
        let headers = [
            ("WWW-Authenticate", challenge),
            ("Content-Type", "application/json"),
        ];
        let body =
            format!(r#"{{"errors":[{{"code":"UNAUTHORIZED","message":"{UPSTREAM_TEXT}"}}]}}"#);
        Self::of(401, &headers, body.as_bytes())
    }

    /// Only a head, with exactly these headers; the connection closes after whatever is added.
    pub fn head(status: u16, headers: &[(&str, &str)]) -> Self {
        let mut head = format!("HTTP/1.1 {status} Scripted\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        Self::raw(head)
    }

    /// Exactly these bytes, then the end of the connection.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            steps: vec![Step::Send(bytes.into())],
            afterwards: Afterwards::Close,
        }
    }

    /// Accepts and says nothing.
    pub fn silence() -> Self {
        Self {
            steps: vec![Step::Hang],
            afterwards: Afterwards::Close,
        }
    }

    pub fn then_send(mut self, bytes: &[u8]) -> Self {
        self.steps.push(Step::Send(bytes.to_vec()));
        self
    }

    /// Sends so many patterned bytes (see [`super::patterned`]), in pieces, until the peer has had enough.
    pub fn then_flood(mut self, total: u64) -> Self {
        self.steps.push(Step::Flood { total });
        self
    }

    pub fn then_pause(mut self, pause: Duration) -> Self {
        self.steps.push(Step::Pause(pause));
        self
    }

    pub fn then_hang(mut self) -> Self {
        self.steps.push(Step::Hang);
        self
    }

    /// Leaves the connection open for another request, whatever was said.
    pub fn keeping_alive(self) -> Self {
        self.then(Afterwards::KeepAlive)
    }

    fn then(mut self, afterwards: Afterwards) -> Self {
        self.afterwards = afterwards;
        self
    }
}
