//! Which registries are served, and what each of them may send us to.
//!
//! A name is looked up in this order: what the operator denied, what the operator declared, the table of known registries
//! with the operator's additions, and, only with `--allow-any-public`, every other public name. Nothing here resolves or
//! dials: a name that is refused causes no look-up.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    egress::Policy,
    error::Error,
    host::{self, HostPattern},
    origin::{Origin, Scheme},
};

mod known;

/// How a tag is turned into bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagLookup {
    /// One GET.
    Get,
    /// HEAD, then GET by digest unless the digest is cached: Docker Hub counts GETs against its pull limit, not HEADs.
    HeadFirst,
}

/// Hosts that a registry may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Those of the list, over HTTPS on port 443.
    Pinned(Vec<HostPattern>),
    /// The registry's own registrable domain, over HTTPS on port 443.
    SameSite,
    /// Any public name, over HTTPS on port 443.
    AnyPublic,
}

/// One registry as it is reached.
#[derive(Clone, Debug)]
pub struct Registry {
    /// The name in paths, and the cache's key.
    pub name: Box<str>,
    /// The name in log lines: the row of the table, `other` for what no row names.
    pub label: Box<str>,
    /// Where it speaks the protocol.
    pub origin: Origin,
    /// Token servers.
    pub realms: Trust,
    /// Redirect targets.
    pub redirects: Trust,
    /// Exact origins that the operator trusts as token server or redirect target, whatever scheme and port.
    pub declared: Vec<Origin>,
    /// How tags are read.
    pub tags: TagLookup,
    /// What its connections may reach.
    pub policy: Arc<Policy>,
}

impl Registry {
    /// May a token be asked for at `realm`?
    pub fn trusts_realm(&self, realm: &Origin) -> bool {
        *realm == self.origin || self.declared.contains(realm) || self.fits(&self.realms, realm)
    }

    /// May a request be redirected to `target`?
    pub fn trusts_redirect(&self, target: &Origin) -> bool {
        *target == self.origin
            || self.declared.contains(target)
            || self.fits(&self.redirects, target)
    }

    fn fits(&self, trust: &Trust, target: &Origin) -> bool {
        let host = target.host();
        let public =
            target.scheme() == Scheme::Https && target.port() == 443 && host::is_dns_name(host);
        public
            && match trust {
                Trust::Pinned(patterns) => patterns.iter().any(|pattern| pattern.matches(host)),
                Trust::SameSite => host::same_site(host, self.origin.host()),
                Trust::AnyPublic => host::is_public_name(host),
            }
    }
}

/// An entry that an operator declared or allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name in paths.
    pub name: Box<str>,
    /// Where it speaks the protocol.
    pub origin: Origin,
    /// Trusted token servers; none: the registry's own site.
    pub realms: Vec<Box<str>>,
    /// Trusted redirect targets; none: the registry's own site.
    pub redirects: Vec<Box<str>>,
}

/// All registries of one process.
#[derive(Debug, Default)]
pub struct Registries {
    declared: BTreeMap<Box<str>, Arc<Registry>>,
    listed: BTreeMap<Box<str>, Arc<Registry>>,
    /// Rows with a `*`, and what a name that fits becomes.
    families: Vec<(HostPattern, Registry)>,
    denied: Vec<HostPattern>,
    any_public: Option<Arc<Policy>>,
    /// Names as the table and the operator write them, in order.
    names: Vec<Box<str>>,
}

impl Registries {
    /// The name by which a registry is asked for here, of the domain that people write: a declared one is also found by
    /// its host and port, and a loopback one by any name of this machine.
    pub fn called<'n>(&'n self, domain: &'n str) -> &'n str {
        let is_local = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let own = |registry: &&Arc<Registry>| {
            let origin = &registry.origin;
            let is_same_machine = domain.rsplit_once(':').is_some_and(|(host, port)| {
                is_local(host) && is_local(origin.host()) && port == origin.port().to_string()
            });
            origin.authority() == domain || is_same_machine
        };
        match self.declared.values().find(own) {
            Some(registry) if !self.is_declared(domain) => &registry.name,
            _ => domain,
        }
    }

    /// The default list, under the policy for public names.
    pub fn known(public: &Arc<Policy>) -> Registries {
        let mut registries = Registries::default();
        for row in known::KNOWN {
            let api = if row.api.is_empty() {
                row.name
            } else {
                row.api
            };
            let registry = Registry {
                name: row.name.into(),
                label: row.name.into(),
                origin: Origin::https(api),
                realms: Trust::Pinned(patterns(row.realms)),
                redirects: Trust::Pinned(patterns(row.redirects)),
                declared: Vec::new(),
                tags: row.tags,
                policy: Arc::clone(public),
            };
            registries.names.push(row.name.into());
            if row.name.contains('*') {
                registries.families.extend(
                    HostPattern::parse(row.name)
                        .ok()
                        .map(|pattern| (pattern, registry)),
                );
                continue;
            }
            let registry = Arc::new(registry);
            for name in row.aliases.iter().chain([&row.name]) {
                registries
                    .listed
                    .insert((*name).into(), Arc::clone(&registry));
            }
        }
        registries
    }

    /// Adds a public registry to the list.
    pub fn allow(&mut self, entry: &Entry, public: &Arc<Policy>) {
        self.names.push(entry.name.clone());
        self.listed.insert(
            entry.name.clone(),
            Arc::new(registry(entry, Vec::new(), public)),
        );
    }

    /// Adds an entry with a policy of its own; it wins over the list.
    pub fn declare(&mut self, entry: &Entry, trusted: Vec<Origin>, policy: &Arc<Policy>) {
        self.declared.insert(
            entry.name.clone(),
            Arc::new(registry(entry, trusted, policy)),
        );
    }

    /// Takes names away, whatever else allows them. A registry with several names goes when one of them does.
    pub fn deny(&mut self, pattern: HostPattern) {
        let mut gone: Vec<HostPattern> = self
            .listed
            .iter()
            .filter(|(name, _)| pattern.matches(name))
            .filter_map(|(_, registry)| HostPattern::parse(&registry.name).ok())
            .collect();
        gone.push(pattern);
        self.names.retain(|name| {
            !gone
                .iter()
                .any(|it| *it.as_str() == **name || it.matches(name))
        });
        self.denied.extend(gone);
    }

    /// Opens the proxy to every public name.
    pub fn allow_any_public(&mut self, public: &Arc<Policy>) {
        self.any_public = Some(Arc::clone(public));
    }

    /// True when `name` is that of a declared entry.
    pub fn is_declared(&self, name: &str) -> bool {
        self.declared.contains_key(name)
    }

    /// The registry of a name.
    ///
    /// # Errors
    /// [`Error::RegistryNotAllowed`] for every name that is not served.
    pub fn find(&self, name: &str) -> Result<Arc<Registry>, Error> {
        if self.denied.iter().any(|pattern| pattern.matches(name)) {
            return Err(Error::RegistryNotAllowed);
        }
        if let Some(registry) = self.declared.get(name).or_else(|| self.listed.get(name)) {
            return Ok(Arc::clone(registry));
        }
        if let Some((_, family)) = self
            .families
            .iter()
            .find(|(pattern, _)| pattern.matches(name) && !host::is_internationalized(name))
        {
            let registry = Registry {
                name: name.into(),
                origin: Origin::https(name),
                ..family.clone()
            };
            return Ok(Arc::new(registry));
        }
        match &self.any_public {
            Some(policy) if host::is_public_name(name) => Ok(Arc::new(Registry {
                name: name.into(),
                label: "other".into(),
                origin: Origin::https(name),
                realms: Trust::SameSite,
                redirects: Trust::AnyPublic,
                declared: Vec::new(),
                tags: TagLookup::Get,
                policy: Arc::clone(policy),
            })),
            _ => Err(Error::RegistryNotAllowed),
        }
    }

    /// The list, as the table and the operator write it.
    pub fn listed(&self) -> &[Box<str>] {
        &self.names
    }

    /// Declared entries by name.
    pub fn declared(&self) -> impl Iterator<Item = &Registry> {
        self.declared.values().map(|registry| &**registry)
    }
}

fn registry(entry: &Entry, declared: Vec<Origin>, policy: &Arc<Policy>) -> Registry {
    let trust = |names: &[Box<str>]| {
        if names.is_empty() {
            Trust::SameSite
        } else {
            Trust::Pinned(patterns(names))
        }
    };
    Registry {
        name: entry.name.clone(),
        label: entry.name.clone(),
        origin: entry.origin.clone(),
        realms: trust(&entry.realms),
        redirects: trust(&entry.redirects),
        declared,
        tags: TagLookup::Get,
        policy: Arc::clone(policy),
    }
}

/// Names with a port or an address are no patterns; they are among [`Registry::declared`] instead.
fn patterns(names: &[impl AsRef<str>]) -> Vec<HostPattern> {
    names
        .iter()
        .filter_map(|name| HostPattern::parse(name.as_ref()).ok())
        .collect()
}

#[cfg(test)]
mod tests;
