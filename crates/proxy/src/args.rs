//! The command line. Every flag can be set by the environment as well; lists are separated by spaces there.

use std::{net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

use clap::{Parser, ValueEnum};

use crate::{
    client::Network,
    config::{Declared, Override},
    host::HostPattern,
    origin::Origin,
    serve::address::SiteUrl,
};

/// Reads public container registries for the browser, and serves the Tagprism site beside them.
#[derive(Clone, Debug, Parser)]
#[command(name = "tagprism-proxy", version)]
pub struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(
        long,
        env = "TAGPRISM_LISTEN",
        value_name = "ADDR",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,
    /// If the port is taken, try the next N ports
    #[arg(
        long,
        env = "TAGPRISM_PORT_FALLBACK",
        value_name = "N",
        default_value_t = 0
    )]
    pub port_fallback: u16,
    /// Where to answer /healthz and /readyz
    #[arg(long, env = "TAGPRISM_ADMIN", value_name = "ADDR")]
    pub admin: Option<SocketAddr>,
    /// public: anyone may read, only public registries; local: this machine's own pages may read, private ones too
    #[arg(long, env = "TAGPRISM_MODE", value_enum, default_value_t = Mode::Public)]
    pub mode: Mode,
    /// Declare a registry under a name of your choice: `NAME=URL[;realm=HOST][;redirect=PATTERN]`, e.g.
    /// dev=http://127.0.0.1:5000. HOST and PATTERN may have a port; without one they mean the scheme's own
    #[arg(
        long,
        env = "TAGPRISM_REGISTRY",
        value_name = "ENTRY",
        value_delimiter = ' '
    )]
    pub registry: Vec<Declared>,
    /// Serve this public registry, too: `HOST[;realm=HOST][;redirect=PATTERN]`
    #[arg(
        long,
        env = "TAGPRISM_ALLOW_REGISTRY",
        value_name = "HOST",
        value_delimiter = ' '
    )]
    pub allow_registry: Vec<Declared>,
    /// Do not serve this registry (a pattern, e.g. *.pkg.dev)
    #[arg(
        long,
        env = "TAGPRISM_DENY_REGISTRY",
        value_name = "HOST",
        value_delimiter = ' '
    )]
    pub deny_registry: Vec<HostPattern>,
    /// Serve every registry with a public name
    #[arg(long, env = "TAGPRISM_ALLOW_ANY_PUBLIC")]
    pub allow_any_public: bool,
    /// In public mode, let declared registries have private and loopback addresses
    #[arg(long, env = "TAGPRISM_ALLOW_PRIVATE_DECLARED")]
    pub allow_private_declared: bool,
    /// Use these addresses instead of DNS; they are judged all the same. IPv6 in brackets
    #[arg(
        long,
        env = "TAGPRISM_RESOLVE",
        value_name = "HOST:PORT:ADDR[,ADDR]",
        value_delimiter = ' '
    )]
    pub resolve: Vec<Override>,
    /// PEM certificates to trust besides the web's own
    #[arg(long, env = "TAGPRISM_UPSTREAM_CA", value_name = "FILE")]
    pub upstream_ca: Option<PathBuf>,
    /// In local mode, let pages of this origin read, e.g. http://localhost:3000
    #[arg(
        long,
        env = "TAGPRISM_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ' '
    )]
    pub origin: Vec<Origin>,
    /// Reverse proxies whose X-Forwarded-For names the client
    #[arg(
        long,
        env = "TAGPRISM_TRUSTED_PROXY",
        value_name = "CIDR",
        value_delimiter = ' '
    )]
    pub trusted_proxy: Vec<Network>,
    /// The built site
    #[arg(long, env = "TAGPRISM_STATIC_DIR", value_name = "DIR")]
    pub static_dir: Option<PathBuf>,
    /// Where readers find the site, for links in pictures and badges: https://HOST/ or https://HOST/PATH/ [default: http
    /// and the host that was asked]
    #[arg(long, env = "TAGPRISM_SITE_URL", value_name = "URL")]
    pub site_url: Option<SiteUrl>,
    /// What log lines say about clients
    #[arg(long, env = "TAGPRISM_LOG_CLIENT", value_enum, default_value_t = LogClient::Off)]
    pub log_client: LogClient,
    /// How long to go on accepting after a stop signal, so that a load balancer can notice [default: 5s, local mode: 0s]
    #[arg(long, env = "TAGPRISM_DRAIN", value_name = "TIME", value_parser = parse_duration)]
    pub drain: Option<Duration>,
    /// How long running requests may take after that
    #[arg(long, env = "TAGPRISM_GRACE", value_name = "TIME", default_value = "20s", value_parser = parse_duration)]
    pub grace: Duration,
    /// Print the effective configuration and stop
    #[arg(long)]
    pub check_config: bool,
}

/// Who may read from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Any web page; nothing that can be read needs a network position.
    Public,
    /// Pages of this machine; the network position is the credential.
    Local,
}

impl Mode {
    /// The word in the start line.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Public => "public",
            Mode::Local => "local",
        }
    }
}

/// What log lines say about clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogClient {
    /// Nothing.
    Off,
    /// A keyed hash that changes with every start.
    Hash,
}

/// Reads `5s`, `500ms`, `2m` or `5` (seconds).
fn parse_duration(text: &str) -> Result<Duration, String> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let number = u64::from_str(number)
        .ok()
        .filter(|number| *number <= 1_000_000);
    match (number, unit) {
        (Some(number), "ms") => Ok(Duration::from_millis(number)),
        (Some(number), "s" | "") => Ok(Duration::from_secs(number)),
        (Some(number), "m") => Ok(Duration::from_secs(number * 60)),
        _ => Err("write a time as `5s`, `500ms` or `2m`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Args::command().debug_assert();
    }

    #[test]
    fn times_have_units() {
        assert_eq!(parse_duration("5s"), Ok(Duration::from_secs(5)));
        assert_eq!(parse_duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse_duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(parse_duration("7"), Ok(Duration::from_secs(7)));
        for bad in ["", "s", "5h", "-1s", "1.5s", "99999999999999999999s", "5 s"] {
            assert!(parse_duration(bad).is_err(), "{bad}");
        }
    }
}
