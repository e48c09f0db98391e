//! From flags to something that can run: every contradiction is found here, before a socket is opened.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use crate::{
    address::{Scope, scope},
    args::{Args, Mode},
    egress::{Policy, policy::Reach},
    host::{self, HostPattern, ParsePatternError},
    origin::{Origin, ParseOriginError, Scheme},
    registries::{Entry, Registries},
};

/// A registry as it stands on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared(pub Entry);

/// Addresses that stand in for DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    host: Box<str>,
    port: u16,
    addresses: Vec<SocketAddr>,
}

/// Why the process refuses to start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// P83 of the threat model: a public proxy must not be a door to a private network by accident.
    #[error(
        "registry `{name}` has the private address `{host}`, which public mode does not serve: use --mode local, or --allow-private-declared if everyone may read it"
    )]
    PrivateInPublic { name: Box<str>, host: Box<str> },
    /// `--allow-registry` adds to the public list, whose connections go to port 443 of public names only.
    #[error(
        "--allow-registry `{0}` is no public registry: write HOST, with realms and redirects that are hosts without a port, or declare it with --registry"
    )]
    NotPublic(Box<str>),
    /// Link-local, multicast and the like.
    #[error("registry `{name}` has the address `{host}`, which is never dialed")]
    ForbiddenAddress { name: Box<str>, host: Box<str> },
    /// The whole protection of local mode is that only this machine can connect.
    #[error(
        "--mode local listens on loopback only, not on `{0}`: use 127.0.0.1 or [::1], or --mode public"
    )]
    LocalNotLoopback(SocketAddr),
}

/// Why an entry cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseEntryError {
    /// No `NAME=`.
    #[error("`{0}` has no name: write NAME=URL")]
    NoName(String),
    /// A name that cannot stand in a path.
    #[error(
        "`{0}` is not a name: lower-case letters, digits and hyphens, in labels joined by dots"
    )]
    Name(String),
    /// An origin whose host is neither a name nor a plain address.
    #[error("`{0}` is neither a host name nor an address in its usual spelling")]
    Host(String),
    /// The URL is no origin.
    #[error(transparent)]
    Url(#[from] ParseOriginError),
    /// An option after `;` that is not known.
    #[error("`{0}` is not understood: write realm=HOST or redirect=PATTERN")]
    Option(String),
    /// A pattern that is none.
    #[error(transparent)]
    Pattern(#[from] ParsePatternError),
    /// An override that is none.
    #[error("`{0}` is not an override: write HOST:PORT:ADDR[,ADDR], IPv6 addresses in brackets")]
    Override(String),
}

impl FromStr for Declared {
    type Err = ParseEntryError;

    /// `NAME=URL[;…]`, or `HOST[;…]` for `https://HOST`.
    fn from_str(text: &str) -> Result<Declared, ParseEntryError> {
        let mut parts = text.split(';');
        let first = parts.next().unwrap_or_default();
        let (name, origin) = match first.split_once('=') {
            Some((name, url)) => (name, Origin::parse(url)?),
            None if host::is_dns_name(first) => (first, Origin::https(first)),
            None => return Err(ParseEntryError::NoName(text.to_owned())),
        };
        if !host::is_entry_name(name) {
            return Err(ParseEntryError::Name(name.to_owned()));
        }
        if !is_host(&origin) {
            return Err(ParseEntryError::Host(origin.host().to_owned()));
        }
        let mut entry = Entry {
            name: name.into(),
            origin,
            realms: Vec::new(),
            redirects: Vec::new(),
        };
        for part in parts {
            let (list, value) = match part.split_once('=') {
                Some(("realm", value)) => (&mut entry.realms, value),
                Some(("redirect", value)) => (&mut entry.redirects, value),
                _ => return Err(ParseEntryError::Option(part.to_owned())),
            };
            if exact_origins(Scheme::Https, value).is_empty() {
                HostPattern::parse(value)?;
            }
            list.push(value.into());
        }
        Ok(Declared(entry))
    }
}

impl FromStr for Override {
    type Err = ParseEntryError;

    fn from_str(text: &str) -> Result<Override, ParseEntryError> {
        let read = || {
            let (host, rest) = text.split_once(':')?;
            let (port, addresses) = rest.split_once(':')?;
            let port: u16 = port.parse().ok()?;
            let address = |text: &str| -> Option<SocketAddr> {
                let bare = text
                    .strip_prefix('[')
                    .map_or(Some(text), |text| text.strip_suffix(']'))?;
                Some(SocketAddr::new(bare.parse::<IpAddr>().ok()?, port))
            };
            let addresses = addresses
                .split(',')
                .map(address)
                .collect::<Option<Vec<_>>>()?;
            host::is_entry_name(host).then(|| Override {
                host: host.into(),
                port,
                addresses,
            })
        };
        read().ok_or_else(|| ParseEntryError::Override(text.to_owned()))
    }
}

fn is_host(origin: &Origin) -> bool {
    origin.literal().is_some() || host::is_entry_name(origin.host())
}

/// The origins that `authority` names without a `*`: under HTTPS, and under HTTP too for registries that are reached so.
fn exact_origins(scheme: Scheme, authority: &str) -> Vec<Origin> {
    let schemes: &[Scheme] = if scheme == Scheme::Http {
        &[Scheme::Http, Scheme::Https]
    } else {
        &[Scheme::Https]
    };
    schemes
        .iter()
        .filter_map(|scheme| Origin::of_authority(*scheme, authority))
        .filter(is_host)
        .collect()
}

/// The names that stand in for DNS, as the resolver wants them.
pub fn overrides(args: &Args) -> BTreeMap<(Box<str>, u16), Vec<SocketAddr>> {
    args.resolve
        .iter()
        .map(|entry| ((entry.host.clone(), entry.port), entry.addresses.clone()))
        .collect()
}

/// Everything that is served.
///
/// # Errors
/// When a declared entry contradicts the mode.
pub fn registries(args: &Args) -> Result<Registries, ConfigError> {
    if args.mode == Mode::Local && !args.listen.ip().is_loopback() {
        return Err(ConfigError::LocalNotLoopback(args.listen));
    }
    let public = Arc::new(Policy::public());
    let mut registries = Registries::known(&public);
    for Declared(entry) in &args.allow_registry {
        if !is_public(entry, &public) {
            return Err(ConfigError::NotPublic(entry.name.clone()));
        }
        registries.allow(entry, &public);
    }
    let private = args.mode == Mode::Local || args.allow_private_declared;
    for Declared(entry) in &args.registry {
        let trusted: Vec<Origin> = entry
            .realms
            .iter()
            .chain(&entry.redirects)
            .flat_map(|authority| exact_origins(entry.origin.scheme(), authority))
            .collect();
        let reachable: Vec<Origin> = trusted.iter().chain([&entry.origin]).cloned().collect();
        for origin in &reachable {
            judge(args, &entry.name, origin, private)?;
        }
        let reach = if private { Reach::Local } else { Reach::Public };
        registries.declare(
            entry,
            trusted,
            &Arc::new(Policy::declared(&entry.name, reachable, reach)),
        );
    }
    for pattern in &args.deny_registry {
        registries.deny(pattern.clone());
    }
    if args.allow_any_public {
        registries.allow_any_public(&public);
    }
    Ok(registries)
}

/// Can everything that the entry names be asked for by path, and be dialed as a public host?
fn is_public(entry: &Entry, public: &Policy) -> bool {
    let mut trusted = entry.realms.iter().chain(&entry.redirects);
    host::is_dns_name(&entry.name)
        && public.reach(&entry.origin).is_some()
        && trusted.all(|name| HostPattern::parse(name).is_ok())
}

/// What can be known about an origin's addresses without asking DNS.
fn judge(args: &Args, name: &str, origin: &Origin, private: bool) -> Result<(), ConfigError> {
    let overridden = args
        .resolve
        .iter()
        .filter(|entry| *entry.host == *origin.host())
        .flat_map(|entry| &entry.addresses);
    let mut scopes: Vec<Scope> = origin
        .literal()
        .into_iter()
        .chain(overridden.map(SocketAddr::ip))
        .map(scope)
        .collect();
    if host::is_special_use(origin.host()) {
        scopes.push(Scope::Loopback);
    }
    let (name, host) = (name.into(), origin.host().into());
    if scopes.contains(&Scope::Forbidden) {
        return Err(ConfigError::ForbiddenAddress { name, host });
    }
    if !private && scopes.iter().any(|scope| *scope != Scope::Public) {
        return Err(ConfigError::PrivateInPublic { name, host });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
