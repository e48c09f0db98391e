//! One line per request, as logfmt, on standard error.
//!
//! Every value is a number, a word of ours, or a name that an operator configured: never a path, a query, a client's
//! address or a byte of an upstream. `--log-client hash` adds a word per client that means nothing outside this process.

use std::{
    fmt::Write as _,
    io::Write as _,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use hyper::Response;
use tagprism_core::registry::budget::Budget;

use crate::{
    answer::{Body, CACHE},
    egress::connector::ConnectError,
    error::Resource,
};

/// What is learned about a request on its way.
#[derive(Debug, Default)]
pub struct Trail {
    /// The registry's row, once it is known.
    pub registry: Option<Box<str>>,
    /// What was asked for.
    pub resource: Option<Resource>,
    /// The word of the error contract.
    pub reason: Option<&'static str>,
    /// Why no connection was opened.
    pub why: Option<ConnectError>,
    /// Redirects followed.
    pub hops: u8,
    /// Time until upstreams had sent their heads.
    pub upstream: Duration,
    /// What the registry said is left of the pulls that it counts for us.
    pub budget: Option<Budget>,
}

/// A request as the line shows it.
pub struct Line<'a> {
    /// The id that the client got, too.
    pub id: &'a str,
    /// The method, or `other`.
    pub method: &'static str,
    /// The hashed client, where that is wanted.
    pub client: Option<u64>,
    /// When the head was read.
    pub started: Instant,
    /// What was learned.
    pub trail: &'a Trail,
}

impl Line<'_> {
    /// Writes the line. A full disk or a closed pipe must not stop the service, so failures are dropped.
    pub fn write(&self, response: &Response<Body>) {
        let mut text = self.text(response, SystemTime::now());
        text.push('\n');
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    fn text(&self, response: &Response<Body>, now: SystemTime) -> String {
        let trail = self.trail;
        let cache = response
            .headers()
            .get(CACHE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("-");
        let length = response
            .headers()
            .get(hyper::header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("0");
        let mut text = format!(
            "time={} id={} method={} registry={} kind={} status={} reason={} cache={cache} bytes={length} us={} upstream_us={} hops={}",
            Timestamp(now),
            self.id,
            self.method,
            trail.registry.as_deref().unwrap_or("-"),
            trail.resource.map_or("-", Resource::as_str),
            response.status().as_u16(),
            trail.reason.unwrap_or("-"),
            self.started.elapsed().as_micros(),
            trail.upstream.as_micros(),
            trail.hops,
        );
        if let Some(why) = trail.why {
            let _ = write!(text, " egress={why}");
        }
        if let Some(client) = self.client {
            let _ = write!(text, " client={client:016x}");
        }
        text
    }
}

/// Today, as `2026-11-29`, in UTC.
pub fn today() -> String {
    let mut text = Timestamp(SystemTime::now()).to_string();
    text.truncate(10);
    text
}

/// UTC in RFC 3339, to the millisecond.
struct Timestamp(SystemTime);

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let since = self.0.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (days, secs) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
        // Days to a civil date in the Gregorian calendar, counted in eras of 400 years that begin in March.
        let days = days + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{secs:02}.{:03}Z",
            since.subsec_millis()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{answer, error::Error};

    #[track_caller]
    fn check_time(secs: u64, expected: &str) {
        assert_eq!(
            Timestamp(UNIX_EPOCH + Duration::from_secs(secs)).to_string(),
            expected
        );
    }

    #[test]
    fn times_are_utc() {
        check_time(0, "1970-01-01T00:00:00.000Z");
        check_time(951_782_400, "2000-02-29T00:00:00.000Z");
        check_time(1_798_761_599, "2026-12-31T23:59:59.000Z");
        check_time(4_102_444_800, "2100-01-01T00:00:00.000Z");
    }

    #[test]
    fn a_line_has_words_and_numbers_only() {
        let trail = Trail {
            registry: Some("ghcr.io".into()),
            resource: Some(Resource::Blob),
            reason: Some("not_found"),
            ..Trail::default()
        };
        let line = Line {
            id: "a-1",
            method: "GET",
            client: Some(1),
            started: Instant::now(),
            trail: &trail,
        };
        let text = line.text(
            &answer::refusal(&Error::NotFound(Resource::Blob), false),
            UNIX_EPOCH,
        );
        assert!(text.starts_with("time=1970-01-01T00:00:00.000Z id=a-1 method=GET registry=ghcr.io kind=blob status=404 reason=not_found cache=- bytes="), "{text}");
        assert!(text.ends_with("client=0000000000000001"), "{text}");
    }
}
