//! A small site in memory.

use super::*;

fn site() -> Site {
    let contents: BTreeMap<String, Bytes> = [
        ("index.html", "<script>x</script>"),
        ("app-41feafca601f2d9f_bg.wasm", "plain"),
        ("app-41feafca601f2d9f_bg.wasm.br", "brotli"),
        ("app-41feafca601f2d9f_bg.wasm.gz", "gzip"),
        ("samples/a.json", "{}"),
        ("learn/index.html", "learn"),
        ("embed/index.html", "configurator"),
        ("embed/match/index.html", "<script>y</script>"),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), Bytes::from_static(text.as_bytes())))
    .collect();
    let files = contents
        .keys()
        .map(|path| (path.clone(), File::new(path, &contents)))
        .collect();
    Site {
        files,
        guards: Guards::new(&contents),
    }
}

/// The status and the type of a path.
#[track_caller]
fn check(path: &str, accept: Option<&str>, expected: (u16, &str)) {
    let response = site().answer(&PageWish {
        path,
        accept,
        ..PageWish::default()
    });
    let media_type = response.headers()[header::CONTENT_TYPE]
        .to_str()
        .expect("ASCII");
    assert_eq!((response.status().as_u16(), media_type), expected, "{path}");
}

const PAGE: (u16, &str) = (200, "text/html; charset=utf-8");
const MISSING: (u16, &str) = (404, "text/plain; charset=utf-8");

#[test]
fn files_have_their_types() {
    check("/", None, PAGE);
    check("/index.html", None, PAGE);
    check("/learn/", None, PAGE);
    check(
        "/app-41feafca601f2d9f_bg.wasm",
        None,
        (200, "application/wasm"),
    );
    check("/samples/a.json", None, (200, "application/json"));
    check("/samples/%61.json", None, (200, "application/json"));
}

#[test]
fn paths_of_the_app_get_its_page() {
    for path in [
        "/i/docker.io/library/nginx:latest",
        "/i/ghcr.io/a/b:v1.js",
        "/i/x.json",
        "/settings",
        "/i/a@sha256:0",
    ] {
        check(path, Some("text/html,application/xhtml+xml;q=0.9"), PAGE);
    }
    check("/settings", Some("*/*"), PAGE);
    check("/settings", Some("application/json"), MISSING);
}

#[test]
fn missing_files_are_missing() {
    for path in [
        "/foo.js",
        "/samples/x.json",
        "/a/b.wasm",
        "/favicon.ico",
        "/A.PNG",
    ] {
        check(path, Some("*/*"), MISSING);
    }
}

#[test]
fn paths_that_climb_are_refused() {
    for path in [
        "/../x",
        "/a/%2e%2e/b",
        "/a/%2E./b",
        "/a%5cb",
        "/%00",
        "/%zz",
        "/%ff",
        "/a/..%2f..%2fb",
    ] {
        check(path, None, (400, "text/plain; charset=utf-8"));
    }
}

#[test]
fn the_best_accepted_coding_is_sent() {
    let coding = |accept_encoding| {
        let response = site().answer(&PageWish {
            path: "/app-41feafca601f2d9f_bg.wasm",
            accept_encoding,
            ..PageWish::default()
        });
        assert_eq!(response.headers()[header::VARY], "Accept-Encoding");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/wasm");
        response
            .headers()
            .get(header::CONTENT_ENCODING)
            .map(|value| value.to_str().expect("ASCII").to_owned())
    };
    assert_eq!(coding(Some("gzip, deflate, br")).as_deref(), Some("br"));
    assert_eq!(coding(Some("gzip, br;q=0")).as_deref(), Some("gzip"));
    assert_eq!(coding(Some("identity")), None);
    assert_eq!(coding(None), None);
}

#[test]
fn hashed_names_are_kept_for_ever_and_others_are_asked_for_again() {
    let kept = |path| {
        site()
            .answer(&PageWish {
                path,
                ..PageWish::default()
            })
            .headers()[header::CACHE_CONTROL]
            .clone()
    };
    assert_eq!(
        kept("/app-41feafca601f2d9f_bg.wasm"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(kept("/"), "no-cache");
    for (name, hashed) in [
        ("a-0123456789abcdef.js", true),
        ("a-0123456789abcdef0.js", false),
        ("0123456789abcdef.js", false),
        ("a-0123456789abcdeg.js", false),
    ] {
        assert_eq!(path::is_hashed(name), hashed, "{name}");
    }
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let etag = site()
        .answer(&PageWish {
            path: "/",
            ..PageWish::default()
        })
        .headers()[header::ETAG]
        .clone();
    let again = site().answer(&PageWish {
        path: "/",
        if_none_match: etag.to_str().ok(),
        ..PageWish::default()
    });
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

/// What a header of a path says; empty where it is not there.
fn said(path: &str, name: &str) -> String {
    let response = site().answer(&PageWish {
        path,
        own: Some("http://localhost:8080"),
        ..PageWish::default()
    });
    let value = response.headers().get(name);
    value.map_or(String::new(), |it| it.to_str().expect("ASCII").to_owned())
}

#[test]
fn every_answer_carries_the_guards() {
    for path in ["/", "/foo.js", "/../x", "/embed/match", "/samples/a.json"] {
        assert!(!said(path, "content-security-policy").is_empty(), "{path}");
        assert_eq!(said(path, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(said(path, "x-frame-options"), "", "{path}");
    }
}

#[test]
fn pages_are_for_themselves_embeds_for_all_and_parts_for_both() {
    for path in ["/", "/embed", "/embed/", "/i/nginx"] {
        assert!(said(path, "content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(said(path, "cross-origin-opener-policy"), "");
        assert_eq!(said(path, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(said(path, "access-control-allow-origin"), "");
    }
    for path in ["/embed/match", "/embed/match/"] {
        let policy = said(path, "content-security-policy");
        assert!(!policy.contains("frame-ancestors"), "{policy}");
        assert!(policy.contains("connect-src 'self' http://localhost:8080;"));
        assert_eq!(said(path, "cross-origin-opener-policy"), "");
        assert_eq!(said(path, "cross-origin-embedder-policy"), "require-corp");
        assert_eq!(said(path, "cross-origin-resource-policy"), "cross-origin");
    }
    for path in ["/app-41feafca601f2d9f_bg.wasm", "/samples/a.json"] {
        assert_eq!(said(path, "access-control-allow-origin"), "*");
        assert_eq!(said(path, "cross-origin-resource-policy"), "cross-origin");
    }
}

#[test]
fn a_folder_with_a_disk_image_is_refused_before_it_is_read() {
    let folder = std::env::temp_dir().join(format!("tagprism-site-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let image = std::fs::File::create(folder.join("disk.img")).expect("a file for the test");
    // Sparse: it takes no room, but all of it would have to be read.
    let sized = image.set_len(64 << 40).is_ok();
    let outcome = Site::load(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder of the test goes away");
    if sized {
        assert!(matches!(outcome, Err(SiteError::TooLarge(_))));
    }
}
