//! Limits on sizes, and ranges (P52, P62, P63): public mode, where a manifest has 4 MiB and a blob 8 MiB.

mod support;

use support::{
    Answer, OCI_INDEX, Proxy, ProxyCommand, Recorded, Request, Upstream, assert_api_success,
    assert_error, digest_of, patterned,
};

const MIB: u64 = 1024 * 1024;
const BIG: u64 = 64 * MIB;

fn with_script(script: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> (Proxy, Upstream) {
    let upstream = Upstream::plain(script);
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

fn some_blob() -> String {
    format!("/v2/stub/a/blobs/{}", digest_of(b"any"))
}

/// P52: the body never comes, so an answer means that nobody waited for it.
#[test]
fn an_announced_giant_manifest_is_refused_unread() {
    let length = (5 * MIB).to_string();
    let (proxy, _upstream) = with_script(move |_| {
        let headers = [("Content-Type", OCI_INDEX), ("Content-Length", &*length)];
        Answer::head(200, &headers).then_hang()
    });
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_error(&response, 502, "SIZE_INVALID", "response_too_large");
    let detail = &response.json()["errors"][0]["detail"];
    assert_eq!(detail["limit"], 4 * MIB);
}

/// R13: the limit also holds where no length is announced.
#[test]
fn an_endless_manifest_is_cut_off() {
    let (proxy, upstream) =
        with_script(|_| Answer::head(200, &[("Content-Type", OCI_INDEX)]).then_flood(BIG));
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_error(&response, 502, "SIZE_INVALID", "response_too_large");
    assert!(upstream.bytes_flooded() < BIG, "all of it was read");
}

/// The same for tag lists, which have 8 MiB.
#[test]
fn an_endless_tag_list_is_cut_off() {
    let (proxy, upstream) =
        with_script(|_| Answer::head(200, &[("Content-Type", "application/json")]).then_flood(BIG));
    let response = proxy.get("/v2/stub/a/tags/list");
    assert_error(&response, 502, "SIZE_INVALID", "response_too_large");
    assert!(upstream.bytes_flooded() < BIG, "all of it was read");
}

/// P62.
#[test]
fn a_whole_blob_above_the_limit_is_denied_with_both_numbers() {
    let length = BIG.to_string();
    let (proxy, upstream) =
        with_script(move |_| Answer::head(200, &[("Content-Length", &length)]).then_flood(BIG));
    let response = proxy.get(some_blob());
    assert_error(&response, 403, "DENIED", "blob_too_large");
    let detail = &response.json()["errors"][0]["detail"];
    assert_eq!(detail["size"], BIG);
    assert_eq!(detail["limit"], 8 * MIB);
    assert!(upstream.bytes_flooded() < BIG, "all of it was read");
}

/// P62 for a blob that hides its length: it never arrives as a whole.
#[test]
fn a_blob_of_unknown_length_above_the_limit_does_not_arrive() {
    let (proxy, upstream) = with_script(|_| Answer::head(200, &[]).then_flood(BIG));
    let response = proxy.get(some_blob());
    let is_cut = response.status == 200 && !response.complete;
    if !is_cut {
        support::assert_contract(&response);
    }
    assert!(response.body.len() as u64 <= 8 * MIB);
    assert!(upstream.bytes_flooded() < BIG, "all of it was read");
}

/// P63.
#[test]
fn a_slice_is_cut_here_where_the_upstream_ignores_ranges() {
    let length = BIG.to_string();
    let (proxy, upstream) =
        with_script(move |_| Answer::head(200, &[("Content-Length", &length)]).then_flood(BIG));
    for (range, start, size) in [("bytes=0-1023", 0, 1024), ("bytes=100-109", 100, 10)] {
        let response = proxy.send(&Request::get(some_blob()).header("Range", range));
        assert_api_success(&response);
        assert_eq!(response.status, 206);
        assert!(response.body == patterned(start, size), "other bytes");
        let end = start + size as u64 - 1;
        let expected = format!("bytes {start}-{end}/{BIG}");
        assert_eq!(response.header("content-range"), Some(&*expected));
        assert_eq!(response.header("content-length"), Some(&*size.to_string()));
    }
    let flooded = upstream.bytes_flooded();
    assert!(flooded < 2 * BIG, "the upstream was not cut off");
}

/// A range the upstream understands is passed on, written anew.
#[test]
fn a_slice_comes_from_the_upstream_where_it_knows_ranges() {
    let (proxy, upstream) = with_script(|request| match request.header("range") {
        Some("bytes=0-1023") => {
            let headers = [("Content-Range", "bytes 0-1023/67108864")];
            Answer::of(206, &headers, &patterned(0, 1024))
        }
        _ => Answer::failure(500),
    });
    let request = Request::get(some_blob()).header("Range", "bytes=0-1023");
    let response = proxy.send(&request);
    assert_api_success(&response);
    assert_eq!(response.status, 206);
    assert_eq!(response.body, patterned(0, 1024));
    assert_eq!(
        response.header("content-range"),
        Some("bytes 0-1023/67108864")
    );
    assert_eq!(upstream.hits(), 1);
}

/// An upstream that answers another range than the one asked for.
#[test]
fn another_slice_than_the_one_asked_for_is_refused() {
    for content_range in [
        "bytes 1-1024/5000",
        "bytes 0-4095/5000",
        "bytes 0-1023/10",
        "x",
        "",
    ] {
        eprintln!("{content_range}");
        let (proxy, _upstream) = with_script(move |_| {
            Answer::of(
                206,
                &[("Content-Range", content_range)],
                &patterned(0, 1024),
            )
        });
        let request = Request::get(some_blob()).header("Range", "bytes=0-1023");
        let response = proxy.send(&request);
        assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
    }
}

/// R13: a part is only a success for whoever asked for one.
#[test]
fn a_slice_that_nobody_asked_for_is_refused() {
    let (proxy, _upstream) = with_script(|_| {
        let headers = [("Content-Range", "bytes 0-1023/5000")];
        Answer::of(206, &headers, &patterned(0, 1024))
    });
    let response = proxy.get(some_blob());
    assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
}

/// §2.5: a slice has its limit, too, also where the upstream would send more of it.
#[test]
fn a_giant_slice_is_not_relayed() {
    for range in ["bytes=0-33554431", "bytes=-33554432", "bytes=33554432-"] {
        eprintln!("{range}");
        let (proxy, upstream) = with_script(|request| {
            // Whatever was asked for, up to half of the blob.
            let (first, last) = match request.header("range").map(|range| &range[6..]) {
                Some(range) if !range.starts_with('-') && !range.ends_with('-') => {
                    let (first, last) = range.split_once('-').expect("a range has two ends");
                    let number = |text: &str| text.parse::<u64>().expect("ends are numbers");
                    (number(first), number(last))
                }
                Some(_) => (BIG / 2, BIG - 1),
                None => {
                    return Answer::head(200, &[("Content-Length", "67108864")]).then_flood(BIG);
                }
            };
            let length = (last + 1 - first).to_string();
            let content_range = format!("bytes {first}-{last}/{BIG}");
            let headers = [
                ("Content-Range", &*content_range),
                ("Content-Length", &*length),
            ];
            Answer::head(206, &headers).then_flood(last + 1 - first)
        });
        let response = proxy.send(&Request::get(some_blob()).header("Range", range));
        if response.status >= 400 {
            support::assert_contract(&response);
        }
        assert!(response.body.len() as u64 <= 8 * MIB, "{range}");
        assert!(upstream.bytes_flooded() < BIG / 2, "all of it was read");
    }
}

/// R14 in local mode, where blobs may be large and are streamed: the last piece is held back until the hash is right.
#[test]
fn a_streamed_blob_is_complete_only_if_it_is_right() {
    let length = 20 * MIB;
    let blob = patterned(0, length as usize);
    let (right, wrong) = (digest_of(&blob), digest_of(b"other"));
    for is_announced in [true, false] {
        let upstream = Upstream::plain(move |_| {
            let announced = length.to_string();
            let headers = [("Content-Length", &*announced)];
            Answer::head(200, &headers[..usize::from(is_announced)]).then_flood(length)
        });
        let proxy = ProxyCommand::local()
            .registry(&format!("stub={}", upstream.url()))
            .start();
        let response = proxy.get(format!("/v2/stub/a/blobs/{right}"));
        assert_eq!(response.status, 200);
        assert!(response.complete && response.body == blob, "the right blob");
        let response = proxy.get(format!("/v2/stub/a/blobs/{wrong}"));
        if response.status == 200 {
            assert!(!response.complete, "a wrong blob came through whole");
        } else {
            support::assert_contract(&response);
        }
    }
}

/// R13, R14: a stream that ends too early is not passed off as whole.
#[test]
fn a_streamed_blob_that_breaks_off_is_not_complete() {
    let length = (20 * MIB).to_string();
    let upstream = Upstream::plain(move |_| {
        Answer::head(200, &[("Content-Length", &*length)]).then_flood(15 * MIB)
    });
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .start();
    let response = proxy.get(some_blob());
    assert!(response.status >= 500 || !response.complete);
}

/// A slice beyond the limit, beyond the end, or no single range at all.
#[test]
fn odd_ranges_never_bring_more_than_the_limit() {
    let blob = patterned(0, 4096);
    let target = format!("/v2/stub/a/blobs/{}", digest_of(&blob));
    for range in [
        "bytes=0-67108863",
        "bytes=5000-6000",
        "bytes=9-5",
        "bytes=0-1,5-9",
        "bytes=-0",
        "bytes=a-b",
        "items=0-1",
        "bytes=0-99999999999999999999999",
        "bytes=",
        "x",
    ] {
        eprintln!("{range}");
        let bytes = blob.clone();
        let (proxy, _upstream) =
            with_script(move |_| Answer::ok("application/octet-stream", &bytes));
        let response = proxy.send(&Request::get(&target).header("Range", range));
        match response.status {
            // RFC 9110 §14.2 lets a server ignore a Range field.
            200 => assert!(response.body == blob),
            206 => assert!(response.body.len() <= 4096),
            416 => assert_error(&response, 416, "UNSUPPORTED", "range_not_satisfiable"),
            400 => assert_error(&response, 400, "UNSUPPORTED", "header_invalid"),
            403 => assert_error(&response, 403, "DENIED", "blob_too_large"),
            status => panic!("{range}: {status}"),
        }
    }
}
