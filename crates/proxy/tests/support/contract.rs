//! The contract every answer under `/v2/` keeps, success or failure.

use super::{Response, UPSTREAM_TEXT};

/// Fields an answer may have; anything else came from upstream or was not thought about.
const KNOWN_FIELDS: &[&str] = &[
    "accept-ranges",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "age",
    "allow",
    "cache-control",
    "connection",
    "content-disposition",
    "content-length",
    "content-range",
    "content-security-policy",
    "content-type",
    "cross-origin-resource-policy",
    "date",
    "docker-content-digest",
    "docker-distribution-api-version",
    "etag",
    "link",
    "oci-filters-applied",
    "oci-namespace",
    "oci-subject",
    "ratelimit-limit",
    "ratelimit-remaining",
    "referrer-policy",
    "retry-after",
    "transfer-encoding",
    "vary",
    "warning",
    "x-cache",
    "x-content-type-options",
    "x-request-id",
];

/// Text that has no business in an answer of ours: upstream's words, addresses, paths and the voice of libraries.
const LEAKS: &[&str] = &[
    UPSTREAM_TEXT,
    "internal.example",
    "169.254.",
    "127.0.0.1",
    "93.184.",
    "10.0.0.",
    "10.11.12.13",
    "::1",
    "http://",
    "https://",
    "file:",
    "/etc/",
    "os error",
    "hyper",
    "rustls",
    "tokio",
    "certificate",
    "getaddrinfo",
    "Traceback",
    ".rs:",
    "src/",
];

/// The error contract: this status, code and reason, in our words and with our headers.
#[track_caller]
pub fn assert_error(response: &Response, status: u16, code: &str, reason: &str) {
    assert_error_one_of(response, status, code, &[reason]);
}

/// The same where the contract leaves the choice between reasons.
#[track_caller]
pub fn assert_error_one_of(response: &Response, status: u16, code: &str, reasons: &[&str]) {
    assert_contract(response);
    assert_eq!(
        response.header("access-control-allow-origin"),
        Some("*"),
        "errors carry the CORS headers too: {response:?}"
    );
    let error = &response.json()["errors"][0];
    let reason = error["detail"]["reason"].as_str().unwrap_or_default();
    let found = (response.status, error["code"].as_str().unwrap_or_default());
    assert_eq!(found, (status, code), "in {}", response.text());
    assert!(
        reasons.contains(&reason),
        "the reason is `{reason}`, not one of {reasons:?}"
    );
}

/// The shape of any error of ours, whatever the mode.
#[track_caller]
pub fn assert_contract(response: &Response) {
    assert!(response.status >= 400, "not an error: {response:?}");
    assert!(response.complete, "the body was cut off: {response:?}");
    assert_fields(response);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    let cache_control = response.header("cache-control").unwrap_or_default();
    assert!(
        cache_control == "no-store" || (response.status == 404 && is_brief(cache_control)),
        "errors are not kept, but Cache-Control is `{cache_control}`"
    );
    assert_body(response);
}

fn is_brief(cache_control: &str) -> bool {
    let age = cache_control
        .split(", ")
        .find_map(|part| part.strip_prefix("max-age="));
    age.and_then(|age| age.parse().ok())
        .is_some_and(|age: u32| age <= 10)
}

#[track_caller]
fn assert_body(response: &Response) {
    let body = response.json();
    let text = response.text();
    assert_eq!(keys(&body), ["errors"], "{text}");
    let errors = body["errors"].as_array().expect("`errors` is a list");
    assert_eq!(errors.len(), 1, "{text}");
    assert_eq!(keys(&errors[0]), ["code", "detail", "message"], "{text}");
    let detail = errors[0]["detail"].as_object().expect("`detail` is a map");
    for (key, value) in detail {
        let is_known = match key.as_str() {
            "reason" => value.is_string(),
            "limit" | "size" | "upstream_status" | "retry_after" => value.is_u64(),
            _ => false,
        };
        assert!(is_known, "`detail.{key}` is not in the contract: {text}");
    }
    let message = errors[0]["message"].as_str().expect("`message` is text");
    assert!(
        !message.is_empty() && message.is_ascii() && message.len() < 200,
        "a fixed sentence, not {message:?}"
    );
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .map(|map| map.keys().map(String::as_str).collect())
        .unwrap_or_default();
    keys.sort_unstable();
    keys
}

/// The contract of a success that any origin may read (public mode).
#[track_caller]
pub fn assert_api_success(response: &Response) {
    assert!(
        matches!(response.status, 200 | 206),
        "not a success: {response:?}"
    );
    assert!(response.complete, "the body was cut off");
    assert_fields(response);
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
}

#[track_caller]
fn assert_fields(response: &Response) {
    assert!(
        response
            .header("x-request-id")
            .is_some_and(|id| !id.is_empty()),
        "no X-Request-Id in {response:?}"
    );
    for (idx, (name, value)) in response.headers.iter().enumerate() {
        assert!(
            KNOWN_FIELDS.contains(&name.as_str()),
            "`{name}: {value}` is not ours"
        );
        let is_repeated = response.headers[..idx]
            .iter()
            .any(|(other, _)| other == name);
        assert!(!is_repeated || name == "vary", "`{name}` is there twice");
    }
    let mut said = response.headers.clone();
    if response.status >= 400 {
        said.push(("body".into(), response.text()));
    }
    for (name, value) in &said {
        for leak in LEAKS {
            assert!(!value.contains(leak), "`{leak}` leaks in {name}: {value}");
        }
    }
}
