//! What a hostile reading of the proxy found: names, flags, silent connections and look-ups, seen from outside.

mod support;

use std::{
    io::Read as _,
    net::TcpListener,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use support::{
    Answer, Document, Manners, NameServer, ProxyCommand, Request, Scratch, Upstream, assert_error,
    in_private_network,
};

/// R2: names in other letters can look like any name, so only an operator may list one.
#[test]
fn internationalized_names_are_served_only_where_they_are_listed() {
    in_private_network(|| {
        let names = NameServer::at("10.255.255.53:53", Manners::Denying);
        let proxy = ProxyCommand::public()
            .flag("--allow-any-public")
            .option("--allow-registry", "xn--bcher-kva.acme-corp.com")
            .start();
        for name in ["xn--ghr-9ma.com", "registry.xn--fiqs8s", "xn--a.gcr.io"] {
            let response = proxy.get(format!("/v2/{name}/a/manifests/latest"));
            assert_error(&response, 403, "DENIED", "registry_not_allowed");
        }
        assert_eq!(names.questions(), [""; 0]);
        let listed = proxy.get("/v2/xn--bcher-kva.acme-corp.com/a/manifests/latest");
        assert_error(&listed, 502, "UNAVAILABLE", "upstream_unreachable");
    });
}

/// R6: whoever takes Docker Hub away by one of its names does not want it under another.
#[test]
fn denying_a_registry_by_one_name_denies_it_by_all() {
    let proxy = ProxyCommand::public()
        .option("--deny-registry", "registry-1.docker.io")
        .start();
    for name in ["docker.io", "index.docker.io", "registry-1.docker.io"] {
        let response = proxy.get(format!("/v2/{name}/alpine/manifests/latest"));
        assert_error(&response, 403, "DENIED", "registry_not_allowed");
    }
}

/// An entry of the public list that could never be reached is a mistake, and is called one at the start.
#[test]
fn what_is_no_public_registry_cannot_be_added_to_the_public_list() {
    for entry in [
        "dev=http://127.0.0.1:5000",
        "registry.acme-corp.com=https://registry.acme-corp.com:8443",
        "registry.local",
    ] {
        let command = ProxyCommand::local().option("--allow-registry", entry);
        let (status, said) = command.refuses_to_start();
        assert!(!status.success(), "{entry}");
        assert!(said.contains("is no public registry"), "{entry}: {said}");
    }
}

/// P82: every port of this machine is the same site, so another server's page on it is still another origin.
#[test]
fn pages_of_other_ports_cannot_make_a_local_proxy_ask() {
    let upstream = Upstream::holding(&Document::index("same-site"));
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .start();
    let image = |site| {
        let request = Request::get("/v2/stub/a/manifests/latest");
        proxy.send(&request.header("Sec-Fetch-Site", site))
    };
    for site in ["same-site", "cross-site"] {
        let response = image(site);
        assert_eq!(response.status, 403, "{site}");
        let reason = &response.json()["errors"][0]["detail"]["reason"];
        assert_eq!(*reason, "origin_not_allowed", "{site}");
        assert_eq!(response.header("access-control-allow-origin"), None);
    }
    assert_eq!(upstream.hits(), 0);
    for site in ["same-origin", "none"] {
        assert_eq!(image(site).status, 200, "{site}");
    }
}

/// All requests to one HTTP/2 upstream share a connection; one that went silent must not take the next request, too.
#[test]
fn a_silent_shared_connection_is_not_shared_any_more() {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let folder = Scratch::new();
    let authority = folder.write("ca.pem", key.cert.pem());
    let secret = PrivatePkcs8KeyDer::from(key.signing_key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the default protocol versions are supported")
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], PrivateKeyDer::Pkcs8(secret))
        .expect("key and certificate belong together");
    config.alpn_protocols = vec![b"h2".to_vec()];
    let config = Arc::new(config);

    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let (dialed, is_dialed) = mpsc::channel();
    thread::spawn(move || {
        // Takes everything and says nothing; each connection ends with the proxy.
        for stream in listener.incoming().take(2).map_while(Result::ok) {
            let _ = dialed.send(());
            let session = ServerConnection::new(Arc::clone(&config)).expect("a session");
            thread::spawn(move || {
                let mut tls = StreamOwned::new(session, stream);
                let mut buffer = [0; 1024];
                while tls.read(&mut buffer).is_ok_and(|read| read > 0) {}
            });
        }
    });

    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .option("--upstream-ca", authority.to_str().expect("UTF-8"))
        .registry(&format!("stub=https://localhost:{port}"))
        .start();
    let target = "/v2/stub/a/manifests/latest";
    assert_error(&proxy.get(target), 504, "UNAVAILABLE", "upstream_timeout");
    is_dialed.try_recv().expect("the first connection");
    let mut second = proxy.connect();
    second.send(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    is_dialed
        .recv_timeout(Duration::from_secs(5))
        .expect("the second request has a connection of its own");
}

/// R14: HTTP/1.0 has no chunks, so that a stream which is cut off for its wrong bytes would look whole.
#[test]
fn a_stream_of_unknown_length_is_not_begun_where_its_end_would_prove_nothing() {
    let digest = Document::index("expected").digest;
    let upstream = Upstream::plain(|_| {
        let head = Answer::head(200, &[("Transfer-Encoding", "chunked")]);
        head.then_send(b"5\r\nwrong\r\n")
            .then_pause(Duration::from_millis(50))
            .then_send(b"5\r\nbytes\r\n0\r\n\r\n")
    });
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .start();
    let mut old = proxy.connect();
    let host = proxy.address();
    let request = format!("GET /v2/stub/a/blobs/{digest} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    old.send(request.as_bytes());
    let said = String::from_utf8_lossy(&old.rest()).into_owned();
    assert!(
        said.contains(" 502 ") && said.contains("upstream_invalid"),
        "{said}"
    );
    assert!(!said.contains("wrong"), "{said}");
}

/// P87: the system's resolver cannot be interrupted, but it need not be waited for.
#[test]
fn a_look_up_that_hangs_does_not_hold_up_the_end() {
    in_private_network(|| {
        let _names = NameServer::at("10.255.255.53:53", Manners::Silent);
        let mut proxy = ProxyCommand::public()
            .environment("RES_OPTIONS", "timeout:30 attempts:1")
            .option("--drain", "0s")
            .start();
        let response = proxy.get("/v2/ghcr.io/a/b/manifests/latest");
        assert_error(&response, 502, "UNAVAILABLE", "upstream_unreachable");
        proxy.terminate();
        assert_eq!(proxy.wait(Duration::from_secs(10)).code(), Some(0));
    });
}
