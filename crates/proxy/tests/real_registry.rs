//! The whole path against Debian's `docker-registry`: open, behind a token server, and behind a login.

mod support;

use support::{
    Auth, Document, OCI_INDEX, OCI_MANIFEST, Proxy, ProxyCommand, RealRegistry, Request, Scratch,
    TokenServer, assert_api_success, assert_error, registry_binary,
};

const REPOSITORY: &str = "team/app";

/// What the registry holds: an index over one manifest over one config.
struct Image {
    config: Document,
    manifest: Document,
    index: Document,
}

impl Image {
    fn new() -> Self {
        let config = Document::new(
            r#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#,
        );
        let manifest = Document::manifest(&config);
        let index = Document::new(format!(
            r#"{{"schemaVersion":2,"mediaType":"{OCI_INDEX}","manifests":[{{"mediaType":"{OCI_MANIFEST}","digest":"{}","size":{},"platform":{{"os":"linux","architecture":"amd64"}}}}]}}"#,
            manifest.digest,
            manifest.bytes.len()
        ));
        Self {
            config,
            manifest,
            index,
        }
    }

    fn push_to(&self, registry: &RealRegistry, repository: &str) {
        registry.push_blob(repository, &self.config);
        registry.push_manifest(
            repository,
            &self.manifest.digest,
            OCI_MANIFEST,
            &self.manifest,
        );
        registry.push_manifest(repository, "latest", OCI_INDEX, &self.index);
    }

    /// Reads all of the image through the proxy, which calls the registry `dev`.
    #[track_caller]
    fn assert_readable(&self, proxy: &Proxy) {
        let (index, manifest, config) = (&self.index, &self.manifest, &self.config);
        for (target, document, media_type) in [
            ("manifests/latest".to_owned(), index, OCI_INDEX),
            (format!("manifests/{}", index.digest), index, OCI_INDEX),
            (
                format!("manifests/{}", manifest.digest),
                manifest,
                OCI_MANIFEST,
            ),
            (
                format!("blobs/{}", config.digest),
                config,
                "application/octet-stream",
            ),
        ] {
            let target = format!("/v2/dev/{REPOSITORY}/{target}");
            let response = proxy.get(&target);
            assert_api_success(&response);
            assert_eq!(response.body, document.bytes);
            assert_eq!(response.header("content-type"), Some(media_type));
            let digest = Some(document.digest.as_str());
            assert_eq!(response.header("docker-content-digest"), digest);

            let head = proxy.send(&Request::head(&target));
            assert_api_success(&head);
            assert_eq!(head.header("docker-content-digest"), digest);
            let length = document.bytes.len().to_string();
            assert_eq!(head.header("content-length"), Some(&*length));
        }
    }
}

/// A registry program, its storage with the image in it, and the image.
fn filled() -> Option<(std::path::PathBuf, Scratch, Image)> {
    let program = registry_binary()?;
    let (storage, image) = (Scratch::new(), Image::new());
    let registry = RealRegistry::start(&program, &storage, Auth::Open);
    image.push_to(&registry, REPOSITORY);
    image.push_to(&registry, "private/app");
    Some((program, storage, image))
}

#[test]
fn an_open_registry_is_read_document_by_document() {
    let Some((program, storage, image)) = filled() else {
        return;
    };
    let registry = RealRegistry::start(&program, &storage, Auth::Open);
    let entry = format!("dev={}", registry.url());
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&entry)
        .start();
    image.assert_readable(&proxy);

    let tags = proxy.get(format!("/v2/dev/{REPOSITORY}/tags/list"));
    assert_api_success(&tags);
    assert_eq!(tags.json()["tags"][0], "latest");

    let absent = Document::index("absent").digest;
    for (target, code) in [
        (format!("{REPOSITORY}/manifests/absent"), "MANIFEST_UNKNOWN"),
        (
            format!("{REPOSITORY}/manifests/{absent}"),
            "MANIFEST_UNKNOWN",
        ),
        (format!("{REPOSITORY}/blobs/{absent}"), "BLOB_UNKNOWN"),
        ("absent/tags/list".to_owned(), "NAME_UNKNOWN"),
    ] {
        let response = proxy.get(format!("/v2/dev/{target}"));
        assert_error(&response, 404, code, "not_found");
    }
    // 2.8.2 has no referrers API: 404 with plain text.
    let target = format!("/v2/dev/{REPOSITORY}/referrers/{}", image.index.digest);
    assert_eq!(proxy.get(target).status, 404);

    let slice = Request::get(format!(
        "/v2/dev/{REPOSITORY}/blobs/{}",
        image.config.digest
    ));
    let response = proxy.send(&slice.header("Range", "bytes=2-13"));
    assert_eq!(response.status, 206);
    assert_eq!(response.body, &image.config.bytes[2..=13]);
}

/// 2.8.2 itself answers 405 to this; a HEAD that fails where GET succeeds is nothing to pass on.
#[test]
fn head_of_a_tag_list_is_get_without_the_body() {
    let Some((program, storage, _)) = filled() else {
        return;
    };
    let registry = RealRegistry::start(&program, &storage, Auth::Open);
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("dev={}", registry.url()))
        .start();
    let target = format!("/v2/dev/{REPOSITORY}/tags/list");
    let get = proxy.get(&target);
    let head = proxy.send(&Request::head(&target));
    assert_api_success(&head);
    let length = get.body.len().to_string();
    assert_eq!(head.header("content-length"), Some(&*length));
    assert_eq!(head.header("content-type"), get.header("content-type"));
}

/// The same questions to the registry and through the proxy (differential).
#[test]
fn the_proxy_tells_what_the_registry_tells() {
    let Some((program, storage, image)) = filled() else {
        return;
    };
    let registry = RealRegistry::start(&program, &storage, Auth::Open);
    let proxy = ProxyCommand::local()
        .registry(&format!("dev={}", registry.url()))
        .start();
    let absent = Document::index("absent").digest;
    for target in [
        "manifests/latest".to_owned(),
        format!("manifests/{}", image.index.digest),
        format!("manifests/{}", image.manifest.digest),
        format!("blobs/{}", image.config.digest),
        format!("manifests/{absent}"),
        format!("blobs/{absent}"),
        "manifests/absent".to_owned(),
    ] {
        for method in ["GET", "HEAD"] {
            let ask = |prefix: &str| {
                Request::new(method, format!("/v2/{prefix}{REPOSITORY}/{target}"))
                    .header("Accept", &format!("{OCI_INDEX}, {OCI_MANIFEST}"))
            };
            let direct = registry.ask(&ask(""));
            let through = proxy.send(&ask("dev/"));
            assert_eq!(through.status, direct.status, "{method} {target}");
            if direct.status == 200 {
                assert_eq!(through.body, direct.body, "{method} {target}");
                for field in ["docker-content-digest", "content-length"] {
                    let (one, other) = (through.header(field), direct.header(field));
                    assert_eq!(one, other, "{field} of {method} {target}");
                }
            }
        }
    }
}

#[test]
fn a_registry_behind_a_token_server_is_read_without_a_login() {
    let Some((program, storage, image)) = filled() else {
        return;
    };
    let tokens = TokenServer::new();
    let registry = RealRegistry::start(&program, &storage, Auth::Token(&tokens));
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!(
            "dev={};realm={}",
            registry.url(),
            tokens.address()
        ))
        .start();
    let direct = registry.ask(&Request::get(format!("/v2/{REPOSITORY}/manifests/latest")));
    assert_eq!(direct.status, 401, "the registry does want a token");

    image.assert_readable(&proxy);
    assert_eq!(tokens.requests().len(), 1, "one token for one repository");

    // The token server grants nothing here, as for a repository that is private or not there at all.
    let response = proxy.get("/v2/dev/private/app/manifests/latest");
    assert_error(&response, 403, "DENIED", "auth_required");
}

/// The realm is the registry's word; without the operator's it is not asked.
#[test]
fn a_token_server_that_was_not_declared_is_not_asked() {
    let Some((program, storage, _)) = filled() else {
        return;
    };
    let tokens = TokenServer::new();
    let registry = RealRegistry::start(&program, &storage, Auth::Token(&tokens));
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("dev={}", registry.url()))
        .start();
    let response = proxy.get(format!("/v2/dev/{REPOSITORY}/manifests/latest"));
    assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
    assert_eq!(tokens.requests().len(), 0);
}

/// P42 against the real thing.
#[test]
fn a_registry_behind_a_login_stays_closed() {
    let Some((program, storage, _)) = filled() else {
        return;
    };
    let registry = RealRegistry::start(&program, &storage, Auth::Basic);
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("dev={}", registry.url()))
        .start();
    let target = format!("/v2/dev/{REPOSITORY}/manifests/latest");
    for request in [
        Request::get(&target),
        Request::get(&target).header("Authorization", "Basic dGVzdDp0ZXN0"),
    ] {
        let response = proxy.send(&request);
        assert_error(&response, 403, "DENIED", "auth_required");
        assert_eq!(response.header("www-authenticate"), None);
    }
}
