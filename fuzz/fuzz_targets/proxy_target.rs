//! No request target panics the proxy, and every accepted one reads back as itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::registry::request::Endpoint;
use tagprism_proxy::target::{Target, parse};

fuzz_target!(|text: &str| {
    let (path, query) = text
        .split_once('?')
        .map_or((text, None), |(path, query)| (path, Some(query)));
    let is_declared = |name: &str| name == "dev";
    let Ok(Target::Ask(ask)) = parse(path, query, is_declared) else {
        return;
    };

    let upstream = ask.request.path();
    assert!(upstream.is_ascii() && !upstream.contains(['%', '\\', '?', '#', ' ']));
    assert!(
        upstream
            .split('/')
            .all(|segment| segment != "." && segment != "..")
    );
    let parameters = match ask.request.endpoint {
        Endpoint::Tags => ask.query.for_tags(),
        Endpoint::Referrers(_) => ask.query.for_referrers(),
        _ => String::new(),
    };
    let canonical = format!(
        "/v2/{}{}",
        ask.registry,
        upstream.strip_prefix("/v2").expect("every path begins so")
    );
    let again = parse(&canonical, parameters.strip_prefix('?'), is_declared);
    let Ok(Target::Ask(again)) = again else {
        panic!("{canonical}{parameters}: {again:?}")
    };
    assert_eq!(
        (&again.registry, &again.request),
        (&ask.registry, &ask.request)
    );
});
