//! Realms and redirects between named hosts (P34–P37, P47, P48), in a private network: what a registry says about other
//! hosts is judged by name, scheme, port and address before anyone is dialed.

mod support;

use support::{
    Answer, Authority, Canary, Document, ProxyCommand, Recorded, Upstream, assert_api_success,
    assert_error, assert_error_one_of, granted, in_private_network, registry_answer,
};

const PUBLIC: &str = "93.184.215.14";
const OTHER_PUBLIC: &str = "93.184.215.15";
const REGISTRY: &str = "registry.acme-corp.com";

/// Any public host, under this authority.
fn any_host(authority: &Authority) -> ProxyCommand {
    ProxyCommand::public()
        .flag("--allow-any-public")
        .trusting(authority)
}

/// `r3` in `/v2/r3/manifests/latest`: which line of a table this is about.
fn line(request: &Recorded) -> Option<usize> {
    let repository = request.path().strip_prefix("/v2/r")?;
    repository.split('/').next()?.parse().ok()
}

/// A registry that sends line `n` of the realms to repository `r<n>`, and lets everyone in who has a token.
fn challenging(authority: &Authority, name: &str, realms: &[&str], index: &Document) -> Upstream {
    let realms: Vec<String> = realms.iter().map(|realm| (*realm).to_owned()).collect();
    let index = index.clone();
    Upstream::tls_at(PUBLIC, &authority.certify(&[name]), move |request| {
        match (request.header("authorization"), line(request)) {
            (None, Some(line)) => {
                Answer::challenge(&format!(r#"Bearer realm="{}",service="x""#, realms[line]))
            }
            _ => registry_answer(request, &index),
        }
    })
}

/// The control: a realm under the same registrable domain is asked, and its token opens the door.
#[test]
fn a_realm_under_the_same_registrable_domain_is_asked() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("realms"));
        let realm = "auth.acme-corp.com";
        let _registry = challenging(
            &authority,
            REGISTRY,
            &["https://auth.acme-corp.com/token"],
            &index,
        );
        let tokens = Upstream::tls_at(OTHER_PUBLIC, &authority.certify(&[realm]), |_| {
            granted("good")
        });
        let proxy = any_host(&authority)
            .resolving(REGISTRY, PUBLIC)
            .resolving(realm, OTHER_PUBLIC)
            .start();
        assert_api_success(&proxy.get(format!("/v2/{REGISTRY}/r0/manifests/latest")));
        assert_eq!(tokens.hits(), 1);
    });
}

/// P34–P36.
#[test]
fn a_realm_elsewhere_is_never_asked() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("realms"));
        let realms = [
            // P34
            "http://169.254.169.254/latest/meta-data/iam",
            "https://169.254.169.254/token",
            "https://[::ffff:169.254.169.254]/token",
            "https://2852039166/token",
            "https://127.0.0.1/token",
            "https://localhost/token",
            // P35
            "https://auth.umbrella.org/token",
            "https://acme-corp.com.umbrella.org/token",
            "https://registry.acme-corp.com@auth.umbrella.org/token",
            "https://user:pw@auth.acme-corp.com/token",
            "https://auth.acme-corp.com:8443/token",
            "https://auth.acme-corp.com/token#fragment",
            "https://xn--uth-yla.umbrella.org/token",
            // P36
            "http://auth.acme-corp.com/token",
            "http://registry.acme-corp.com/token",
            "file:///etc/passwd",
            "//auth.umbrella.org/token",
        ];
        let registry = challenging(&authority, REGISTRY, &realms, &index);
        let names = [
            "auth.umbrella.org",
            "acme-corp.com.umbrella.org",
            "auth.acme-corp.com",
        ];
        let other = Upstream::tls_at(OTHER_PUBLIC, &authority.certify(&names), |_| {
            granted("good")
        });
        let canaries = [
            Canary::at("169.254.169.254:80"),
            Canary::at("169.254.169.254:443"),
            Canary::at("127.0.0.1:443"),
            Canary::at("93.184.215.14:80"),
            Canary::at("93.184.215.15:80"),
            Canary::at("93.184.215.15:8443"),
        ];
        let mut command = any_host(&authority).resolving(REGISTRY, PUBLIC);
        for name in names {
            command = command.resolving(name, OTHER_PUBLIC);
        }
        let proxy = command.start();
        for (line, realm) in realms.iter().enumerate() {
            eprintln!("{realm}");
            let response = proxy.get(format!("/v2/{REGISTRY}/r{line}/manifests/latest"));
            assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
        }
        assert_eq!(registry.hits(), realms.len());
        other.assert_untouched();
        for canary in canaries {
            canary.assert_untouched();
        }
    });
}

/// P37: `github.io` is a public suffix, so its sites are strangers to each other.
#[test]
fn neighbors_under_a_shared_suffix_are_strangers() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("realms"));
        let (one, other) = ("team-a.github.io", "team-b.github.io");
        let registry = challenging(&authority, one, &["https://team-b.github.io/token"], &index);
        let tokens = Upstream::tls_at(OTHER_PUBLIC, &authority.certify(&[other]), |_| {
            granted("good")
        });
        let proxy = any_host(&authority)
            .resolving(one, PUBLIC)
            .resolving(other, OTHER_PUBLIC)
            .start();
        let response = proxy.get(format!("/v2/{one}/r0/manifests/latest"));
        assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
        assert_eq!(registry.hits(), 1);
        tokens.assert_untouched();
    });
}

/// R5: a realm with the right name on the wrong address.
#[test]
fn a_realm_on_a_private_address_is_never_dialed() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("realms"));
        let realms = ["https://auth.acme-corp.com/token"];
        let _registry = challenging(&authority, REGISTRY, &realms, &index);
        let canary = Canary::at("10.0.0.1:443");
        let proxy = any_host(&authority)
            .resolving(REGISTRY, PUBLIC)
            .resolving("auth.acme-corp.com", "10.0.0.1")
            .start();
        let response = proxy.get(format!("/v2/{REGISTRY}/r0/manifests/latest"));
        assert_error_one_of(
            &response,
            502,
            "UNAVAILABLE",
            &["upstream_unreachable", "realm_not_allowed"],
        );
        canary.assert_untouched();
    });
}

/// P47, P48 in any-host mode, with a control on the last line.
#[test]
fn a_redirect_goes_to_public_https_hosts_only() {
    in_private_network(|| {
        let (authority, index) = (Authority::new(), Document::index("redirects"));
        let locations = [
            "http://169.254.169.254/latest/meta-data/",
            "https://169.254.169.254/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://2852039166/",
            "https://0x7f.1/",
            "https://localhost/",
            "https://metadata.google.internal/",
            "file:///etc/passwd",
            "gopher://10.0.0.1:443/x",
            "http://cdn.acme-corp.com/v2/x/manifests/latest",
            "https://cdn.acme-corp.com:8443/v2/x/manifests/latest",
            "https://user@cdn.acme-corp.com/v2/x/manifests/latest",
            "https://inside.acme-corp.com/v2/x/manifests/latest",
            "https://cdn.acme-corp.com/v2/x/manifests/latest",
        ];
        let (inside, control) = (12, 13);
        let sent: Vec<String> = locations.iter().map(|text| (*text).to_owned()).collect();
        let registry = Upstream::tls_at(PUBLIC, &authority.certify(&[REGISTRY]), move |request| {
            Answer::redirect(307, &sent[line(request).unwrap_or_default()])
        });
        let held = index.clone();
        let cdn = authority.certify(&["cdn.acme-corp.com"]);
        let cdn = Upstream::tls_at(OTHER_PUBLIC, &cdn, move |request| {
            registry_answer(request, &held)
        });
        let canaries = [
            Canary::at("169.254.169.254:80"),
            Canary::at("169.254.169.254:443"),
            Canary::at("127.0.0.1:443"),
            Canary::at("10.0.0.1:443"),
            Canary::at("93.184.215.15:80"),
            Canary::at("93.184.215.15:8443"),
        ];
        let proxy = any_host(&authority)
            .resolving(REGISTRY, PUBLIC)
            .resolving("cdn.acme-corp.com", OTHER_PUBLIC)
            .resolving("inside.acme-corp.com", "10.0.0.1")
            .resolving("metadata.google.internal", "169.254.169.254")
            .start();
        for (line, location) in locations.iter().enumerate() {
            eprintln!("{location}");
            let response = proxy.get(format!("/v2/{REGISTRY}/r{line}/manifests/latest"));
            if line == control {
                assert_api_success(&response);
                assert_eq!(response.body, index.bytes);
            } else if line == inside {
                let reasons = ["upstream_unreachable", "redirect_not_allowed"];
                assert_error_one_of(&response, 502, "UNAVAILABLE", &reasons);
            } else {
                assert_error(&response, 502, "UNAVAILABLE", "redirect_not_allowed");
            }
        }
        assert_eq!((registry.hits(), cdn.hits()), (locations.len(), 1));
        for canary in canaries {
            canary.assert_untouched();
        }
    });
}
