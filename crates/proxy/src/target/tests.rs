//! Every rule of the grammar, from both sides.

use super::*;

const HEX: &str = "5a88c9c45479443d7be2eadc894b4ed0a9801bae03d97a5760ae13b5c2005942";

fn read(target: &str) -> Result<Target, Error> {
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(path, query)| (path, Some(query)));
    parse(path, query, |name| name == "dev")
}

/// What the upstream would be asked: registry, path, query.
#[track_caller]
fn check(target: &str, expected: &str) {
    match read(target) {
        Ok(Target::Ask(ask)) => {
            let query = match ask.request.endpoint {
                Endpoint::Tags => ask.query.for_tags(),
                Endpoint::Referrers(_) => ask.query.for_referrers(),
                _ => String::new(),
            };
            assert_eq!(
                format!("{} {}{query}", ask.registry, ask.request.path()),
                expected
            );
        }
        other => panic!("{target}: {other:?}"),
    }
}

#[track_caller]
fn check_err(target: &str, expected: Error) {
    assert_eq!(read(target), Err(expected), "{target}");
}

#[test]
fn the_four_endpoints_are_read_from_the_right() {
    check(
        "/v2/ghcr.io/org/app/manifests/v1",
        "ghcr.io /v2/org/app/manifests/v1",
    );
    check(
        &format!("/v2/ghcr.io/a/blobs/sha256:{HEX}"),
        &format!("ghcr.io /v2/a/blobs/sha256:{HEX}"),
    );
    check("/v2/ghcr.io/a/tags/list", "ghcr.io /v2/a/tags/list");
    check(
        &format!("/v2/ghcr.io/a/referrers/sha256:{HEX}"),
        &format!("ghcr.io /v2/a/referrers/sha256:{HEX}"),
    );
    check(
        "/v2/ghcr.io/tags/list/manifests/blobs",
        "ghcr.io /v2/tags/list/manifests/blobs",
    );
    check(
        "/v2/dev/manifests/manifests/list",
        "dev /v2/manifests/manifests/list",
    );
}

#[test]
fn the_base_is_read_with_and_without_a_slash() {
    assert_eq!(read("/v2"), Ok(Target::Base));
    assert_eq!(read("/v2/"), Ok(Target::Base));
}

#[test]
fn unknown_endpoints_are_named_so() {
    for target in [
        "/v2/_catalog",
        "/v2/x",
        "/v2/dev/a/uploads/",
        "/v2/dev/a/blobs/uploads/",
        "/v2/dev/a/tags",
        "/v2x/",
        "/v2/dev",
    ] {
        check_err(target, Error::UnknownEndpoint);
    }
}

#[test]
fn docker_hub_has_three_names_and_a_default_namespace() {
    for host in ["docker.io", "index.docker.io", "registry-1.docker.io"] {
        check(
            &format!("/v2/{host}/alpine/manifests/3"),
            "docker.io /v2/library/alpine/manifests/3",
        );
    }
    check(
        "/v2/docker.io/org/app/manifests/1",
        "docker.io /v2/org/app/manifests/1",
    );
    check(
        "/v2/quay.io/alpine/manifests/3",
        "quay.io /v2/alpine/manifests/3",
    );
}

#[test]
fn registries_are_names_and_nothing_else() {
    for host in [
        "127.0.0.1",
        "10.0.0.1:443",
        "169.254.169.254",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[ghcr.io]",
        "user:pw@ghcr.io",
        "ghcr.io@evil.example",
        "ghcr.io:8443",
        "GHCR.io",
        "ghcr.io.",
        "other",
    ] {
        check_err(&format!("/v2/{host}/a/manifests/b"), Error::RegistryInvalid);
    }
}

#[test]
fn segments_that_decode_to_borders_dots_or_controls_are_refused() {
    for name in [
        "a/%2e%2e/b",
        "a/../b",
        "a/./b",
        "%252e%252e",
        "a%2fb",
        "a%5cb",
        "a%00b",
        "%0d%0aX:1",
        "a%zz",
        "a%2",
        "ü",
        "%c3%bc",
        "①",
    ] {
        check_err(
            &format!("/v2/ghcr.io/{name}/manifests/b"),
            Error::NameInvalid,
        );
    }
    check_err("/v2/ghcr.io/a/manifests/%0d%0aX:1", Error::NameInvalid);
    check_err("/v2/%00", Error::NameInvalid);
}

#[test]
fn repository_names_follow_the_spec() {
    for name in ["Upper", "a//b", "-a", "a-", "a___b", "a..b", "a@b", ""] {
        check_err(
            &format!("/v2/ghcr.io/{name}/manifests/b"),
            Error::NameInvalid,
        );
    }
    check(
        "/v2/ghcr.io/a/b__c/d--e.f/manifests/b",
        "ghcr.io /v2/a/b__c/d--e.f/manifests/b",
    );
}

#[test]
fn registry_and_repository_share_255_bytes() {
    check(
        &format!("/v2/ghcr.io/{}/manifests/b", "a".repeat(247)),
        &format!("ghcr.io /v2/{}/manifests/b", "a".repeat(247)),
    );
    check_err(
        &format!("/v2/ghcr.io/{}/manifests/b", "a".repeat(248)),
        Error::NameInvalid,
    );
    check_err(
        &format!("/v2/ghcr.io/{}/manifests/b", "a/".repeat(3000)),
        Error::TargetTooLong,
    );
}

#[test]
fn tags_have_at_most_128_characters() {
    check(
        &format!("/v2/dev/a/manifests/{}", "t".repeat(128)),
        &format!("dev /v2/a/manifests/{}", "t".repeat(128)),
    );
    for tag in [
        "t".repeat(129),
        ".a".into(),
        "-a".into(),
        "a@b".into(),
        String::new(),
    ] {
        let target = format!("/v2/dev/a/manifests/{tag}");
        assert!(
            matches!(
                read(&target),
                Err(Error::ReferenceInvalid | Error::NameInvalid)
            ),
            "{target}"
        );
    }
}

#[test]
fn digests_are_sha256_or_sha512_in_lower_case() {
    check(
        &format!("/v2/dev/a/manifests/sha256%3A{HEX}"),
        &format!("dev /v2/a/manifests/sha256:{HEX}"),
    );
    check(
        &format!("/v2/dev/a/blobs/sha512:{HEX}{HEX}"),
        &format!("dev /v2/a/blobs/sha512:{HEX}{HEX}"),
    );
    for digest in [
        "md5:d41d8cd98f00b204e9800998ecf8427e".to_owned(),
        format!("sha256:{}", &HEX[1..]),
        format!("sha256:{}", HEX.to_uppercase()),
        "sha256:text".to_owned(),
        format!("sha384:{HEX}"),
        format!("sha256:{HEX}{HEX}"),
        format!(":{HEX}"),
    ] {
        check_err(
            &format!("/v2/dev/a/manifests/{digest}"),
            Error::DigestInvalid,
        );
        check_err(&format!("/v2/dev/a/blobs/{digest}"), Error::DigestInvalid);
    }
}

#[test]
fn only_understood_parameters_go_upstream() {
    check(
        "/v2/dev/a/tags/list?n=10&last=v1&x=y&token=1",
        "dev /v2/a/tags/list?n=10&last=v1",
    );
    check(
        "/v2/dev/a/tags/list?n=1000000000",
        "dev /v2/a/tags/list?n=1000",
    );
    check(
        "/v2/dev/a/tags/list?next_page=gAAAA-_x%3D",
        "dev /v2/a/tags/list?next_page=gAAAA-_x%3D",
    );
    check(
        &format!("/v2/dev/a/referrers/sha256:{HEX}?artifactType=application/spdx%2Bjson"),
        &format!("dev /v2/a/referrers/sha256:{HEX}?artifactType=application/spdx%2Bjson"),
    );
    check("/v2/dev/a/manifests/b?n=1", "dev /v2/a/manifests/b");
}

#[test]
fn malformed_or_repeated_parameters_are_refused() {
    for query in [
        "n=-1",
        "n=abc",
        "n=99999999999999999999",
        "n=",
        "n=1&n=2",
        "last=a%0db",
        "last=",
        "artifactType=x",
        "x=%00",
        "x=%zz",
        "next_page=a%26b",
        "ns=&ns=",
    ] {
        check_err(&format!("/v2/dev/a/tags/list?{query}"), Error::QueryInvalid);
    }
}

#[test]
fn the_registry_may_stand_in_ns_instead_of_the_path() {
    check(
        "/v2/library/nginx/manifests/1?ns=docker.io",
        "docker.io /v2/library/nginx/manifests/1",
    );
    check(
        "/v2/docker.io/library/nginx/manifests/1?ns=docker.io",
        "docker.io /v2/library/nginx/manifests/1",
    );
    check(
        "/v2/index.docker.io/nginx/manifests/1?ns=docker.io",
        "docker.io /v2/library/nginx/manifests/1",
    );
    check("/v2/a/manifests/1?ns=dev", "dev /v2/a/manifests/1");
    check_err(
        "/v2/ghcr.io/a/manifests/1?ns=docker.io",
        Error::QueryInvalid,
    );
    check_err("/v2/a/manifests/1?ns=127.0.0.1", Error::QueryInvalid);
}

#[test]
fn an_accepted_target_reads_back_as_itself() {
    for target in [
        "/v2/ghcr.io/org/app/manifests/v1",
        "/v2/dev/a/tags/list",
        "/v2/docker.io/library/nginx/tags/list?n=5&last=a",
    ] {
        let Ok(Target::Ask(ask)) = read(target) else {
            panic!("{target}")
        };
        let path = ask.request.path();
        let again = format!(
            "/v2/{}{}{}",
            ask.registry,
            path.strip_prefix("/v2").unwrap(),
            ask.query.for_tags()
        );
        assert_eq!(read(&again), Ok(Target::Ask(ask)));
    }
}
