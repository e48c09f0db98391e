//! Names of registries and who looks them up (P06, P20, P24, P30), in a private network with a name server of our own.

mod support;

use std::time::{Duration, Instant};

use support::{
    Authority, Document, Manners, NameServer, ProxyCommand, Upstream, assert_api_success,
    assert_contract, assert_error, in_private_network, registry_answer,
};

const PUBLIC: &str = "93.184.215.14";
const NAME_SERVER: &str = "10.255.255.53:53";

/// P06, with R7 as its control: an allowed name is asked for, as it is and under no search domain. P30: a silent name server
/// holds up nobody else.
#[test]
fn a_refused_name_is_never_looked_up() {
    in_private_network(|| {
        let names = NameServer::at(NAME_SERVER, Manners::Silent);
        let proxy = ProxyCommand::public().start();
        for registry in ["registry.acme-corp.com", "evil.ghcr.io.acme-corp.com"] {
            let response = proxy.get(format!("/v2/{registry}/a/manifests/latest"));
            assert_error(&response, 403, "DENIED", "registry_not_allowed");
        }
        assert_eq!(names.questions(), [""; 0]);

        let started = Instant::now();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| proxy.get("/v2/ghcr.io/a/b/manifests/latest"));
            assert_eq!(proxy.get("/v2/").status, 200);
            let response = waiting.join().expect("an answer comes");
            assert!(matches!(response.status, 502 | 504));
            assert_contract(&response);
        });
        assert!(started.elapsed() < Duration::from_secs(8));
        assert_eq!(names.questions(), ["ghcr.io."]);
    });
}

/// P24: names that never mean a public host.
#[test]
fn special_names_are_refused_before_any_look_up() {
    in_private_network(|| {
        let names = NameServer::at(NAME_SERVER, Manners::Denying);
        let proxy = ProxyCommand::public().flag("--allow-any-public").start();
        for registry in [
            "metadata.google.internal",
            "x.internal",
            "x.local",
            "x.localhost",
            "registry.default.svc",
            "x.svc.cluster.local",
            "x.home.arpa",
            "x.onion",
            "x.test",
            "x.invalid",
            "x.example",
        ] {
            eprintln!("{registry}");
            let response = proxy.get(format!("/v2/{registry}/a/manifests/latest"));
            assert_error(&response, 403, "DENIED", "registry_not_allowed");
        }
        assert_eq!(names.questions(), [""; 0]);
    });
}

/// P20: Docker Hub under all its names, and nobody else, has official images under `library/`.
#[test]
fn official_images_are_under_library_at_docker_hub() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("hub"));
        let names = ["registry-1.docker.io", "auth.docker.io", "ghcr.io"];
        let hub = Upstream::tls_at(PUBLIC, &authority.certify(&names), {
            let index = index.clone();
            move |request| registry_answer(request, &index)
        });
        let mut command = ProxyCommand::public().trusting(&authority);
        for name in names {
            command = command.resolving(name, PUBLIC);
        }
        let proxy = command.start();
        for registry in ["docker.io", "index.docker.io", "registry-1.docker.io"] {
            let response = proxy.get(format!("/v2/{registry}/alpine/manifests/{registry}"));
            assert_api_success(&response);
            assert_eq!(response.body, index.bytes);
        }
        let response = proxy.get("/v2/docker.io/team/app/manifests/latest");
        assert_api_success(&response);
        assert_api_success(&proxy.get("/v2/ghcr.io/alpine/manifests/latest"));
        for asked in hub.requests() {
            let expected = match (asked.header("host"), asked.path()) {
                (Some("ghcr.io"), _) => "/v2/alpine/manifests/",
                (_, path) if path.contains("/team/") => "/v2/team/app/manifests/",
                _ => "/v2/library/alpine/manifests/",
            };
            assert!(asked.path().starts_with(expected), "{}", asked.path());
        }
    });
}
