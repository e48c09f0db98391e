//! How much of everything: bytes, counts and times, in one place.

use std::time::Duration;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// Longest request target, in bytes.
pub const TARGET_LEN: usize = 4 * 1024;
/// Size of all header fields of a client's request, in bytes.
pub const CLIENT_HEADERS_LEN: usize = 16 * 1024;
/// Count of header fields of a client's request.
pub const CLIENT_HEADERS: usize = 64;
/// Time a client has for its request head, and for being idle between requests.
pub const CLIENT_HEAD: Duration = Duration::from_secs(10);
/// Time after which a client that takes no bytes is cut off.
pub const CLIENT_STALL: Duration = Duration::from_secs(20);
/// Connections at once.
pub const CONNECTIONS: usize = 4096;
/// Requests at once that need an upstream.
pub const IN_FLIGHT: usize = 512;
/// How long a request may wait for its turn.
pub const QUEUE: Duration = Duration::from_secs(2);

/// Size of an upstream's header block, in bytes.
pub const UPSTREAM_HEADERS_LEN: usize = 64 * 1024;
/// Count of an upstream's header fields.
pub const UPSTREAM_HEADERS: usize = 100;
/// Name look-up.
pub const DNS: Duration = Duration::from_secs(3);
/// TCP connection.
pub const CONNECT: Duration = Duration::from_secs(3);
/// TLS handshake.
pub const TLS: Duration = Duration::from_secs(5);
/// From sending a request to its response head.
pub const UPSTREAM_HEAD: Duration = Duration::from_secs(10);
/// Between two pieces of a body.
pub const UPSTREAM_IDLE: Duration = Duration::from_secs(10);
/// A whole answer but for blobs.
pub const UPSTREAM_TOTAL: Duration = Duration::from_secs(20);
/// A whole blob that is buffered.
pub const UPSTREAM_BLOB: Duration = Duration::from_secs(60);
/// Redirects per request.
pub const HOPS: u8 = 3;
/// Idle connections per upstream origin.
pub const POOL_IDLE: usize = 32;
/// How long an idle upstream connection is kept.
pub const POOL_IDLE_TIME: Duration = Duration::from_secs(60);
/// After this time names are looked up and judged again, even where a connection is kept busy.
pub const POOL_AGE: Duration = Duration::from_secs(600);

/// A tag list or referrers list, in bytes.
pub const LIST_LEN: u64 = 8 * MIB;
/// A token answer, in bytes.
pub const TOKEN_LEN: u64 = 64 * KIB;
/// One slice of a blob, and the largest body that is kept in memory, in bytes.
pub const SLICE_LEN: u64 = 8 * MIB;
/// The longest page of tags that is asked for.
pub const PAGE: u32 = 1000;

/// Pictures that are drawn at once.
pub const DRAWN_AT_ONCE: usize = 2;
/// Pictures that are kept, in bytes; twice, for those of the build and for those of registries.
pub const DRAWN_LEN: u64 = 16 * MIB;
/// How long the picture of a registry's image is kept.
pub const DRAWN_AGE: Duration = Duration::from_secs(60);
/// All documents that one picture is drawn from, in bytes.
pub const DRAWN_FROM: usize = 8 * 1024 * 1024;
/// Reading all of them.
pub const DRAWN_TIME: Duration = Duration::from_secs(20);

/// The limits that depend on the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A manifest or index, in bytes.
    pub manifest_len: u64,
    /// A whole blob, in bytes.
    pub blob_len: u64,
    /// The cache, in bytes.
    pub cache_len: u64,
}

impl Limits {
    /// For a proxy that anyone may reach.
    pub const PUBLIC: Limits = Limits {
        manifest_len: 4 * MIB,
        blob_len: 8 * MIB,
        cache_len: 256 * MIB,
    };
    /// For a proxy on the user's own machine.
    pub const LOCAL: Limits = Limits {
        manifest_len: 16 * MIB,
        blob_len: 4096 * MIB,
        cache_len: 1024 * MIB,
    };
}
