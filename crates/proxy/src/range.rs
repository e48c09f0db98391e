//! One slice of a blob: the `Range` field (RFC 9110 §14.2) as far as it is served here.

use hyper::header::HeaderValue;

use crate::limits;

/// A slice of at most [`limits::SLICE_LEN`] bytes; longer requests are cut, as RFC 9110 §15.3.7 allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From the byte at `first` to the one at `last`, both included. Invariant: `first <= last`.
    Between { first: u64, last: u64 },
    /// The last `len` bytes. Invariant: `len > 0`.
    Suffix { len: u64 },
}

impl ByteRange {
    /// Reads `bytes=0-1023`, `bytes=1024-` or `bytes=-512`; `None` for several ranges, other units and nonsense.
    pub fn parse(field: &str) -> Option<ByteRange> {
        let (first, last) = field
            .trim()
            .strip_prefix("bytes=")?
            .trim()
            .split_once('-')?;
        if first.is_empty() {
            let len = number(last)?.min(limits::SLICE_LEN);
            return (len > 0).then_some(ByteRange::Suffix { len });
        }
        let first = number(first)?;
        let longest = first.saturating_add(limits::SLICE_LEN - 1);
        let last = if last.is_empty() {
            longest
        } else {
            number(last)?
        };
        (first <= last).then_some(ByteRange::Between {
            first,
            last: last.min(longest),
        })
    }

    /// First and last byte of the slice in a blob of `size` bytes; `None` when it lies outside.
    pub fn within(self, size: u64) -> Option<(u64, u64)> {
        let end = size.checked_sub(1)?;
        match self {
            ByteRange::Between { first, last } => (first <= end).then_some((first, last.min(end))),
            ByteRange::Suffix { len } => Some((size.saturating_sub(len), end)),
        }
    }

    /// The field, written anew.
    pub fn to_header(self) -> HeaderValue {
        let text = match self {
            ByteRange::Between { first, last } => format!("bytes={first}-{last}"),
            ByteRange::Suffix { len } => format!("bytes=-{len}"),
        };
        HeaderValue::try_from(text).expect("digits and ASCII punctuation make a header value")
    }
}

/// `Content-Range: bytes 0-1023/4096` as first, last and (where it is told) whole size.
pub fn parse_content_range(field: &str) -> Option<(u64, u64, Option<u64>)> {
    let (range, size) = field.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (number(first)?, number(last)?);
    let size = if size == "*" {
        None
    } else {
        Some(number(size)?)
    };
    (first <= last && size.is_none_or(|size| last < size)).then_some((first, last, size))
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, expected: Option<&str>) {
        let range = ByteRange::parse(field).map(ByteRange::to_header);
        assert_eq!(
            range.as_ref().and_then(|value| value.to_str().ok()),
            expected,
            "{field}"
        );
    }

    #[test]
    fn one_range_is_read_and_written_anew() {
        check("bytes=0-1023", Some("bytes=0-1023"));
        check(" bytes= 5-5", Some("bytes=5-5"));
        check("bytes=-512", Some("bytes=-512"));
    }

    #[test]
    fn long_ranges_are_cut_to_a_slice() {
        check("bytes=10-", Some("bytes=10-8388617"));
        check("bytes=0-99999999999", Some("bytes=0-8388607"));
        check("bytes=-99999999999", Some("bytes=-8388608"));
    }

    #[test]
    fn everything_else_is_refused() {
        for field in [
            "",
            "bytes=",
            "bytes=-",
            "bytes=-0",
            "bytes=5-4",
            "bytes=0-1,3-4",
            "items=0-1",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=99999999999999999999-",
        ] {
            check(field, None);
        }
    }

    #[test]
    fn a_range_is_cut_to_the_blob() {
        let within = |field, size| ByteRange::parse(field).and_then(|range| range.within(size));
        assert_eq!(within("bytes=0-9", 5), Some((0, 4)));
        assert_eq!(within("bytes=5-9", 5), None);
        assert_eq!(within("bytes=-9", 5), Some((0, 4)));
        assert_eq!(within("bytes=-2", 5), Some((3, 4)));
        assert_eq!(within("bytes=0-", 0), None);
    }

    #[test]
    fn a_content_range_must_make_sense() {
        assert_eq!(parse_content_range("bytes 0-9/10"), Some((0, 9, Some(10))));
        assert_eq!(parse_content_range("bytes 0-9/*"), Some((0, 9, None)));
        for bad in ["bytes 9-0/10", "bytes 0-10/10", "bytes */10", "0-9/10", ""] {
            assert_eq!(parse_content_range(bad), None, "{bad}");
        }
    }
}
