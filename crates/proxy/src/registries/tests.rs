//! Who is served, and whom each registry may send us to.

use super::*;
use crate::egress::policy::Reach;

fn served() -> Registries {
    Registries::known(&Arc::new(Policy::public()))
}

fn entry(name: &str, origin: &str) -> Entry {
    Entry {
        name: name.into(),
        origin: Origin::parse(origin).expect("an origin"),
        realms: Vec::new(),
        redirects: Vec::new(),
    }
}

#[track_caller]
fn check(registries: &Registries, name: &str, expected: Option<&str>) {
    let found = registries
        .find(name)
        .ok()
        .map(|registry| registry.origin.to_string());
    assert_eq!(found.as_deref(), expected, "{name}");
}

#[test]
fn the_table_is_well_formed() {
    assert_eq!(served().listed().len(), 14);
    for row in known::KNOWN {
        for pattern in row.redirects.iter().chain(row.realms) {
            assert!(HostPattern::parse(pattern).is_ok(), "{pattern}");
        }
    }
}

#[test]
fn listed_names_lead_to_their_api_host() {
    let registries = served();
    check(
        &registries,
        "docker.io",
        Some("https://registry-1.docker.io"),
    );
    check(&registries, "ghcr.io", Some("https://ghcr.io"));
    check(&registries, "eu.gcr.io", Some("https://eu.gcr.io"));
    check(
        &registries,
        "us-docker.pkg.dev",
        Some("https://us-docker.pkg.dev"),
    );
}

#[test]
fn other_names_are_refused_by_default() {
    for name in [
        "evil.example",
        "pkg.dev",
        "a.b.pkg.dev",
        "ghcr.io.evil.example",
        "xghcr.io",
        "xn--ghr-9ma.gcr.io",
    ] {
        check(&served(), name, None);
    }
}

#[test]
fn any_public_excludes_names_of_this_network() {
    let mut registries = served();
    registries.allow_any_public(&Arc::new(Policy::public()));
    check(
        &registries,
        "registry.example.com",
        Some("https://registry.example.com"),
    );
    check(&registries, "metadata.google.internal", None);
    check(&registries, "x.local", None);
}

#[test]
fn denying_wins_over_everything() {
    let mut registries = served();
    registries.allow_any_public(&Arc::new(Policy::public()));
    registries.deny(HostPattern::parse("ghcr.io").expect("a pattern"));
    check(&registries, "ghcr.io", None);
    assert_eq!(registries.listed().len(), 13);
}

#[test]
fn denying_one_name_of_a_registry_denies_the_others() {
    for alias in ["docker.io", "index.docker.io", "*.docker.io"] {
        let mut registries = served();
        registries.allow_any_public(&Arc::new(Policy::public()));
        registries.deny(HostPattern::parse(alias).expect("a pattern"));
        check(&registries, "docker.io", None);
        assert_eq!(registries.listed().len(), 13, "{alias}");
    }
}

#[test]
fn a_declared_entry_wins_over_the_list() {
    let mut registries = served();
    let origin = Origin::parse("http://127.0.0.1:5000").expect("an origin");
    registries.declare(
        &entry("ghcr.io", "http://127.0.0.1:5000"),
        vec![],
        &Arc::new(Policy::declared("ghcr.io", vec![origin], Reach::Local)),
    );
    check(&registries, "ghcr.io", Some("http://127.0.0.1:5000"));
    assert!(registries.is_declared("ghcr.io"));
}

#[test]
fn realms_are_pinned_for_known_registries() {
    let hub = served().find("docker.io").expect("listed");
    assert!(hub.trusts_realm(&Origin::https("auth.docker.io")));
    assert!(!hub.trusts_realm(&Origin::https("other.docker.io")));
    assert!(!hub.trusts_realm(&Origin::new(Scheme::Http, "auth.docker.io", 80)));
    assert!(!hub.trusts_realm(&Origin::new(Scheme::Https, "auth.docker.io", 8443)));
}

#[test]
fn realms_of_other_registries_stay_on_their_site() {
    let mut registries = served();
    registries.allow(
        &entry("registry.example.com", "https://registry.example.com"),
        &Arc::new(Policy::public()),
    );
    let registry = registries.find("registry.example.com").expect("allowed");
    assert!(registry.trusts_realm(&Origin::https("auth.example.com")));
    assert!(!registry.trusts_realm(&Origin::https("auth.example.org")));
}

#[test]
fn redirects_follow_the_patterns_of_the_row() {
    let hub = served().find("docker.io").expect("listed");
    assert!(hub.trusts_redirect(&Origin::https("production.cloudflare.docker.com")));
    assert!(hub.trusts_redirect(&Origin::https(
        "docker-images-prod.abc123.r2.cloudflarestorage.com"
    )));
    assert!(!hub.trusts_redirect(&Origin::https("evil.r2.cloudflarestorage.com")));
    assert!(!hub.trusts_redirect(&Origin::https("169.254.169.254")));
}
