//! Flags that fit together, and flags that do not.

use clap::Parser as _;

use super::*;

fn args(flags: &[&str]) -> Args {
    Args::try_parse_from([&["tagprism-proxy"], flags].concat()).expect("flags that can be read")
}

#[track_caller]
fn check_err(flags: &[&str], expected: &str) {
    let text = registries(&args(flags))
        .expect_err("a contradiction")
        .to_string();
    assert!(text.contains(expected), "{text}");
}

#[track_caller]
fn check_unreadable(entry: &str, expected: &str) {
    assert_eq!(
        entry
            .parse::<Declared>()
            .expect_err("unreadable")
            .to_string(),
        expected
    );
}

#[test]
fn a_private_address_is_refused_in_public_mode() {
    for url in [
        "http://127.0.0.1:5000",
        "http://[::1]:5000",
        "http://localhost:5000",
        "https://10.1.2.3",
        "http://x.internal",
    ] {
        check_err(
            &["--registry", &format!("dev={url}")],
            "which public mode does not serve",
        );
    }
    check_err(
        &[
            "--registry",
            "dev=https://r.example.com",
            "--resolve",
            "r.example.com:443:10.0.0.1",
        ],
        "public mode",
    );
    check_err(
        &[
            "--registry",
            "dev=https://r.example.com;realm=127.0.0.1:5001",
        ],
        "public mode",
    );
}

#[test]
fn local_mode_and_the_override_allow_private_addresses() {
    for flags in [
        ["--mode=local", "--registry=dev=http://127.0.0.1:5000"],
        [
            "--allow-private-declared",
            "--registry=dev=http://127.0.0.1:5000",
        ],
    ] {
        let registries = registries(&args(&flags)).expect("a configuration");
        assert!(registries.is_declared("dev"));
    }
}

#[test]
fn some_addresses_are_refused_in_every_mode() {
    check_err(
        &["--mode=local", "--registry=dev=http://169.254.169.254"],
        "never dialed",
    );
}

#[test]
fn local_mode_listens_on_loopback_only() {
    check_err(
        &["--mode=local", "--listen=0.0.0.0:8080"],
        "listens on loopback only",
    );
}

#[test]
fn only_public_registries_are_added_to_the_public_list() {
    for entry in [
        "dev=https://registry.example.com",
        "registry.example.com=http://registry.example.com",
        "registry.example.com=https://registry.example.com:8443",
        "registry.example.com=https://127.0.0.1",
        "registry.local",
        "registry.example.com;realm=auth.example.com:8443",
    ] {
        check_err(&["--allow-registry", entry], "is no public registry");
    }
    let flags =
        ["--allow-registry=r.example.com;realm=auth.example.com;redirect=*.cdn.example.com"];
    let registries = registries(&args(&flags)).expect("a configuration");
    assert!(registries.find("r.example.com").is_ok());
}

#[test]
fn entries_have_names_urls_and_options() {
    let Declared(entry) =
        "dev=http://127.0.0.1:5000;realm=127.0.0.1:5001;redirect=*.cdn.example.com"
            .parse()
            .expect("an entry");
    assert_eq!(entry.origin.to_string(), "http://127.0.0.1:5000");
    assert_eq!((entry.realms.len(), entry.redirects.len()), (1, 1));
    let Declared(entry) = "registry.example.com;realm=auth.example.com"
        .parse()
        .expect("an entry");
    assert_eq!(entry.origin.to_string(), "https://registry.example.com");
}

#[test]
fn unreadable_entries_say_what_to_write() {
    check_unreadable("dev", "`dev` has no name: write NAME=URL");
    check_unreadable(
        "Dev=http://a.example",
        "`Dev` is not a name: lower-case letters, digits and hyphens, in labels joined by dots",
    );
    check_unreadable(
        "dev=http://127.1:5000",
        "`127.1` is neither a host name nor an address in its usual spelling",
    );
    check_unreadable(
        "dev=http://a.example;x=y",
        "`x=y` is not understood: write realm=HOST or redirect=PATTERN",
    );
    assert!("dev=ftp://a".parse::<Declared>().is_err());
    assert!(
        "dev=http://a.example;redirect=*"
            .parse::<Declared>()
            .is_err()
    );
}

#[test]
fn a_realm_of_a_plain_registry_may_be_plain_too() {
    let registries = registries(&args(&[
        "--mode=local",
        "--registry=dev=http://127.0.0.1:5000;realm=127.0.0.1:5001",
    ]))
    .expect("a configuration");
    let dev = registries.find("dev").expect("declared");
    assert!(dev.trusts_realm(&Origin::parse("http://127.0.0.1:5001").expect("an origin")));
    assert!(!dev.trusts_realm(&Origin::parse("http://127.0.0.1:5002").expect("an origin")));
}

#[test]
fn overrides_name_host_port_and_addresses() {
    let overridden = overrides(&args(&[
        "--resolve",
        "ghcr.io:443:140.82.121.34,[2606:4700::1]",
    ]));
    assert_eq!(overridden.values().next().map(Vec::len), Some(2));
    for bad in [
        "ghcr.io",
        "ghcr.io:443",
        "ghcr.io:443:x",
        "ghcr.io:x:1.1.1.1",
        "1.1.1.1:443:1.1.1.1",
        "ghcr.io:443:[::1",
    ] {
        assert!(bad.parse::<Override>().is_err(), "{bad}");
    }
}
