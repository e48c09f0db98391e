//! What the connections of one registry may reach.
//!
//! There is one policy for all public names and one per declared entry, so declaring a registry on loopback never opens
//! loopback to anything else.

use std::net::IpAddr;

use crate::{
    address::{Scope, scope},
    host,
    origin::{Origin, Scheme},
};

/// Exact origins that an operator named, and how far those may reach.
#[derive(Debug)]
pub struct Policy {
    name: Box<str>,
    declared: Vec<Origin>,
    reach: Reach,
}

/// Addresses that one destination may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses.
    Public,
    /// Public, private and loopback addresses.
    Local,
}

impl Policy {
    /// HTTPS on port 443 of public names.
    pub fn public() -> Policy {
        Policy {
            name: "".into(),
            declared: Vec::new(),
            reach: Reach::Public,
        }
    }

    /// The same, and these exact origins of a declared entry, which may have public addresses, or also those of `reach`.
    pub fn declared(name: &str, origins: Vec<Origin>, reach: Reach) -> Policy {
        Policy {
            name: name.into(),
            declared: origins,
            reach,
        }
    }

    /// The declared entry that it belongs to; empty for the public policy.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far a destination may reach; `None`: it may not be dialed at all.
    pub fn reach(&self, target: &Origin) -> Option<Reach> {
        if self.declared.contains(target) {
            return Some(self.reach);
        }
        let name = target.host();
        let public = target.scheme() == Scheme::Https && target.port() == 443;
        (public && host::is_dns_name(name) && !host::is_special_use(name)).then_some(Reach::Public)
    }
}

impl Reach {
    /// May this address be dialed?
    pub fn admits(self, ip: IpAddr) -> bool {
        match scope(ip) {
            Scope::Public => true,
            Scope::Loopback | Scope::Private => self == Reach::Local,
            Scope::Forbidden => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        Origin::parse(text).expect("an origin")
    }

    #[test]
    fn the_public_policy_reaches_https_names_on_443_only() {
        let policy = Policy::public();
        assert_eq!(
            policy.reach(&origin("https://ghcr.io")),
            Some(Reach::Public)
        );
        for text in [
            "http://ghcr.io",
            "https://ghcr.io:8443",
            "https://127.0.0.1",
            "https://[::1]",
            "https://x.internal",
            "https://localhost",
        ] {
            assert_eq!(policy.reach(&origin(text)), None, "{text}");
        }
    }

    #[test]
    fn a_declared_entry_opens_its_own_port_and_no_other() {
        let policy = Policy::declared("dev", vec![origin("http://127.0.0.1:5000")], Reach::Local);
        assert_eq!(
            policy.reach(&origin("http://127.0.0.1:5000")),
            Some(Reach::Local)
        );
        assert_eq!(policy.reach(&origin("http://127.0.0.1:5001")), None);
        assert_eq!(policy.reach(&origin("https://127.0.0.1:5000")), None);
        assert_eq!(
            policy.reach(&origin("https://cdn.example.com")),
            Some(Reach::Public)
        );
    }

    #[test]
    fn metadata_addresses_are_out_of_reach_even_for_declared_entries() {
        let admits = |ip: &str| Reach::Local.admits(ip.parse().expect("an address"));
        assert!(admits("127.0.0.1") && admits("10.0.0.1") && admits("8.8.8.8"));
        assert!(!admits("169.254.169.254") && !admits("::ffff:127.0.0.1"));
        assert!(!Reach::Public.admits("10.0.0.1".parse().expect("an address")));
    }
}
