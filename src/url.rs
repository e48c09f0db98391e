//! Addresses of the site, as values: what a reader shares is what the page shows.
//!
//! `/i/<reference>?host=<platform>&rule=strict&from=sample&view=bytes&open=3` opens the inspector. Unknown keys are
//! ignored; a value that cannot be read is kept as [`HostParam::Unreadable`], so that the page can say so.

use tagprism_core::{Platform, Reference, intake::KnownError, percent, resolve::Policy};

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
    /// What each client makes of each entry.
    Board,
    /// The exact bytes and their hash.
    Bytes,
    /// No image, but many: what machines get of a stack.
    Stack,
    /// Its pull, played. This view has addresses of its own: `pull/nginx:latest`.
    Flow,
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
    /// `machine`: which of the machines whose engines state that platform, by its id.
    pub machine: Option<String>,
    /// `rule`: `strict` asks for exactly the platform, as `--platform` does on local images.
    pub policy: Policy,
    /// `from`
    pub origin: Origin,
    /// `view`
    pub view: View,
    /// `open`: the entry that is unfolded, as the table numbers it (`3`, or `3.1` inside a nested index).
    pub open: Option<String>,
    /// `message`: the message that the reader pasted and wants explained, by its name. The text itself stays out.
    pub message: Option<KnownError>,
    /// What the figure of the view says in the query, undecoded: `step=6&net=train` of the player, `board-client=podman` of the
    /// board. Empty in the other views.
    pub figured: String,
}

/// The folders that addresses of images lie in, and what each shows.
const IMAGES: &str = "i";
const PULLS: &str = "pull";

impl InspectorUrl {
    /// Reads an address: path and query below the base, undecoded.
    pub fn parse(address: &str) -> Self {
        let (path, all) = address.split_once('?').unwrap_or((address, ""));
        let query = |key| query_value(all, key);
        let path = path.trim_start_matches('/');
        let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_flow = folder == PULLS;
        let reference = match is_flow || folder == IMAGES {
            true => decode(rest.trim_end_matches('/')),
            false => String::new(),
        };
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
            machine: query(MACHINE).filter(|id| is_id(id)),
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
                // The player has a `view` of its own.
                _ if is_flow => View::Flow,
                Some("bytes") => View::Bytes,
                Some(BOARD) => View::Board,
                Some(STACK) if rest.is_empty() => View::Stack,
                _ => View::Platforms,
            },
            open: query("open").filter(|text| {
                text.len() <= 32 && text.chars().all(|it| it.is_ascii_digit() || it == '.')
            }),
            message: query(MESSAGE).and_then(|name| message_of(&name)),
            figured: if is_flow {
                played(all)
            } else if let Some(tool @ (BOARD | STACK)) = query("view").as_deref() {
                of_tool(tool, all)
            } else {
                String::new()
            },
        }
    }

    /// The address, below `base` (which begins and ends with `/`).
    pub fn href(&self, base: &str) -> String {
        let is_flow = self.view == View::Flow;
        let folder = if is_flow { PULLS } else { IMAGES };
        let mut href = format!("{base}{folder}");
        // The player has an image of its own; the inspector's start page ends with the slash that it always had.
        if !(is_flow && self.reference.is_empty()) {
            href.push('/');
            href.push_str(&percent::encode_but(&self.reference, PATH_SAFE));
        }
        let host = self.host.text();
        let rule = (self.policy == Policy::OnlyStrict).then(|| "strict".to_owned());
        let view = match self.view {
            View::Bytes => Some("bytes".to_owned()),
            View::Board => Some(BOARD.to_owned()),
            View::Stack => Some(STACK.to_owned()),
            View::Platforms | View::Flow => None,
        };
        let pairs = [
            ("host", host),
            (MACHINE, self.machine.clone()),
            ("rule", rule),
            ("from", self.origin.name().map(str::to_owned)),
            ("view", view),
            ("open", self.open.clone().filter(|_| !is_flow)),
            (
                MESSAGE,
                self.message
                    .filter(|_| !is_flow)
                    .map(|it| it.name().to_owned()),
            ),
        ];
        let mut separator = '?';
        for (key, value) in pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
        {
            href.push(separator);
            href.push_str(key);
            href.push('=');
            href.push_str(&percent::encode_but(&value, QUERY_SAFE));
            separator = '&';
        }
        if matches!(self.view, View::Flow | View::Board | View::Stack) && !self.figured.is_empty() {
            href.push(separator);
            href.push_str(&self.figured);
        }
        href
    }

    /// What the player of this address tells: `Pull` or `Push`.
    pub fn direction(&self) -> &'static str {
        match self.figured.split('&').any(|it| it == "direction=push") {
            true => "Push",
            false => "Pull",
        }
    }

    /// The same machine and rule, asked of another reference.
    #[must_use]
    pub fn for_reference(&self, reference: String, origin: Origin) -> Self {
        Self {
            origin,
            view: match self.view {
                view @ (View::Flow | View::Board) => view,
                View::Platforms | View::Bytes | View::Stack => View::Platforms,
            },
            open: None,
            // A message that named no image is about the one that is named next.
            message: self.message.filter(|_| {
                self.reference.is_empty() || is_same_image(&self.reference, &reference)
            }),
            reference,
            // A step belongs to one pull; a client is compared with on any image.
            figured: match self.view {
                View::Board => self.figured.clone(),
                View::Platforms | View::Bytes | View::Flow | View::Stack => String::new(),
            },
            ..self.clone()
        }
    }
}

/// The name of the board, in `view` and before its own parameters.
const BOARD: &str = "board";

/// The name of the stack, in the same places.
const STACK: &str = "stack";

/// What of a query is that tool's.
fn of_tool(tool: &str, query: &str) -> String {
    let is_ours = |pair: &&str| {
        pair.strip_prefix(tool)
            .is_some_and(|it| it.starts_with('-'))
    };
    let pairs: Vec<&str> = query.split('&').filter(is_ours).collect();
    pairs.join("&")
}

/// What of a query is the player's.
fn played(query: &str) -> String {
    let is_ours = |pair: &&str| {
        let key = pair.split_once('=').map_or(*pair, |(key, _)| key);
        matches!(key, "host" | MACHINE | "rule" | "from" | "")
    };
    let pairs: Vec<&str> = query.split('&').filter(|pair| !is_ours(pair)).collect();
    pairs.join("&")
}

/// Whether a path below the base is one of the inspector's: `i` and `pull`, and everything below them.
pub fn is_inspector(path: &str) -> bool {
    matches!(path.split(['/', '?']).next(), Some(IMAGES | PULLS))
}

/// The key of a message.
const MESSAGE: &str = "message";

fn message_of(name: &str) -> Option<KnownError> {
    KnownError::ALL.into_iter().find(|it| it.name() == name)
}

/// Whether two texts name the same image.
fn is_same_image(one: &str, other: &str) -> bool {
    let meant = |text: &str| Reference::parse(text).map(|it| it.with_default_tag().familiar());
    one == other || meant(one).is_ok_and(|one| meant(other) == Ok(one))
}

/// The key of a machine's id.
const MACHINE: &str = "machine";

fn is_id(text: &str) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=32).contains(&text.len()) && text.bytes().all(is_fit)
}

/// Another page's address with another machine in it. Whatever else its query says stays.
pub fn with_host(address: &str, host: &HostParam, machine: Option<&str>) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let host = host
        .text()
        .map(|text| format!("host={}", percent::encode_but(&text, QUERY_SAFE)));
    let mut pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let key = pair.split('=').next().unwrap_or_default();
            !matches!(key, "" | "host" | MACHINE)
        })
        .collect();
    let machine = machine.map(|id| format!("{MACHINE}={id}"));
    pairs.extend(host.as_deref());
    pairs.extend(machine.as_deref());
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
    percent::encode_but(value, QUERY_SAFE)
}

/// A value of a query as it was meant.
pub fn decode_query(value: &str) -> String {
    decode(value)
}

const PATH_SAFE: &[u8] = b"@";
const QUERY_SAFE: &[u8] = b"@(),";

/// The first value of a key in a query, decoded as forms encode it.
fn query_value(query: &str, key: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == key)?;
    Some(decode(&value.replace('+', " ")))
}

/// Percent-decodes once; a broken escape stays as it was written.
fn decode(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(text)).into_owned()
}

#[cfg(test)]
mod tests;
