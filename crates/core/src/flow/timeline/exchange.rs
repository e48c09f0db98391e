//! Who takes part, and what they say to each other.

/// A request and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Who is asked.
    pub to: Actor,
    /// The host, as far as it is known.
    pub host: String,
    /// Method and path: `GET /v2/library/nginx/manifests/latest`.
    pub request: String,
    /// Header fields of the request.
    pub sent: Vec<(&'static str, String)>,
    /// The status: `200 OK`.
    pub status: String,
    /// Header fields of the answer.
    pub received: Vec<(String, String)>,
    /// What the body is, in words, or its beginning.
    pub body: String,
    /// One line about the answer.
    pub meaning: String,
    /// Where status and header fields come from.
    pub origin: Origin,
}

/// Where an exchange comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Made up after the clients' sources; what only a capture could give is left out.
    #[default]
    Simulated,
    /// The answer was captured.
    Captured,
}

impl Origin {
    /// The word that stands beside it.
    #[must_use]
    pub fn label(self) -> &'static str {
        ["simulated", "captured"][self as usize]
    }
}

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The command line.
    You,
    /// Resolver, content store, unpacker.
    Engine,
    /// The registry's API.
    Registry,
    /// Hands out tokens.
    Tokens,
    /// Where the registry keeps blobs, often a content network.
    Blobs,
}

impl Actor {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        ["You", "Engine", "Registry", "Token service", "Blob store"][self as usize]
    }
}

/// Everybody who takes part, from left to right.
pub const ACTORS: [Actor; 5] = [
    Actor::You,
    Actor::Engine,
    Actor::Registry,
    Actor::Tokens,
    Actor::Blobs,
];
