//! The list of registries that are served unasked (R9, R10, §2.4, §2.9), in a private network that plays Docker Hub and ghcr.io.

mod support;

use support::{
    Answer, Authority, Document, Proxy, ProxyCommand, Recorded, Upstream, assert_api_success,
    assert_error, granted, in_private_network, registry_answer,
};

const PUBLIC: &str = "93.184.215.14";
const OTHER_PUBLIC: &str = "93.184.215.15";

/// Every name that a test plays, by address.
const REGISTRIES: &[&str] = &["registry-1.docker.io", "ghcr.io", "registry.acme-corp.com"];
const OTHERS: &[&str] = &[
    "auth.docker.io",
    "production.cloudflare.docker.com",
    "pkg-containers.githubusercontent.com",
    "auth.acme-corp.com",
    "x.acme-cdn.com",
    "evilacme-cdn.com",
    "x.y.acme-cdn.com.umbrella.org",
];

/// A registry for all names, and one host behind it for everything else.
struct Network {
    authority: Authority,
    registry: Upstream,
    other: Upstream,
}

impl Network {
    fn new(
        registry: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
        other: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let authority = Authority::new();
        let registry = Upstream::tls_at(PUBLIC, &authority.certify(REGISTRIES), registry);
        let other = Upstream::tls_at(OTHER_PUBLIC, &authority.certify(OTHERS), other);
        Self {
            authority,
            registry,
            other,
        }
    }

    fn start(&self, mut command: ProxyCommand) -> Proxy {
        for name in REGISTRIES {
            command = command.resolving(name, PUBLIC);
        }
        for name in OTHERS {
            command = command.resolving(name, OTHER_PUBLIC);
        }
        command.trusting(&self.authority).start()
    }
}

/// A registry that wants a token from this realm.
fn challenging(
    realm: &'static str,
    index: &Document,
) -> impl Fn(&Recorded) -> Answer + Send + Sync + 'static {
    let index = index.clone();
    move |request| match request.header("authorization") {
        Some("Bearer good") => registry_answer(request, &index),
        _ => Answer::challenge(&format!(
            r#"Bearer realm="{realm}",service="registry.docker.io""#
        )),
    }
}

/// R10: Docker Hub's realm is on another host, which is known; others may not use it as their excuse.
#[test]
fn docker_hub_is_read_with_tokens_from_its_own_realm() {
    in_private_network(|| {
        let index = Document::index("hub");
        let script = challenging("https://auth.docker.io/token", &index);
        let network = Network::new(script, |_| granted("good"));
        let proxy = network.start(ProxyCommand::public());
        let response = proxy.get("/v2/docker.io/library/alpine/manifests/latest");
        assert_api_success(&response);
        assert_eq!(response.body, index.bytes);
        let asked = network.other.requests();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].header("host"), Some("auth.docker.io"));
        let query = asked[0].target.replace("%3A", ":").replace("%2F", "/");
        assert!(
            query.contains("scope=repository:library/alpine:pull"),
            "{query}"
        );

        let response = proxy.get("/v2/ghcr.io/acme/app/manifests/latest");
        assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
        assert_eq!(network.other.hits(), 1);
    });
}

/// R10 for a realm that is public, https and well-formed, and still not the known one.
#[test]
fn a_known_registry_cannot_name_another_realm() {
    in_private_network(|| {
        let index = Document::index("hub");
        let script = challenging("https://auth.acme-corp.com/token", &index);
        let network = Network::new(script, |_| granted("good"));
        let proxy = network.start(ProxyCommand::public());
        for target in ["docker.io/library/alpine", "ghcr.io/acme/app"] {
            let response = proxy.get(format!("/v2/{target}/manifests/latest"));
            assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
        }
        network.other.assert_untouched();
    });
}

/// §2.4: a HEAD costs no quota there, so a tag that did not move costs none.
#[test]
fn a_tag_of_docker_hub_is_asked_for_by_head_first() {
    in_private_network(|| {
        let index = Document::index("hub");
        let held = index.clone();
        let network = Network::new(
            move |request| registry_answer(request, &held),
            |_| Answer::failure(500),
        );
        let proxy = network.start(ProxyCommand::public());
        for _ in 0..2 {
            let response = proxy.get("/v2/docker.io/library/alpine/manifests/latest");
            assert_api_success(&response);
            assert_eq!(response.body, index.bytes);
        }
        let asked: Vec<(String, String)> = network
            .registry
            .requests()
            .iter()
            .map(|request| (request.method.clone(), request.path().to_owned()))
            .collect();
        let at = |reference: &str| format!("/v2/library/alpine/manifests/{reference}");
        let head = ("HEAD".to_owned(), at("latest"));
        let get = ("GET".to_owned(), at(&index.digest));
        assert!(asked.starts_with(&[head, get]), "{asked:?}");
        let n_gets = asked.iter().filter(|(method, _)| method == "GET").count();
        assert_eq!(n_gets, 1, "{asked:?}");
    });
}

/// R9: known registries send blobs to known hosts, and to no others.
#[test]
fn a_known_registry_redirects_to_its_own_hosts_only() {
    in_private_network(|| {
        let blob = Document::index("blob");
        let held = blob.clone();
        let network = Network::new(
            |request| {
                let repository = request.path().split('/').nth(2).unwrap_or_default();
                Answer::redirect(307, &format!("https://{repository}/blobs/x"))
            },
            move |_| Answer::ok("application/octet-stream", &held.bytes),
        );
        let proxy = network.start(ProxyCommand::public());
        for (registry, host, is_known) in [
            ("ghcr.io", "pkg-containers.githubusercontent.com", true),
            ("docker.io", "production.cloudflare.docker.com", true),
            ("ghcr.io", "production.cloudflare.docker.com", false),
            ("docker.io", "x.acme-cdn.com", false),
            ("ghcr.io", "auth.acme-corp.com", false),
        ] {
            let hits = network.other.hits();
            let target = format!("/v2/{registry}/{host}/x/blobs/{}", blob.digest);
            let response = proxy.get(target);
            if is_known {
                assert_api_success(&response);
                assert_eq!(response.body, blob.bytes);
            } else {
                assert_error(&response, 502, "UNAVAILABLE", "redirect_not_allowed");
            }
            let hit = usize::from(is_known);
            assert_eq!(network.other.hits(), hits + hit, "{registry} → {host}");
        }
    });
}

/// §2.9: a wildcard stands for whole labels.
#[test]
fn a_wildcard_does_not_reach_into_a_label() {
    in_private_network(|| {
        let blob = Document::index("blob");
        let held = blob.clone();
        let network = Network::new(
            |request| {
                let repository = request.path().split('/').nth(2).unwrap_or_default();
                Answer::redirect(307, &format!("https://{repository}/blobs/x"))
            },
            move |_| Answer::ok("application/octet-stream", &held.bytes),
        );
        let entry = "acme=https://registry.acme-corp.com;redirect=*.acme-cdn.com";
        let proxy = network.start(ProxyCommand::public().registry(entry));
        for (host, is_matched) in [
            ("x.acme-cdn.com", true),
            ("evilacme-cdn.com", false),
            ("x.y.acme-cdn.com.umbrella.org", false),
        ] {
            let response = proxy.get(format!("/v2/acme/{host}/x/blobs/{}", blob.digest));
            if is_matched {
                assert_api_success(&response);
            } else {
                assert_error(&response, 502, "UNAVAILABLE", "redirect_not_allowed");
            }
        }
        assert_eq!(network.other.hits(), 1);
    });
}

/// §2.1: containerd names the registry in `ns`; it is an alias for the path and no way around the list.
#[test]
fn a_namespace_is_an_alias_for_the_path() {
    in_private_network(|| {
        let index = Document::index("namespace");
        let held = index.clone();
        let network = Network::new(
            move |request| registry_answer(request, &held),
            |_| Answer::failure(500),
        );
        let proxy = network.start(ProxyCommand::public());
        let get = |query: &str| proxy.get(format!("/v2/team/app/manifests/latest?{query}"));
        let response = get("ns=ghcr.io");
        assert_api_success(&response);
        assert_eq!(response.body, index.bytes);
        assert_eq!(response.header("oci-namespace"), Some("ghcr.io"));
        let asked = network.registry.requests();
        assert_eq!(asked[0].header("host"), Some("ghcr.io"));
        assert_eq!(asked[0].target, "/v2/team/app/manifests/latest");
        for query in [
            "ns=registry.acme-corp.com",
            "ns=127.0.0.1",
            "ns=169.254.169.254:80",
            "ns=ghcr.io%2f..%2fx",
            "ns=ghcr.io%00",
            "ns=ghcr.io@registry.acme-corp.com",
            "ns=ghcr.io&ns=registry.acme-corp.com",
            "ns=",
        ] {
            let response = get(query);
            support::assert_contract(&response);
            assert!(
                matches!(response.status, 400 | 403 | 404),
                "{query}: {response:?}"
            );
        }
        assert_eq!(network.registry.hits(), 1);
    });
}

/// §2.9: the list can be added to and taken from.
#[test]
fn the_list_is_the_operators_to_change() {
    in_private_network(|| {
        let index = Document::index("list");
        let network = Network::new(
            move |request| registry_answer(request, &index),
            |_| Answer::failure(500),
        );
        let command = ProxyCommand::public()
            .option("--allow-registry", "registry.acme-corp.com")
            .option("--deny-registry", "ghcr.io");
        let proxy = network.start(command);
        let get = |name: &str| proxy.get(format!("/v2/{name}/team/app/manifests/latest"));
        assert_api_success(&get("registry.acme-corp.com"));
        assert_api_success(&get("docker.io"));
        for name in ["ghcr.io", "acme-corp.com", "x.registry.acme-corp.com"] {
            assert_error(&get(name), 403, "DENIED", "registry_not_allowed");
        }

        let everyone = ProxyCommand::public()
            .flag("--allow-any-public")
            .option("--deny-registry", "ghcr.io");
        let proxy = network.start(everyone);
        let get = |name: &str| proxy.get(format!("/v2/{name}/team/app/manifests/latest"));
        assert_api_success(&get("registry.acme-corp.com"));
        assert_error(&get("ghcr.io"), 403, "DENIED", "registry_not_allowed");
    });
}
