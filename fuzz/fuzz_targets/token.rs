//! Token answers, and addresses to ask for tokens.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    reference::Repository,
    registry::token::{parse, url},
};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(answer) = parse(bytes) {
        assert!(answer.token.bytes().all(|byte| byte.is_ascii_graphic()));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let repository = Repository::parse("library/nginx").expect("a repository name");
        let (realm, service) = text.split_once('\n').unwrap_or((text, ""));
        assert!(
            url(realm, Some(service), &repository).ends_with("scope=repository:library/nginx:pull")
        );
    }
});
