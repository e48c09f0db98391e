//! Platforms that are missing, unusual or wrong.

use crate::*;
use tagprism_core::{
    Platform,
    clients::{Asker, client},
    document::Role,
    resolve::{Policy, Question, RuleSet, resolve},
};

fn takes(id: &str, document: &Document, asked: &str) -> Option<usize> {
    let asker = Asker {
        platform: Platform::parse(asked, &Platform::new("linux", "amd64", "")).expect("a platform"),
        is_explicit: true,
    };
    client(id)
        .expect("a client of that name")
        .choose(&asker, &index(document).offered())
        .picked
}

/// Row 15: the feature is shown, and matched as containerd matches it.
#[test]
fn windows_features_are_kept() {
    let mut core = entry("core", "windows/amd64");
    core["platform"]["os.features"] = json!(["win32k"]);
    let document = index_of(&[entry("nano", "windows/amd64"), core]);
    let platform = index(&document).entries[1].platform().unwrap();
    assert_eq!(platform.os_features, ["win32k"]);
    assert_eq!(platform.to_string(), "windows(+win32k)/amd64");
}

/// Row 17: an empty platform is none, and is never written as a lone slash.
#[test]
fn an_empty_platform_is_none() {
    for platform in [json!({}), json!({"os": "", "architecture": ""})] {
        let mut empty = entry("a", "");
        empty["platform"] = platform;
        let document = index_of(&[empty]);
        let stated = index(&document).entries[0].platform();
        assert!(stated.is_none_or(Platform::is_unstated), "{stated:?}");
        assert!(stated.is_none_or(|it| it.to_string() != "/"));
    }
    let mut half = entry("a", "");
    half["platform"] = json!({"os": "linux"});
    let document = index_of(&[half]);
    assert!(is_noted(&document, "platform-incomplete"));
}

/// Row 18: what nothing explains is unusable, not an attestation.
#[test]
fn unknown_without_annotation_is_unusable() {
    let document = index_of(&[entry("a", "unknown/unknown"), entry("b", "linux/arm64")]);
    assert_eq!(index(&document).roles()[0], Role::Unusable);
    assert!(is_noted(&document, "platform-unknown"));
    assert_eq!(takes("docker", &document, "linux/s390x"), None);
}

/// Row 21: matched by one spelling, shown as written.
#[test]
fn variants_are_matched_normalized_and_shown_as_written() {
    let document = index_of(&[entry("a", "linux/arm64/v8")]);
    assert_eq!(takes("docker", &document, "linux/arm64"), Some(1));
    assert_eq!(
        index(&document).entries[0].platform().unwrap().to_string(),
        "linux/arm64/v8"
    );
}

/// Row 22: plain machines get nothing, machines of that level do.
#[test]
fn higher_levels_of_amd64_are_refused_by_plain_machines() {
    let document = index_of(&[entry("a", "linux/amd64/v3")]);
    assert_eq!(takes("docker", &document, "linux/amd64"), None);
    assert_eq!(takes("docker", &document, "linux/amd64/v4"), Some(1));
    assert_eq!(takes("crane", &document, "linux/amd64"), Some(1));
}

/// Row 24: no variant of these has a place in a wish list; it has to be equal.
#[test]
fn variants_without_an_order_must_be_equal() {
    let document = index_of(&[
        entry("a", "linux/riscv64/rva20u64"),
        entry("b", "linux/ppc64le/power9"),
    ]);
    for (asked, expected) in [
        ("linux/riscv64", None),
        ("linux/riscv64/rva20u64", Some(1)),
        ("linux/ppc64le", None),
        ("linux/ppc64le/power9", Some(2)),
    ] {
        assert_eq!(takes("docker", &document, asked), expected, "{asked}");
        assert_eq!(takes("podman", &document, asked), expected, "{asked}");
    }
}

/// Row 25: shown as written; containerd and regctl understand them, others do not.
#[test]
fn spellings_of_uname_are_understood_by_some() {
    let document = index_of(&[entry("a", "linux/x86_64"), entry("b", "linux/aarch64")]);
    assert!(is_noted(&document, "platform-spelling"));
    for (id, expected) in [
        ("docker", Some(2)),
        ("regctl", Some(2)),
        ("podman", None),
        ("crane", None),
    ] {
        assert_eq!(takes(id, &document, "linux/arm64"), expected, "{id}");
    }
}

/// Row 26: no list of architectures stands between a document and its reader.
#[test]
fn architectures_that_nobody_knows_are_read_and_matched() {
    let names = ["loong64", "mips64le", "s390x", "sparc64", "made-up"];
    let entries: Vec<Value> = names
        .iter()
        .map(|name| entry(name, &format!("linux/{name}")))
        .collect();
    let document = index_of(&entries);
    for (nth, name) in names.iter().enumerate() {
        assert_eq!(
            takes("docker", &document, &format!("linux/{name}")),
            Some(nth + 1)
        );
    }
}

/// Row 27: WebAssembly in any order of words is no oddity of the index.
#[test]
fn webassembly_is_a_platform_like_any_other() {
    let document = index_of(&[
        entry("a", "wasi/wasm"),
        entry("b", "wasip1/wasm"),
        entry("c", "wasm32/wasi"),
    ]);
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
    assert_eq!(takes("docker", &document, "wasip1/wasm"), Some(2));
}

/// Row 28: shown as it is.
#[test]
fn other_systems_are_shown_as_they_are() {
    let mut bottle = entry("bottle", "darwin/arm64");
    bottle["platform"]["os.version"] = "macOS 14".into();
    let document = index_of(&[
        entry("a", "plan9/amd64"),
        bottle,
        entry("c", "linux/unknown"),
    ]);
    let shown: Vec<String> = index(&document)
        .entries
        .iter()
        .map(|it| it.platform().unwrap().to_string())
        .collect();
    assert_eq!(shown[0], "plan9/amd64");
    assert!(
        shown[1].starts_with("darwin(macOS") && shown[1].ends_with("/arm64"),
        "{}",
        shown[1]
    );
    assert_eq!(shown[2], "linux/unknown");
}

/// Row 5: nothing selects, so nothing is refused; what happens shows when it starts.
#[test]
fn a_single_foreign_image_fails_only_when_it_starts() {
    use tagprism_core::machines::{MACHINES, Run};
    let graviton = MACHINES.iter().find(|it| it.id == "graviton-4").unwrap();
    let Run::Fails(why) = graviton.run(&Platform::new("linux", "amd64", "")) else {
        panic!("it does not run");
    };
    assert!(why.contains("exec format error"));
}

/// Row 14: text and numbers sort differently, and the resolver goes by the list.
#[test]
fn windows_versions_are_not_sorted_by_the_resolver() {
    let build = |patch: &str| {
        let mut entry = entry(patch, "windows/amd64");
        entry["platform"]["os.version"] = format!("10.0.20348.{patch}").into();
        entry
    };
    let document = index_of(&[build("2322"), build("999")]);
    let mut host = Platform::new("windows", "amd64", "");
    host.os_version = "10.0.20348".to_owned();
    let question = Question {
        host: host.clone(),
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    let resolution = resolve(&index(&document).offers(), &question);
    assert_eq!(resolution.chosen().map(|it| it.position), Some(1));
    let asker = Asker {
        platform: host,
        is_explicit: false,
    };
    let by_text = client("containerd")
        .unwrap()
        .choose(&asker, &index(&document).offered());
    assert_eq!(by_text.picked, Some(2));
}
