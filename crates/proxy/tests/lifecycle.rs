//! Starting, saying what one is, and ending (P83, P86, P87, §2.11).

mod support;

use std::{
    net::{TcpListener, TcpStream},
    time::Duration,
};

use support::{Answer, Document, OCI_INDEX, ProxyCommand, Request, Upstream, assert_api_success};

/// P83.
#[test]
fn public_mode_refuses_to_start_with_a_private_registry() {
    for url in [
        "http://127.0.0.1:5000",
        "http://10.0.0.1:5000",
        "https://192.168.1.10",
        "http://[::1]:5000",
        "http://localhost:5000",
    ] {
        let entry = format!("dev={url}");
        let (status, said) = ProxyCommand::public().registry(&entry).refuses_to_start();
        assert!(!status.success(), "{url}");
        assert!(said.contains("--allow-private-declared"), "{url}: {said}");
        assert!(said.contains("dev"), "{url}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

/// R6: there is no reason to declare a metadata service, so there is no override either.
#[test]
fn the_metadata_service_cannot_be_declared() {
    for command in [
        ProxyCommand::public().flag("--allow-private-declared"),
        ProxyCommand::local(),
    ] {
        let command = command.registry("dev=http://169.254.169.254");
        let (status, said) = command.refuses_to_start();
        assert!(!status.success());
        assert!(said.contains("dev") && !said.contains("panicked"), "{said}");
    }
}

/// P83, the override, and local mode, which needs none.
#[test]
fn a_private_registry_can_be_declared_on_purpose() {
    let upstream = Upstream::holding(&Document::index("declared"));
    let entry = format!("dev={}", upstream.url());
    for command in [
        ProxyCommand::public().flag("--allow-private-declared"),
        ProxyCommand::local(),
    ] {
        let proxy = command.registry(&entry).start();
        let response = proxy.get("/v2/dev/a/manifests/latest");
        assert_eq!(response.status, 200);
    }
}

/// A command line that cannot be meant.
#[test]
fn nonsense_on_the_command_line_is_refused_with_a_reason() {
    for (flag, value) in [
        ("--registry", "dev"),
        ("--registry", "dev=ftp://127.0.0.1"),
        ("--registry", "dev=http://user:pw@127.0.0.1:5000"),
        ("--registry", "dev=http://127.0.0.1:5000/path"),
        ("--registry", "DEV=http://127.0.0.1:5000"),
        ("--registry", "dev=http://127.0.0.1:5000;color=red"),
        ("--resolve", "ghcr.io:443"),
        ("--resolve", "ghcr.io:443:nonsense"),
        ("--trusted-proxy", "10.0.0.0/33"),
        ("--listen", "nonsense"),
        ("--mode", "open"),
        ("--upstream-ca", "does-not-exist.pem"),
        ("--static-dir", "does-not-exist"),
        ("--no-such-flag", "x"),
    ] {
        let command = ProxyCommand::local().option(flag, value);
        let (status, said) = command.refuses_to_start();
        assert!(!status.success(), "{flag} {value}");
        assert!(!said.contains("panicked"), "{flag} {value}: {said}");
        assert!(
            said.contains(value) || said.contains(flag),
            "{flag} {value}: {said}"
        );
    }
}

/// The start line and `/config.json` say the same.
#[test]
fn a_proxy_says_what_it_is() {
    let upstream = Upstream::holding(&Document::index("config"));
    let entry = format!("dev={}", upstream.url());
    for (command, mode) in [
        (ProxyCommand::local(), "local"),
        (
            ProxyCommand::public().flag("--allow-private-declared"),
            "public",
        ),
    ] {
        let proxy = command.registry(&entry).start();
        let line = proxy.start_line();
        assert!(line.contains(&format!("mode={mode}")), "{line}");
        assert!(line.contains("dev"), "{line}");

        let response = proxy.get("/config.json");
        assert_eq!(response.status, 200);
        assert_eq!(response.header("content-type"), Some("application/json"));
        let config = response.json();
        assert_eq!(config["mode"], mode);
        assert_eq!(config["declared"][0]["name"], "dev");
        assert!(config["registries"].to_string().contains("\"ghcr.io\""));
        // Where a private registry lives is for its own user to see only (R16).
        let tells_port = response.text().contains(&upstream.port().to_string());
        assert_eq!(tells_port, mode == "local");
    }
}

/// P86.
#[test]
fn health_is_told_on_the_admin_listener_only() {
    let admin = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let admin = admin.expect("a free port can be found");
    let proxy = ProxyCommand::public()
        .option("--admin", admin.to_string())
        .start();
    for target in ["/healthz", "/readyz"] {
        assert_eq!(Request::get(target).send_to(admin).status, 200);
        assert_eq!(proxy.get(target).status, 404);
    }
    assert_eq!(proxy.get("/metrics").status, 404);
}

/// P87: what is under way is brought to its end, and then so is the process.
#[test]
fn a_terminated_proxy_finishes_what_it_is_doing() {
    let index = Document::index("slow");
    let bytes = index.bytes.clone();
    let (asked, is_asked) = std::sync::mpsc::channel();
    let upstream = Upstream::plain(move |_| {
        // The test may be over by now; then nobody needs to know.
        let _ = asked.send(());
        let length = bytes.len().to_string();
        Answer::head(
            200,
            &[("Content-Type", OCI_INDEX), ("Content-Length", &*length)],
        )
        .then_pause(Duration::from_secs(2))
        .then_send(&bytes)
    });
    let mut proxy = ProxyCommand::serving(&[("stub", &upstream)])
        .option("--drain", "100ms")
        .option("--grace", "15s")
        .start();
    let address = proxy.address();
    std::thread::scope(|scope| {
        let request = Request::get("/v2/stub/a/manifests/latest");
        let in_flight = scope.spawn(move || request.send_to(address));
        is_asked
            .recv_timeout(Duration::from_secs(10))
            .expect("the upstream is asked");
        proxy.terminate();
        let response = in_flight.join().expect("an answer comes");
        assert_api_success(&response);
        assert_eq!(response.body, index.bytes);
    });
    let status = proxy.wait(Duration::from_secs(20));
    assert_eq!(status.code(), Some(0));
    assert!(TcpStream::connect(address).is_err(), "nobody listens now");
}

/// P87: an idle proxy does not wait for anyone.
#[test]
fn an_idle_proxy_ends_when_terminated() {
    let mut proxy = ProxyCommand::public().option("--drain", "0s").start();
    let _idle = proxy.connect();
    proxy.terminate();
    assert_eq!(proxy.wait(Duration::from_secs(25)).code(), Some(0));
}
