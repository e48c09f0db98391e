//! Addresses of the site, as values: what a reader shares is what the page shows.
//!
//! `/i/<reference>?host=<platform>&rule=strict&from=sample&view=bytes&open=3` opens the inspector. Unknown keys are
//! ignored; a value that cannot be read is kept as [`HostParam::Unreadable`], so that the page can say so.

use tagprism_core::Platform;
use tagprism_core::resolve::Policy;

/// Where the bytes come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The registry, through a proxy or directly.
    #[default]
    Registry,
    /// Documents captured from a real registry server and shipped with the site.
    Sample,
    /// Figures written down earlier, with date and source; no bytes.
    Record,
    /// Text that the reader pasted; it stays in the browser.
    Paste,
}

impl Origin {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Registry => None,
            Self::Sample => Some("sample"),
            Self::Record => Some("record"),
            Self::Paste => Some("paste"),
        }
    }
}

/// Which part of the inspector is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Platforms and the verdict.
    #[default]
    Platforms,
    /// The exact bytes and their hash.
    Bytes,
}

/// The machine named in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HostParam {
    /// No `host` in the address.
    #[default]
    Absent,
    /// A platform.
    Given(Platform),
    /// Text that names no platform, as it was written.
    Unreadable(String),
}

impl HostParam {
    fn text(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Given(platform) => Some(platform.to_string()),
            Self::Unreadable(text) => Some(text.clone()),
        }
    }
}

/// The inspector's whole shareable state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectorUrl {
    /// The reference as it stands in the path, decoded; empty on the start page.
    pub reference: String,
    /// `host`
    pub host: HostParam,
    /// `rule`: `strict` asks for exactly the platform, as `--platform` does on local images.
    pub policy: Policy,
    /// `from`
    pub origin: Origin,
    /// `view`
    pub view: View,
    /// `open`: the entry that is unfolded, as the table numbers it (`3`, or `3.1` inside a nested index).
    pub open: Option<String>,
}

impl InspectorUrl {
    /// Reads an address: path and query below the base, undecoded.
    pub fn parse(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = |key| query_value(query, key);
        let reference = path
            .trim_start_matches('/')
            .strip_prefix("i/")
            .map(|rest| decode(rest.trim_end_matches('/')))
            .unwrap_or_default();
        let host = match query("host").filter(|text| !text.trim().is_empty()) {
            None => HostParam::Absent,
            Some(text) => match Platform::parse(text.trim(), &fallback_host()) {
                Ok(platform) => HostParam::Given(platform),
                Err(_) => HostParam::Unreadable(text),
            },
        };
        Self {
            reference,
            host,
            policy: match query("rule").as_deref() {
                Some("strict") => Policy::OnlyStrict,
                _ => Policy::Only,
            },
            origin: match query("from").as_deref() {
                Some("sample") => Origin::Sample,
                Some("record") => Origin::Record,
                Some("paste") => Origin::Paste,
                _ => Origin::Registry,
            },
            view: match query("view").as_deref() {
                Some("bytes") => View::Bytes,
                _ => View::Platforms,
            },
            open: query("open").filter(|text| {
                text.len() <= 32 && text.chars().all(|it| it.is_ascii_digit() || it == '.')
            }),
        }
    }

    /// The address, below `base` (which begins and ends with `/`).
    pub fn href(&self, base: &str) -> String {
        let mut href = format!("{base}i/{}", encode(&self.reference, PATH_SAFE));
        let host = self.host.text();
        let rule = (self.policy == Policy::OnlyStrict).then(|| "strict".to_owned());
        let view = (self.view == View::Bytes).then(|| "bytes".to_owned());
        let pairs = [
            ("host", host),
            ("rule", rule),
            ("from", self.origin.name().map(str::to_owned)),
            ("view", view),
            ("open", self.open.clone()),
        ];
        let mut separator = '?';
        for (key, value) in pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
        {
            href.push(separator);
            href.push_str(key);
            href.push('=');
            href.push_str(&encode(&value, QUERY_SAFE));
            separator = '&';
        }
        href
    }

    /// The same machine and rule, asked of another reference.
    #[must_use]
    pub fn for_reference(&self, reference: String, origin: Origin) -> Self {
        Self {
            reference,
            origin,
            view: View::Platforms,
            open: None,
            ..self.clone()
        }
    }
}

/// Whether a path below the base is one of the inspector's: `i`, and everything below it.
pub fn is_inspector(path: &str) -> bool {
    matches!(path.split(['/', '?']).next(), Some("i"))
}

/// Another page's address with another machine in it. Whatever else its query says stays.
pub fn with_host(address: &str, host: &HostParam) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let host = host
        .text()
        .map(|text| format!("host={}", encode(&text, QUERY_SAFE)));
    let mut pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("host="))
        .collect();
    pairs.extend(host.as_deref());
    match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", pairs.join("&")),
    }
}

/// What fills in a platform text that names only an architecture or only an operating system.
pub fn fallback_host() -> Platform {
    Platform::new("linux", "amd64", "")
}

/// A value as it stands in a query.
pub fn encode_query(value: &str) -> String {
    encode(value, QUERY_SAFE)
}

/// A value of a query as it was meant.
pub fn decode_query(value: &str) -> String {
    decode(value)
}

const PATH_SAFE: &[u8] = b"-._~/:@";
const QUERY_SAFE: &[u8] = b"-._~/:@(),";

fn encode(text: &str, safe: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || safe.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The first value of a key in a query, decoded as forms encode it.
fn query_value(query: &str, key: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == key)?;
    Some(decode(&value.replace('+', " ")))
}

/// Percent-decodes once; a broken escape stays as it was written.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(hex_byte);
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    if !text.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    u8::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_full_address_survives_the_round_trip() {
        let url = InspectorUrl {
            reference: "localhost:5000/a/b:1@sha256:00".to_owned(),
            host: HostParam::Given(Platform::new("linux", "arm", "v7")),
            policy: Policy::OnlyStrict,
            origin: Origin::Sample,
            view: View::Bytes,
            open: Some("3.1".to_owned()),
        };
        let href = url.href("/tagprism/");
        assert_eq!(
            href,
            "/tagprism/i/localhost:5000/a/b:1@sha256:00?host=linux/arm/v7&rule=strict&from=sample&view=bytes&open=3.1"
        );
        assert_eq!(
            InspectorUrl::parse(href.strip_prefix("/tagprism").unwrap()),
            url
        );
    }

    #[test]
    fn an_unreadable_host_is_kept_as_written() {
        assert_eq!(
            InspectorUrl::parse("/i/nginx?host=a/b/c/d/e").host,
            HostParam::Unreadable("a/b/c/d/e".to_owned())
        );
    }

    #[test]
    fn an_open_row_takes_only_numbers() {
        assert_eq!(InspectorUrl::parse("/i/nginx?open=%3Cb%3E").open, None);
    }

    #[test]
    fn a_query_is_read_as_forms_write_it() {
        let url =
            InspectorUrl::parse("/i/nginx?view=bytes&host=windows%2Famd64&host=linux&rule=strict");
        assert_eq!(url.view, View::Bytes);
        assert_eq!(
            url.host,
            HostParam::Given(Platform::new("windows", "amd64", ""))
        );
        assert_eq!(url.policy, Policy::OnlyStrict);
        assert_eq!(
            InspectorUrl::parse("/i/nginx?host=no+such/a/b/c").host,
            HostParam::Unreadable("no such/a/b/c".to_owned())
        );
    }

    #[track_caller]
    fn check_with_host(address: &str, host: &HostParam, expected: &str) {
        assert_eq!(with_host(address, host), expected);
    }

    #[test]
    fn another_machine_leaves_the_rest_of_a_query_alone() {
        let pi = HostParam::Given(Platform::new("linux", "arm", "v6"));
        check_with_host("/", &pi, "/?host=linux/arm/v6");
        check_with_host("/?a=1&host=linux&b=2", &pi, "/?a=1&b=2&host=linux/arm/v6");
        check_with_host("/learn?host=linux", &HostParam::Absent, "/learn");
    }

    #[track_caller]
    fn check_inspector(path: &str, expected: bool) {
        assert_eq!(is_inspector(path), expected);
    }

    #[test]
    fn the_inspector_owns_what_lies_below_i() {
        check_inspector("i", true);
        check_inspector("i?view=bytes", true);
        check_inspector("i/nginx:latest", true);
        check_inspector("", false);
        check_inspector("images", false);
        check_inspector("learn/i", false);
    }

    proptest! {
        #[test]
        fn any_text_in_the_path_survives(reference in "[^/]{1,40}") {
            let url = InspectorUrl { reference: reference.clone(), ..InspectorUrl::default() };
            prop_assert_eq!(InspectorUrl::parse(&url.href("/")).reference, reference);
        }
    }
}
