//! Platforms: parsing never panics, normalizing twice is normalizing once, and what is displayed parses back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::Platform;

fuzz_target!(|text: &str| {
    let host = Platform::new("linux", "arm64", "v8");
    let Ok(platform) = Platform::parse(text, &host) else {
        return;
    };
    let normalized = platform.normalize();
    assert_eq!(normalized.normalize(), normalized);
    // Options may hold any escaped character, but `FormatAll` escapes only those that mean something.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.-%+()/".contains(c);
    if !platform
        .os_version
        .chars()
        .chain(platform.os_features.iter().flat_map(|text| text.chars()))
        .all(is_plain)
    {
        return;
    }
    let again = Platform::parse(&platform.to_string(), &host).map(|again| again.normalize());
    assert_eq!(again, Ok(normalized));
});
