//! The site beside the API (P85, R21, §2.12).

mod support;

use support::{Document, Proxy, ProxyCommand, Request, Response, Scratch, Upstream, assert_error};

const INDEX: &str = "<!doctype html><title>Tagprism</title>";
const EMBED: &str = "<html data-embed=\"match\"><script>embed()</script>";
const WASM: &[u8] = b"\0asm\x01\0\0\0";

/// A built site with twins for its module, and a file outside of it.
fn site() -> (Proxy, Scratch) {
    let scratch = Scratch::new();
    scratch.write("secret.txt", "outside");
    scratch.write("dist/index.html", INDEX);
    scratch.write("dist/index.html.br", "br of index");
    scratch.write("dist/app-0123456789abcdef_bg.wasm", WASM);
    scratch.write("dist/app-0123456789abcdef_bg.wasm.br", "br of wasm");
    scratch.write("dist/app-0123456789abcdef_bg.wasm.gz", "gz of wasm");
    scratch.write("dist/app-0123456789abcdef.js", "export {}");
    scratch.write("dist/app-0123456789abcdef.js.gz", "gz of js");
    scratch.write("dist/samples/one.json", "{}");
    scratch.write("dist/embed/index.html", INDEX);
    scratch.write("dist/embed/match/index.html", EMBED);
    scratch.write("dist/embed.js", "customElements");
    // As the build writes pages: with the character set first.
    let whole = "<html><head><meta charset=\"utf-8\"><title>T</title></head></html>";
    scratch.write("dist/i/carded:1/index.html", whole);
    let dist = scratch.path().join("dist");
    let dist = dist.to_str().expect("scratch paths are UTF-8");
    let proxy = ProxyCommand::public().option("--static-dir", dist).start();
    (proxy, scratch)
}

const WASM_TARGET: &str = "/app-0123456789abcdef_bg.wasm";

#[track_caller]
fn assert_page(response: &Response) {
    assert_eq!(response.status, 200);
    assert_eq!(response.text(), INDEX);
    let media_type = response.header("content-type").unwrap_or_default();
    assert!(media_type.starts_with("text/html"), "{media_type}");
    assert_eq!(response.header("cache-control"), Some("no-cache"));
}

/// P85.
#[test]
fn a_file_goes_out_as_its_best_precompressed_twin() {
    let (proxy, _scratch) = site();
    for (accepted, coding, body) in [
        ("br, gzip", Some("br"), b"br of wasm".as_slice()),
        ("gzip, deflate, br, zstd", Some("br"), b"br of wasm"),
        ("gzip", Some("gzip"), b"gz of wasm"),
        ("br;q=0, gzip", Some("gzip"), b"gz of wasm"),
        ("br;q=0", None, WASM),
        ("identity", None, WASM),
        ("zstd", None, WASM),
        ("", None, WASM),
    ] {
        let request = Request::get(WASM_TARGET).header("Accept-Encoding", accepted);
        let response = proxy.send(&request);
        assert_eq!(response.status, 200, "{accepted}");
        assert_eq!(response.header("content-encoding"), coding, "{accepted}");
        assert_eq!(response.body, body, "{accepted}");
        assert_eq!(response.header("content-type"), Some("application/wasm"));
        let vary = response.header("vary").unwrap_or_default();
        assert!(vary.eq_ignore_ascii_case("accept-encoding"), "{vary}");
        let cache_control = response.header("cache-control").unwrap_or_default();
        assert!(cache_control.contains("immutable"), "{cache_control}");
    }
}

/// P85: where there is only one twin, the other coding gets the file itself.
#[test]
fn a_missing_twin_is_no_loss() {
    let (proxy, _scratch) = site();
    let target = "/app-0123456789abcdef.js";
    let response = proxy.send(&Request::get(target).header("Accept-Encoding", "br"));
    assert_eq!(response.header("content-encoding"), None);
    assert_eq!(response.text(), "export {}");
    let media_type = response.header("content-type").unwrap_or_default();
    assert!(media_type.starts_with("text/javascript"), "{media_type}");
}

/// P85, §2.12.
#[test]
fn the_site_comes_with_a_strict_policy() {
    let (proxy, _scratch) = site();
    for target in [
        "/",
        WASM_TARGET,
        "/i/docker.io/library/nginx:latest",
        "/missing.js",
    ] {
        let response = proxy.get(target);
        let policy = response
            .header("content-security-policy")
            .unwrap_or_default();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "`{part}` is not in `{policy}`");
        }
        // The app may set a base and submit its own form; nobody else's.
        for directive in ["base-uri", "form-action"] {
            let is_own = |source: &str| policy.contains(&format!("{directive} {source};"));
            assert!(
                is_own("'none'") || is_own("'self'"),
                "{directive}: {policy}"
            );
        }
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert!(
            !policy
                .replace("'wasm-unsafe-eval'", "")
                .contains("unsafe-eval")
        );
        for (field, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(response.header(field), Some(value), "{target} {field}");
        }
    }
}

/// Embeds stand in pages of strangers, in a sandbox in which even our own files are another origin's.
#[test]
fn an_embed_may_be_framed_and_the_site_may_not() {
    let (proxy, _scratch) = site();
    let host = proxy.address().to_string();
    for target in ["/embed/match", "/embed/match/", "/embed/match?theme=dark"] {
        let response = proxy.get(target);
        assert_eq!((response.status, response.text()), (200, EMBED.to_owned()));
        let policy = response
            .header("content-security-policy")
            .unwrap_or_default();
        for part in [
            "default-src 'none'",
            "form-action 'none'",
            &format!("connect-src 'self' http://{host};"),
            "'wasm-unsafe-eval' 'sha256-",
        ] {
            assert!(policy.contains(part), "`{part}` is not in `{policy}`");
        }
        assert!(
            // Not even `frame-ancestors *`: it shuts out pages in a sandbox.
            !policy.contains("frame-ancestors")
                && !policy.contains("unsafe-inline")
                && !policy.contains("https:"),
            "{policy}"
        );
        for (field, value) in [
            ("x-frame-options", None),
            ("cross-origin-opener-policy", None),
            ("cross-origin-embedder-policy", Some("require-corp")),
            ("cross-origin-resource-policy", Some("cross-origin")),
            ("x-content-type-options", Some("nosniff")),
        ] {
            assert_eq!(response.header(field), value, "{target} {field}");
        }
        let permissions = response.header("permissions-policy").unwrap_or_default();
        assert!(
            permissions.contains("clipboard-write=(self)") && permissions.contains("camera=()")
        );
    }
    for target in ["/embed", "/embed/", "/", "/embed/nothing"] {
        let policy = proxy.get(target);
        let policy = policy.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("frame-src 'self'"));
    }
    for target in ["/embed.js", WASM_TARGET, "/samples/one.json"] {
        let response = proxy.get(target);
        assert_eq!(response.header("access-control-allow-origin"), Some("*"));
        assert_eq!(
            response.header("cross-origin-resource-policy"),
            Some("cross-origin")
        );
    }
    // A page that is also written in words differs by who asks.
    let page = proxy.send(&Request::get("/i/nginx").header("Accept", "text/html"));
    assert_eq!(
        page.header("vary"),
        Some("Accept-Encoding, Accept, User-Agent, Sec-Fetch-Mode")
    );
}

/// Who shows a card of a page finds that very image in its head; who reads it gets it as it was built.
#[test]
fn a_page_about_an_image_has_a_card_for_those_who_show_one() {
    let (proxy, _scratch) = site();
    let host = proxy.address().to_string();
    let get = |fields: &[(&str, &str)]| {
        let request = Request::get("/i/carded:1").header("Accept", "text/html");
        let request = fields
            .iter()
            .fold(request, |it, (name, value)| it.header(name, value));
        proxy.send(&request).text()
    };
    let card = get(&[("User-Agent", "Slackbot-LinkExpanding 1.0")]);
    for part in [
        "content=\"carded:1: every platform inside the tag\"",
        &format!("content=\"http://{host}/snap/inspect.png?image=carded:1"),
        "type=\"application/json+oembed\"",
    ] {
        assert!(card.contains(part), "{part}\n{card}");
    }
    let read = get(&[("Sec-Fetch-Mode", "navigate")]);
    assert!(!read.contains("oembed"), "{read}");
}

/// Deep links are the app's business: a reference in the path has dots and colons and is still no file.
#[test]
fn a_deep_link_gets_the_app() {
    let (proxy, _scratch) = site();
    for target in [
        "/",
        "/index.html",
        "/i/docker.io/library/nginx:latest",
        "/i/ghcr.io/acme/app.js",
        "/i/localhost:5000/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "/i/docker.io/library/nginx:1.27.3?host=linux/arm64",
        "/learn",
    ] {
        eprintln!("{target}");
        assert_page(&proxy.get(target));
    }
}

/// A missing file is missing: the app's page in place of a script would only fail later and worse.
#[test]
fn a_missing_file_is_not_found() {
    let (proxy, _scratch) = site();
    for target in [
        "/x.js",
        "/x.wasm",
        "/samples/two.json",
        "/assets/x.css",
        "/favicon.png",
    ] {
        let response = proxy.get(target);
        assert_eq!(response.status, 404, "{target}");
        assert!(!response.text().contains("<title>"));
    }
}

/// Nothing outside the site.
#[test]
fn no_target_leaves_the_site() {
    let (proxy, scratch) = site();
    let absolute = format!("/{}", scratch.path().join("secret.txt").display());
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/samples/../../secret.txt",
        "/samples/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "//secret.txt",
        "/samples/one.json%00.js",
        &absolute,
        &absolute.replace('/', "%2f"),
    ] {
        eprintln!("{target}");
        let response = proxy.get(target);
        assert!(!response.text().contains("outside"), "{target}");
        assert!(matches!(response.status, 200 | 400 | 404), "{response:?}");
    }
}

/// R21: under `/v2/` everything is the API's.
#[test]
fn the_api_never_falls_to_the_site() {
    let scratch = Scratch::new();
    scratch.write("index.html", INDEX);
    scratch.write("v2/index.html", INDEX);
    scratch.write("v2/stub/a.txt", INDEX);
    let upstream = Upstream::holding(&Document::index("site"));
    let folder = scratch.path().to_str().expect("scratch paths are UTF-8");
    let proxy = ProxyCommand::serving(&[("stub", &upstream)])
        .option("--static-dir", folder)
        .start();
    assert_eq!(proxy.get("/v2/").text(), "{}");
    for target in ["/v2/stub/a.txt", "/v2/index.html", "/v2/x"] {
        let response = proxy.get(target);
        assert_error(&response, 404, "UNSUPPORTED", "unknown_endpoint");
    }
    upstream.assert_untouched();
}

/// HEAD is GET without a body.
#[test]
fn head_has_the_length_and_no_body() {
    let (proxy, _scratch) = site();
    let response = proxy.send(&Request::head(WASM_TARGET));
    assert_eq!(response.status, 200);
    let length = WASM.len().to_string();
    assert_eq!(response.header("content-length"), Some(&*length));
    let response = proxy.send(&Request::new("POST", "/"));
    assert_eq!(response.status, 405);
}
