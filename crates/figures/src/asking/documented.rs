//! What the recording cannot have, from the documentation and the source code of others.

use super::{Exchange, recording::Outcome};

/// An answer that somebody else describes.
pub(super) struct Documented {
    pub(super) title: &'static str,
    /// Lines of an exchange; empty where words say it better.
    pub(super) lines: &'static [&'static str],
    pub(super) note: &'static str,
    pub(super) source: &'static str,
    pub(super) url: &'static str,
}

/// The one that is closest to the exchange at hand.
pub(super) fn about(exchange: &Exchange) -> &'static Documented {
    match exchange.answer.outcome() {
        Outcome::TokenFirst => &TOKEN,
        Outcome::NotAccepted => &SAME_WORDS,
        Outcome::Image => &STILL_EXCHANGED,
        Outcome::OldImage => &NO_LONGER_OLD,
        Outcome::List => &TOO_MANY,
    }
}

/// Version 3 of the server that was recorded in version 2.
const VERSION_3: &str = "CNCF Distribution 3, source code";
const VERSION_3_URL: &str = "https://github.com/distribution/distribution/blob/00f0ef83d54a9df22a703bd07f01308aaf565d08/registry/handlers/manifests.go";

const TOKEN: Documented = Documented {
    title: "Next, Docker Hub gives a token",
    lines: &[
        "GET /token?service=registry.docker.io&scope=repository:library/nginx:pull HTTP/1.1",
        "Host: auth.docker.io",
        "",
        "HTTP/1.1 200 OK",
        "",
        "{\"token\": \"…\", \"expires_in\": …, \"issued_at\": \"…\"}",
    ],
    note: "The client then sends the first request again, with the token. Its scope names a repository and an action, and again no platform. Where no lifetime is given, a token lasts 60 seconds.",
    source: "Distribution, token authentication",
    url: "https://distribution.github.io/distribution/spec/auth/token/",
};

const SAME_WORDS: Documented = Documented {
    title: "Version 3 says the same",
    lines: &[],
    note: "CNCF Distribution 3 refuses with the same code and the same words. It compares the four exact types; a wildcard does not count.",
    source: VERSION_3,
    url: VERSION_3_URL,
};

const STILL_EXCHANGED: Documented = Documented {
    title: "Version 3 does the same",
    lines: &[],
    note: "CNCF Distribution 3 still takes the linux/amd64 entry for clients that cannot read a Docker list, and answers 404 if there is none. Asked by digest it exchanges nothing: other bytes would have another digest.",
    source: VERSION_3,
    url: VERSION_3_URL,
};

const NO_LONGER_OLD: Documented = Documented {
    title: "Version 3 refuses",
    lines: &[
        "HTTP/1.1 400 Bad Request",
        "",
        "MANIFEST_INVALID: Schema 2 manifest not supported by client",
    ],
    note: "CNCF Distribution 3 takes the linux/amd64 entry too, but no longer writes it in the format of before 2016; a client that accepts no newer one is refused.",
    source: VERSION_3,
    url: VERSION_3_URL,
};

const TOO_MANY: Documented = Documented {
    title: "Asked too often: 429",
    lines: &["HTTP/1.1 429 Too Many Requests"],
    note: "Docker Hub counts pulls: without a login 100 in six hours for each IPv4 address or IPv6 /64 network, 200 with a free account. HEAD is not counted. Its header ratelimit-limit says 100;w=21600: 100 in 21,600 seconds.",
    source: "Docker Hub, pull usage and limits",
    url: "https://docs.docker.com/docker-hub/usage/pulls/",
};
