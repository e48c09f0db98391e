//! Queries of addresses, as forms encode them: <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>.

use tagprism_core::percent;

/// What stands for itself besides what every query may have: platforms and references stay readable.
const KEPT: &[u8] = b"@(),";
/// More pairs than that are no query of ours.
const MAX_PAIRS: usize = 64;

/// The decoded pairs of a query, which may begin with `?`. A broken escape stays as it was written.
#[must_use]
pub fn read(query: &str) -> Vec<(String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(MAX_PAIRS)
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Pairs as [`crate::State::read`] takes them.
pub fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> + Clone {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

/// A query without `?`.
#[must_use]
pub fn write<N: AsRef<str>>(pairs: &[(N, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name.as_ref());
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

/// A value as it stands in a query or in a path.
#[must_use]
pub fn encode(text: &str) -> String {
    percent::encode_but(text, KEPT)
}

/// A value as it was meant; `+` is a space.
#[must_use]
pub fn decode(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(&text.replace('+', " "))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &[(&str, &str)]) {
        let pairs = read(query);
        assert_eq!(borrowed(&pairs).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn queries_are_decoded_once() {
        check("", &[]);
        check("?&&", &[]);
        check("?a=b&c", &[("a", "b"), ("c", "")]);
        check("a=%2541+b%2B", &[("a", "%41 b+")]);
        check("a=%4&b=%zz&c=%", &[("a", "%4"), ("b", "%zz"), ("c", "%")]);
        check("a=%ff", &[("a", "\u{fffd}")]);
    }

    #[test]
    fn a_query_has_an_end() {
        assert_eq!(read(&"a=1&".repeat(9_999)).len(), MAX_PAIRS);
    }

    #[test]
    fn values_survive() {
        for value in ["nginx:latest@sha256:00", "a&b=c#d é%41+ ", "\"<>'"] {
            let written = write(&[("image", value.to_owned())]);
            check(&written, &[("image", value)]);
        }
    }
}
