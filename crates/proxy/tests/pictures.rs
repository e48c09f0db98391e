//! Pictures, badges, texts and oEmbed: what stands in for a figure, and what it may cost.

mod support;

use support::{
    Answer, Document, OCI_INDEX, OCI_MANIFEST, Proxy, ProxyCommand, Recorded, Request, Response,
    Upstream,
};

const CONFIG: &str = "application/vnd.oci.image.config.v1+json";

/// A registry with one image for arm64, whose index also lists what a hostile one would.
fn image() -> (Document, Document, Document) {
    let config = Document::new(
        r#"{"architecture":"arm64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#,
    );
    let manifest = Document::manifest(&config);
    let entry = |platform: &str| {
        format!(
            r#"{{"mediaType":"{OCI_MANIFEST}","digest":"{}","size":{},"platform":{platform}}}"#,
            manifest.digest,
            manifest.bytes.len()
        )
    };
    let hostile = entry("{\"os\":\"linux\",\"architecture\":\"<script>\u{202e}\"}");
    let arm = entry(r#"{"os":"linux","architecture":"arm64"}"#);
    let index = Document::new(format!(
        r#"{{"schemaVersion":2,"mediaType":"{OCI_INDEX}","manifests":[{hostile},{arm}]}}"#
    ));
    (index, manifest, config)
}

fn registry() -> Upstream {
    let (index, manifest, config) = image();
    Upstream::plain(move |request: &Recorded| {
        let path = request.path();
        let is = |document: &Document| path.ends_with(&document.digest);
        if is(&manifest) {
            Answer::ok(OCI_MANIFEST, &manifest.bytes)
        } else if is(&config) {
            Answer::ok(CONFIG, &config.bytes)
        } else if is(&index) || path.ends_with("/manifests/1") {
            Answer::ok(OCI_INDEX, &index.bytes)
        } else {
            Answer::failure(404)
        }
    })
}

fn served() -> (Proxy, Upstream, String) {
    let upstream = registry();
    let proxy = ProxyCommand::serving(&[("stub", &upstream)])
        .option("--site-url", "https://tagprism.example/docs/")
        .start();
    let image = format!("127.0.0.1:{}/team/app:1", upstream.port());
    (proxy, upstream, image)
}

/// What every picture is sent with.
#[track_caller]
fn assert_picture(response: &Response, media_type: &str) {
    assert_eq!(response.status, 200, "{}", response.text());
    let is = |name: &str, value: &str| assert_eq!(response.header(name), Some(value), "{name}");
    is("content-type", media_type);
    is("x-content-type-options", "nosniff");
    is(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    assert!(response.header("etag").is_some() && response.header("x-frame-options").is_none());
}

const SVG: &str = "image/svg+xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

#[test]
fn every_figure_is_pictured_without_asking_anybody() {
    let (proxy, upstream, _) = served();
    for name in [
        "hosts", "encode", "loader", "digest", "match", "ask", "build", "pull", "push", "windows",
        "sizes", "inspect",
    ] {
        let svg = proxy.get(format!("/snap/{name}.svg?theme=dark"));
        assert_picture(&svg, SVG);
        assert!(
            svg.text().contains("https://tagprism.example/docs/"),
            "{name}"
        );
        assert!(svg.body.len() <= 40_000, "{name}");
        assert_eq!(svg.header("access-control-allow-origin"), Some("*"));
        assert_eq!(
            svg.header("cross-origin-resource-policy"),
            Some("cross-origin")
        );
        let kept = svg.header("cache-control").unwrap_or_default();
        assert!(kept.starts_with("public, max-age=3600"), "{kept}");
        assert_picture(&proxy.get(format!("/snap/{name}.txt")), TEXT);
    }
    let png = proxy.get("/snap/match.png?scale=1");
    assert_picture(&png, "image/png");
    assert!(png.body.starts_with(b"\x89PNG") && png.body.len() < 400_000);
    for target in [
        "/snap/nothing.svg",
        "/snap/match.gif",
        "/snap/",
        "/badge/.svg",
        "/badge/nginx",
    ] {
        assert_eq!(proxy.get(target).status, 404, "{target}");
    }
    upstream.assert_untouched();
}

#[test]
fn an_image_is_read_once_and_no_further_than_it_is_shown() {
    let (proxy, upstream, image) = served();
    let badge = proxy.get(format!("/badge/{image}.svg"));
    assert_picture(&badge, SVG);
    assert!(badge.text().contains(">arm64<") && !badge.text().contains("<script"));
    assert_eq!(upstream.hits(), 1, "a badge needs the list alone");
    let target = format!("/snap/inspect.svg?image={image}&host=linux/arm64");
    let picture = proxy.get(&target);
    assert_picture(&picture, SVG);
    assert!(
        picture.text().contains("linux/arm64 gets entry 2."),
        "{}",
        picture.text()
    );
    assert!(picture.text().contains("read and verified"));
    assert!(!picture.text().contains("<script") && !picture.text().contains('\u{202e}'));
    let kept = picture.header("cache-control").unwrap_or_default();
    assert!(
        kept.starts_with("public, max-age=300, stale-while-revalidate="),
        "{kept}"
    );
    let hits = upstream.hits();
    assert!(hits <= 3, "{hits}");
    assert_eq!(proxy.get(&target).text(), picture.text());
    assert_eq!(upstream.hits(), hits, "the second is the first again");
    let pull = proxy.get(format!("/snap/pull.svg?image={image}&host=linux/arm64"));
    assert!(pull.text().contains("read and verified"), "{}", pull.text());
    assert!(upstream.hits() <= hits + 2);
}

#[test]
fn a_digest_is_for_ever_and_etags_spare_the_body() {
    let (proxy, _upstream, image) = served();
    let (index, ..) = self::image();
    let pinned = image.replace(":1", &format!("@{}", index.digest));
    let target = format!("/snap/inspect.svg?image={pinned}");
    let response = proxy.get(&target);
    assert_picture(&response, SVG);
    assert_eq!(
        response.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let etag = response.header("etag").expect("an etag").to_owned();
    let again = proxy.send(&Request::get(&target).header("If-None-Match", &etag));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = proxy.send(&Request::head(&target));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        head.header("content-length"),
        Some(&*response.body.len().to_string())
    );
}

#[test]
fn what_goes_wrong_is_a_picture_that_says_so() {
    let (proxy, upstream, image) = served();
    let missing = image.replace("team/app", "team/none").replace(":1", ":2");
    for (image, reason) in [
        (&*missing, "the registry does not have this"),
        ("evil.internal/x:1", "this registry is not served here"),
        ("127.0.0.1:1/x:1", "this is not the name of a registry"),
        ("a b", "reference"),
        ("%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;"),
    ] {
        for folder in ["snap/inspect.svg?image=", "snap/pull.svg?image="] {
            let response = proxy.get(format!("/{folder}{}", image.replace(' ', "%20")));
            assert_picture(&response, SVG);
            let text = response.text();
            assert!(text.contains("is unavailable just now."), "{image}: {text}");
            assert!(!text.contains("<script"), "{text}");
            assert!(
                text.contains(reason) || reason == "reference",
                "{image}: {text}"
            );
            assert_eq!(response.header("cache-control"), Some("public, max-age=30"));
            assert!(!text.contains(support::UPSTREAM_TEXT));
        }
        let badge = proxy.get(format!("/badge/{}.svg", image.replace(' ', "%20")));
        assert_picture(&badge, SVG);
        assert!(badge.text().contains("unavailable"));
    }
    assert!(
        upstream
            .requests()
            .iter()
            .all(|it| it.path().contains("/team/none/"))
    );
    let png = proxy.get(format!("/snap/inspect.png?image={missing}&scale=1"));
    assert_picture(&png, "image/png");
}

#[test]
fn wrong_bytes_are_not_pictured() {
    let (index, ..) = image();
    let upstream =
        Upstream::plain(
            move |request: &Recorded| match request.path().ends_with("/manifests/1") {
                true => Answer::ok(OCI_INDEX, &index.bytes),
                false => Answer::ok(OCI_MANIFEST, b"{}"),
            },
        );
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let image = format!("127.0.0.1:{}/team/app:1", upstream.port());
    let response = proxy.get(format!("/snap/inspect.svg?image={image}&host=linux/arm64"));
    assert_picture(&response, SVG);
    assert!(
        response.text().contains("do not have the digest"),
        "{}",
        response.text()
    );
}

#[test]
fn terminals_get_words_where_browsers_get_a_page() {
    let (proxy, _upstream, image) = served();
    let target = format!("/i/{image}?host=linux/arm64");
    for fields in [
        [("User-Agent", "curl/8.5.0"), ("Accept", "*/*")],
        [("User-Agent", "x"), ("Accept", "text/plain")],
    ] {
        let request = fields
            .iter()
            .fold(Request::get(&target), |it, (name, value)| {
                it.header(name, value)
            });
        let response = proxy.send(&request);
        assert_picture(&response, TEXT);
        assert_eq!(response.header("vary"), Some("Accept, User-Agent"));
        assert!(
            response.text().contains("linux/arm64 gets entry 2."),
            "{}",
            response.text()
        );
        assert!(response.text().contains("⟪U+202E⟫"));
    }
    let pull = proxy.send(&Request::get(format!("/pull/{image}")).header("User-Agent", "curl/8"));
    assert_picture(&pull, TEXT);
    // There is no site here, and so no page.
    let browser = Request::get(&target)
        .header("Accept", "text/html")
        .header("User-Agent", "curl/8");
    assert_eq!(proxy.send(&browser).status, 404);
}

#[test]
fn pages_are_framed_by_their_address() {
    let (proxy, upstream, _) = served();
    let ask = |url: &str, more: &str| proxy.get(format!("/oembed?url={url}{more}"));
    let found = ask(
        "https://tagprism.example/docs/i/nginx:latest",
        "&maxwidth=480",
    );
    assert_picture(&found, "application/json");
    let json = found.json();
    assert_eq!(
        (&json["type"], &json["width"]),
        (&"rich".into(), &480.into())
    );
    let html = json["html"].as_str().unwrap_or_default();
    assert!(
        html.contains("src=\"https://tagprism.example/docs/embed/inspect?image=nginx:latest\""),
        "{html}"
    );
    for (url, more, status) in [
        ("https://evil.example/docs/i/nginx", "", 404),
        ("https://tagprism.example/docs/pull", "&format=xml", 501),
        ("", "", 404),
    ] {
        assert_eq!(ask(url, more).status, status, "{url}");
    }
    assert_eq!(proxy.get("/oembed").status, 400);
    upstream.assert_untouched();
}

#[test]
fn in_local_mode_other_sites_see_no_picture_of_a_registry() {
    let upstream = registry();
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .start();
    let image = format!("127.0.0.1:{}/team/app:1", upstream.port());
    let port = proxy.address().port();
    let own = format!("127.0.0.1:{port}");
    for target in [
        format!("/snap/inspect.svg?image={image}"),
        format!("/badge/{image}.svg"),
        "/snap/pull.png?image=quay.io/a/b:1".to_owned(),
    ] {
        for (name, value) in [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
            ("Origin", "null"),
            ("Origin", "https://evil.example"),
        ] {
            let response = proxy.send(&Request::get(&target).host(&own).header(name, value));
            assert_eq!(response.status, 403, "{target} {name}: {value}");
        }
        let rebound = proxy.send(&Request::get(&target).host("evil.example"));
        assert!(matches!(rebound.status, 403 | 421), "{}", rebound.status);
    }
    upstream.assert_untouched();
    let target = format!("/snap/inspect.svg?image={image}&host=linux/arm64");
    let mine = proxy.send(
        &Request::get(&target)
            .host(&own)
            .header("Sec-Fetch-Site", "same-origin"),
    );
    assert_picture(&mine, SVG);
    assert!(mine.text().contains("gets entry 2."), "{}", mine.text());
    assert_eq!(
        mine.header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert_eq!(mine.header("access-control-allow-origin"), None);
    let again = proxy.send(
        &Request::get(&target)
            .host(&own)
            .header("Sec-Fetch-Site", "cross-site"),
    );
    assert_eq!(again.status, 403, "what is kept is guarded as well");
    let figure = proxy.send(
        &Request::get("/snap/match.svg")
            .host(&own)
            .header("Sec-Fetch-Site", "cross-site"),
    );
    assert_picture(&figure, SVG);
}
