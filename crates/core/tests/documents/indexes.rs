//! Indexes: entries, roles and what is odd about them.

use super::*;

#[test]
fn an_index_lists_platforms_and_folds_attestations_under_them() {
    let document = read(MANY_PLATFORMS);
    assert_eq!(troubles(&document), [""; 0]);
    assert_eq!(document.describe(), "OCI image index");
    assert_eq!(document.media_type_source, MediaTypeSource::Body);
    let index = index(&document);
    let roles = index.roles();
    let n_images = roles.iter().filter(|role| **role == Role::Image).count();
    assert_eq!((index.entries.len(), n_images), (9, 7));
    let described: Vec<Option<usize>> = roles
        .iter()
        .filter_map(|role| match role {
            Role::Attestation { of, .. } => Some(*of),
            _ => None,
        })
        .collect();
    assert_eq!(described, [Some(1), Some(5)]);
    assert_eq!(
        index.entries[4].platform(),
        Some(&Platform::new("linux", "arm64", "v8"))
    );
}

#[test]
fn a_manifest_list_with_windows_versions_resolves() {
    let document = read(WINDOWS);
    assert_eq!(document.describe(), "Docker manifest list");
    let mut host = Platform::new("windows", "amd64", "");
    host.os_version = "10.0.20348".to_owned();
    let question = Question {
        host,
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    let resolution = resolve(&index(&document).offers(), &question);
    assert_eq!(
        resolution.chosen().map(|candidate| candidate.position),
        Some(3)
    );
}

#[test]
fn one_bad_entry_never_hides_the_others() {
    let document = read(ODD_ENTRIES);
    let index = index(&document);
    assert_eq!(index.entries.len(), 16);
    let reasons: Vec<(usize, &str)> = index
        .entries
        .iter()
        .filter_map(|entry| match &entry.content {
            EntryContent::Broken { reason, .. } => Some((entry.position, reason.as_str())),
            EntryContent::Readable(_) => None,
        })
        .collect();
    assert_eq!(
        reasons,
        [
            (
                2,
                "the digest `sha256:abc` is unusable: a sha256 digest has 64 hex digits, found 3"
            ),
            (3, "the size -1 is negative"),
            (4, "the size 1.5 is not a whole number of bytes"),
            (5, "the size is a string, not a number"),
            (
                6,
                "the size 18446744073709551615 does not fit into 64 bits with a sign"
            ),
            (7, "`platform` is a string, not an object"),
            (12, "is a string, not a descriptor"),
            (13, "is null, not a descriptor"),
        ]
    );
    let roles = index.roles();
    assert_eq!(roles[9], Role::Unusable);
    assert!(matches!(
        &roles[10],
        Role::Attestation {
            of: None,
            describes: Some(_)
        }
    ));
    assert_eq!(
        roles[13..],
        [Role::NestedIndex, Role::Artifact, Role::Image]
    );
    assert_eq!(
        troubles(&document),
        [
            "manifests[1].digest digest-invalid",
            "manifests[2].size size-invalid",
            "manifests[3].size size-invalid",
            "manifests[4].size size-invalid",
            "manifests[5].size size-invalid",
            "manifests[6].platform platform-invalid",
            "manifests[7].platform platform-incomplete",
            "manifests[8].digest digest-unchecked",
            "manifests[11] not-a-descriptor",
            "manifests[12] not-a-descriptor",
            "manifests[9] platform-unknown",
            "manifests[10] attestation-dangling",
        ]
    );
    assert!(
        matches!(&index.entries[1].content, EntryContent::Broken { platform: Some(platform), digest_text: Some(text), .. }
        if platform.architecture == "arm64" && text == "sha256:abc")
    );
}

#[test]
fn attestations_are_recognized_by_artifact_type_too() {
    let json = index_of(&format!(
        r#"{{"mediaType":"{}","artifactType":"{}","digest":"{{HELLO}}","size":5}}"#,
        media_type::OCI_MANIFEST,
        media_type::ATTESTATION
    ));
    let document = read(json);
    assert_eq!(
        index(&document).roles(),
        [Role::Attestation {
            of: None,
            describes: None
        }]
    );
}

#[test]
fn odd_indexes_are_noted() {
    let image = |platform: &str| {
        format!(
            r#"{{"mediaType":"{}","digest":"{{HELLO}}","size":5,"platform":{platform}}}"#,
            media_type::OCI_MANIFEST
        )
    };
    check_rule(
        &index_of(""),
        "manifests",
        Rule::EmptyIndex,
        "the index has no entries, so no image for any platform",
    );
    check_rule(
        r#"{"manifests":null}"#,
        "manifests",
        Rule::NullArray,
        "is null, read as an empty list",
    );
    check_rule(
        &index_of(&image(r#"{"os":"unknown","architecture":"unknown"}"#)),
        "manifests",
        Rule::NoImage,
        "no entry is an image for any platform",
    );
    check_rule(
        &index_of(&image("null")),
        "manifests[0]",
        Rule::PlatformMissing,
        "the entry states no platform: containerd takes it for a match, others for none",
    );
    check_rule(
        &index_of(&image(r#"{"os":"macos","architecture":"aarch64"}"#)),
        "manifests[0].platform",
        Rule::PlatformSpelling,
        "`macos/aarch64` is another spelling of `darwin/arm64` that containerd understands and other clients may not",
    );
    let twins = [
        image(r#"{"os":"linux","architecture":"arm64"}"#),
        image(r#"{"os":"linux","architecture":"arm64","variant":"v8"}"#),
    ];
    check_rule(
        &index_of(&twins.join(",")),
        "manifests[1]",
        Rule::TwinPlatforms,
        "the same platform `linux/arm64` as manifests[0]: most clients take the first, podman prefers zstd layers",
    );
    let trap = [
        image(r#"{"os":"linux","architecture":"386"}"#),
        image(r#"{"os":"linux","architecture":"amd64","variant":"v2"}"#),
    ];
    check_rule(
        &index_of(&trap.join(",")),
        "manifests[0]",
        Rule::FallbackTrap,
        "amd64 images exist for newer processors only, a plain amd64 host gets this 32-bit image",
    );
}

#[test]
fn an_index_of_500_entries_is_read_whole() {
    let entry = index_of("");
    let one = format!(
        r#"{{"mediaType":"{}","digest":"{HELLO}","size":5,"platform":{{"os":"linux","architecture":"amd64"}}}}"#,
        media_type::OCI_MANIFEST
    );
    let json = entry.replace("[]", &format!("[{}]", vec![one; 500].join(",")));
    assert_eq!(index(&read(json)).entries.len(), 500);
}

/// As many entries as registries take in one document, and more.
const N_ENTRIES: usize = 20_000;

#[test]
fn thousands_of_bad_entries_are_counted_and_hide_no_other_trouble() {
    let dangling = format!(
        r#"{{"mediaType":"{}","artifactType":"{}","digest":"{{HELLO}}","size":5}}"#,
        media_type::OCI_MANIFEST,
        media_type::ATTESTATION
    );
    let mut entries = vec!["{}"; N_ENTRIES];
    entries.push(&dangling);
    let document = read(index_of(&entries.join(",")));
    assert_eq!(index(&document).entries.len(), N_ENTRIES + 1);

    let (last, listed) = document
        .diagnostics
        .split_last()
        .expect("there is a lot to say");
    assert!(listed.len() < MAX_DIAGNOSTICS, "{}", listed.len());
    let has = |rule: Rule| listed.iter().any(|found| found.rule == rule);
    assert!(has(Rule::DigestInvalid) && has(Rule::SizeMissing));
    assert!(has(Rule::AttestationDangling) && has(Rule::NoImage));
    // Two for every bad entry, and one each for the attestation and for the whole.
    let n_unlisted = 2 * N_ENTRIES + 2 - listed.len();
    assert_eq!(last.rule, Rule::Unlisted);
    assert_eq!(
        last.message,
        format!("and {n_unlisted} more oddities of the kinds listed")
    );
    assert_eq!(last.severity, Severity::Error);
}

#[test]
fn a_few_oddities_are_all_listed() {
    let document = read(index_of(&["{}"; 50].join(",")));
    let is_counted = |found: &Diagnostic| found.rule == Rule::Unlisted;
    assert!(!document.diagnostics.iter().any(is_counted));
    assert_eq!(document.diagnostics.len(), 101);
}

#[test]
fn roles_of_thousands_of_entries_are_found_by_digest() {
    let digest = |n: usize| Digest::sha256(&n.to_be_bytes());
    let image = |n: usize| {
        format!(
            r#"{{"mediaType":"{}","digest":"{}","size":5,"platform":{{"os":"linux","architecture":"a{n}"}}}}"#,
            media_type::OCI_MANIFEST,
            digest(n)
        )
    };
    let attestation = |n: usize| {
        format!(
            r#"{{"mediaType":"{}","digest":"{}","size":5,"annotations":{{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"{}"}}}}"#,
            media_type::OCI_MANIFEST,
            digest(N_ENTRIES + n),
            digest(n)
        )
    };
    let n_images = N_ENTRIES / 2;
    let entries: Vec<String> = (0..n_images)
        .map(image)
        .chain((0..n_images).map(attestation))
        .collect();
    let document = read(index_of(&entries.join(",")));
    let roles = index(&document).roles();
    assert_eq!(roles.len(), N_ENTRIES);
    for n in 0..n_images {
        assert_eq!(roles[n], Role::Image);
        let described = Role::Attestation {
            of: Some(n + 1),
            describes: Some(digest(n)),
        };
        assert_eq!(roles[n_images + n], described);
    }
}

#[test]
fn an_attestation_describes_the_first_entry_of_a_digest_and_never_itself() {
    let entry = |annotations: &str| {
        format!(
            r#"{{"mediaType":"{}","digest":"{{HELLO}}","size":5{annotations}}}"#,
            media_type::OCI_MANIFEST
        )
    };
    let attestation = entry(
        r#","annotations":{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"{HELLO}"}"#,
    );
    let of = |entries: &[&str]| {
        let document = read(index_of(&entries.join(",")));
        index(&document)
            .roles()
            .into_iter()
            .find_map(|role| match role {
                Role::Attestation { of, .. } => Some(of),
                _ => None,
            })
    };
    let image = entry("");
    assert_eq!(of(&[&image, &image, &attestation]), Some(Some(1)));
    assert_eq!(of(&[&attestation]), Some(None));
}
