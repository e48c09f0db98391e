//! Addresses (P07–P11, P22, P23, P25–P29, P31, P33), in a private network: `93.184.215.14` and the like are on its `lo`, a
//! connection to a forbidden address ends at a canary, and no packet can leave.

mod support;

use support::{
    Authority, BAD_REGISTRIES, Canary, Document, Manners, NameServer, ProxyCommand, Upstream,
    assert_api_success, assert_contract, assert_error, assert_error_one_of, in_private_network,
    reasons_for, registry_answer,
};

const PUBLIC: &str = "93.184.215.14";
const PUBLIC_V6: &str = "2606:2800:21f:cb07:6820:80da:af6b:8b2c";
const NAME_SERVER: &str = "10.255.255.53:53";

/// What must never be dialed, each with a canary on port 443.
const FORBIDDEN: &[&str] = &[
    "127.0.0.1",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.7",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:10.0.0.1]",
    "[::10.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[fd00::1]",
    "[fe80::1]",
    "[ff02::1]",
];

fn canaries() -> Vec<Canary> {
    // Mapped, compatible, multicast and unspecified addresses have no listener of their own; what they would reach has.
    FORBIDDEN
        .iter()
        .filter(|address| {
            ![
                "0.0.0.0",
                "255.255.255.255",
                "224.0.0.1",
                "[::]",
                "[::ffff:10.0.0.1]",
            ]
            .contains(address)
                && !["[::10.0.0.1]", "[fe80::1]", "[ff02::1]"].contains(address)
        })
        .map(|address| Canary::at(&format!("{address}:443")))
        .collect()
}

#[track_caller]
fn assert_untouched(canaries: &[Canary]) {
    for canary in canaries {
        canary.assert_untouched();
    }
}

/// A registry on the public-looking address, for these names.
fn public_registry(authority: &Authority, names: &[&str], index: &Document) -> Upstream {
    let index = index.clone();
    Upstream::tls_at(PUBLIC, &authority.certify(names), move |request| {
        registry_answer(request, &index)
    })
}

/// The control for everything below: what is public is reached, by IPv4 and IPv6, with TLS.
#[test]
fn a_public_address_is_reached() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("public"));
        let name = "registry.acme-corp.com";
        let v4 = public_registry(&authority, &[name], &index);
        let held = index.clone();
        let v6 = Upstream::tls_at(PUBLIC_V6, &authority.certify(&[name]), move |request| {
            registry_answer(request, &held)
        });
        for addresses in [PUBLIC.to_owned(), format!("[{PUBLIC_V6}]")] {
            let proxy = ProxyCommand::public()
                .flag("--allow-any-public")
                .trusting(&authority)
                .resolving(name, &addresses)
                .start();
            let response = proxy.get(format!("/v2/{name}/a/manifests/latest"));
            assert_api_success(&response);
            assert_eq!(response.body, index.bytes);
        }
        assert_eq!((v4.hits(), v6.hits()), (1, 1));
        assert_eq!(v4.requests()[0].header("host"), Some(name));
    });
}

/// P07–P11, P22 in any-host mode, where only the grammar stands between a spelling and a socket.
#[test]
fn no_spelling_of_an_address_is_dialed_or_looked_up() {
    in_private_network(|| {
        let names = NameServer::at(NAME_SERVER, Manners::Denying);
        let canaries = canaries();
        let metadata = Canary::at("169.254.169.254:80");
        let proxy = ProxyCommand::public().flag("--allow-any-public").start();
        for (what, registry) in BAD_REGISTRIES {
            eprintln!("{what}");
            let target = [b"/v2/", *registry, b"/a/b/manifests/latest"].concat();
            let response = proxy.get(target);
            assert_error_one_of(&response, 400, "NAME_INVALID", reasons_for(registry));
        }
        for registry in ["ghcr.io:8443", "ghcr.io:22", "ghcr.io:443"] {
            let response = proxy.get(format!("/v2/{registry}/a/b/manifests/latest"));
            assert!(matches!(response.status, 400 | 403));
            assert_contract(&response);
        }
        assert_untouched(&canaries);
        metadata.assert_untouched();
        assert_eq!(names.questions(), [""; 0]);
    });
}

/// P23, P26–P28: a name may say what it likes about where it lives. P29, R8: nobody can tell from the answer.
#[test]
fn a_name_on_a_forbidden_address_looks_like_no_name_at_all() {
    in_private_network(|| {
        let _names = NameServer::at(NAME_SERVER, Manners::Denying);
        let canaries = canaries();
        let mut command = ProxyCommand::public().flag("--allow-any-public");
        for (idx, address) in FORBIDDEN.iter().enumerate() {
            command = command.resolving(&format!("host-{idx}.acme-corp.com"), address);
        }
        let proxy = command.start();
        let absent = proxy.get("/v2/absent.acme-corp.com/a/manifests/latest");
        assert_error(&absent, 502, "UNAVAILABLE", "upstream_unreachable");
        for (idx, address) in FORBIDDEN.iter().enumerate() {
            eprintln!("{address}");
            let target = format!("/v2/host-{idx}.acme-corp.com/a/manifests/latest");
            let response = proxy.get(target);
            assert_error(&response, 502, "UNAVAILABLE", "upstream_unreachable");
            assert_eq!(response.text(), absent.text());
        }
        assert_untouched(&canaries);
    });
}

/// P25, R5: one forbidden address in an answer spoils all of it.
#[test]
fn a_mixed_answer_is_refused_as_a_whole() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("mixed"));
        let names = [
            "one.acme-corp.com",
            "two.acme-corp.com",
            "three.acme-corp.com",
        ];
        let registry = public_registry(&authority, &names, &index);
        let canaries = canaries();
        let proxy = ProxyCommand::public()
            .flag("--allow-any-public")
            .trusting(&authority)
            .resolving(names[0], &format!("{PUBLIC},10.0.0.1"))
            .resolving(names[1], &format!("10.0.0.1,{PUBLIC}"))
            .resolving(names[2], &format!("{PUBLIC},[fd00::1]"))
            .start();
        for name in names {
            let response = proxy.get(format!("/v2/{name}/a/manifests/latest"));
            assert_error(&response, 502, "UNAVAILABLE", "upstream_unreachable");
        }
        registry.assert_untouched();
        assert_untouched(&canaries);
    });
}

/// P31, and the same in local mode: a declared entry on loopback opens loopback for that entry only.
#[test]
fn an_allowed_name_may_not_live_on_a_private_address() {
    in_private_network(|| {
        let canaries = canaries();
        let declared = Upstream::holding(&Document::index("declared"));
        let entry = format!("dev={}", declared.url());
        for command in [
            ProxyCommand::public(),
            ProxyCommand::serving(&[("dev", &declared)]),
            ProxyCommand::local().registry(&entry),
        ] {
            let proxy = command
                .resolving("ghcr.io", "10.0.0.1")
                .resolving("quay.io", "127.0.0.1")
                .start();
            for name in ["ghcr.io", "quay.io"] {
                let response = proxy.get(format!("/v2/{name}/a/b/manifests/latest"));
                assert_contract(&response);
                assert_eq!(response.status, 502);
                assert!(response.text().contains("upstream_unreachable"));
            }
        }
        assert_untouched(&canaries);
        declared.assert_untouched();
    });
}

/// P33.
#[test]
fn a_proxy_in_the_environment_is_ignored() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("environment"));
        let name = "registry.acme-corp.com";
        let registry = public_registry(&authority, &[name], &index);
        let canary = Canary::at("10.0.0.1:8080");
        let mut command = ProxyCommand::public()
            .flag("--allow-any-public")
            .trusting(&authority)
            .resolving(name, PUBLIC);
        for variable in [
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
            "all_proxy",
        ] {
            command = command.environment(variable, "http://10.0.0.1:8080");
        }
        let proxy = command.start();
        assert_api_success(&proxy.get(format!("/v2/{name}/a/manifests/latest")));
        assert_eq!(registry.hits(), 1);
        canary.assert_untouched();
    });
}
