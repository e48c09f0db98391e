//! Reading documents: what is understood, what is only noted, and what is refused.

use tagprism_core::{
    Diagnostic, Digest, Document, MediaType, Platform, Severity,
    diagnostic::Rule,
    digest::Check,
    document::{
        Body, Config, EntryContent, Expectation, Index, Manifest, ManifestKind, MediaTypeSource,
        ReadErrorKind, Role,
    },
    media_type,
    resolve::{Policy, Question, RuleSet, resolve},
};

const MANY_PLATFORMS: &[u8] = include_bytes!("../testdata/many-platforms/index.json");
const MANIFEST_AMD64: &[u8] = include_bytes!("../testdata/many-platforms/manifest-amd64.json");
const CONFIG_AMD64: &[u8] = include_bytes!("../testdata/many-platforms/config-amd64.json");
const WINDOWS: &[u8] = include_bytes!("../testdata/windows/index.json");
const ODD_ENTRIES: &[u8] = include_bytes!("../testdata/odd-entries/index.json");
const ARTIFACT: &[u8] = include_bytes!("../testdata/artifact/manifest.json");
const SIGNED: &[u8] = include_bytes!("../testdata/schema1/signed.json");
const UNSIGNED: &[u8] = include_bytes!("../testdata/schema1/unsigned.json");

/// The digest of `hello`, for documents written in a test.
const HELLO: &str = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

#[track_caller]
fn read(bytes: impl AsRef<[u8]>) -> Document {
    Document::read(bytes.as_ref(), &Expectation::default()).expect("this is JSON")
}

#[track_caller]
fn index(document: &Document) -> &Index {
    match &document.body {
        Body::Index(index) => index,
        body => panic!("no index but {body:?}"),
    }
}

#[track_caller]
fn manifest(document: &Document) -> &Manifest {
    match &document.body {
        Body::Manifest(manifest) => manifest,
        body => panic!("no manifest but {body:?}"),
    }
}

#[track_caller]
fn config(document: &Document) -> &Config {
    match &document.body {
        Body::Config(config) => config,
        body => panic!("no config but {body:?}"),
    }
}

/// Path and rule of every diagnostic that is more than a note.
fn troubles(document: &Document) -> Vec<String> {
    let is_trouble = |found: &&Diagnostic| found.severity > Severity::Note;
    let text = |found: &Diagnostic| format!("{} {}", found.path, found.rule.name());
    document
        .diagnostics
        .iter()
        .filter(is_trouble)
        .map(text)
        .collect()
}

#[track_caller]
fn check_rule(json: &str, path: &str, rule: Rule, message: &str) {
    let document = read(json);
    let found = document
        .diagnostics
        .iter()
        .find(|found| found.rule == rule)
        .unwrap_or_else(|| panic!("{} is not noted: {:#?}", rule.name(), document.diagnostics));
    assert_eq!(
        (found.path.as_str(), found.message.as_str()),
        (path, message)
    );
}

/// An index with one entry; `{HELLO}` stands for a digest.
fn index_of(entry: &str) -> String {
    let entry = entry.replace("{HELLO}", HELLO);
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","manifests":[{entry}]}}"#,
        media_type::OCI_INDEX
    )
}

fn manifest_with(layers: &str) -> String {
    let layers = layers.replace("{HELLO}", HELLO);
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","config":{{"mediaType":"{}","digest":"sha256:{}","size":2}},"layers":[{layers}]}}"#,
        media_type::OCI_MANIFEST,
        media_type::OCI_CONFIG,
        "0".repeat(64),
    )
}

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
fn documents_lead_from_index_to_manifest_to_config_by_digest() {
    let top = read(MANY_PLATFORMS);
    let entry = index(&top).entries[0]
        .descriptor()
        .expect("the first entry is fine");
    let child = read(MANIFEST_AMD64);
    assert_eq!(child.check(&entry.digest), Check::Equal);
    assert_eq!(child.bytes.len() as u64, entry.size);
    assert_eq!(child.sha256(), entry.digest);
    assert!(matches!(
        read(CONFIG_AMD64).check(&entry.digest),
        Check::Different { .. }
    ));

    let image = manifest(&child);
    assert_eq!(image.kind(), ManifestKind::Image);
    assert_eq!(image.download_size(), 23);
    let blob = read(CONFIG_AMD64);
    assert_eq!(
        blob.check(&image.config.as_ref().expect("there is a config").digest),
        Check::Equal
    );
}

#[test]
fn a_config_tells_how_the_image_was_made_and_is_run() {
    let document = read(CONFIG_AMD64);
    assert_eq!(troubles(&document), [""; 0]);
    let config = config(&document);
    assert_eq!(config.platform, Platform::new("linux", "amd64", ""));
    assert_eq!(config.entrypoint, ["/bin/hello"]);
    assert!(config.cmd.is_empty());
    assert_eq!(config.exposed_ports, ["80/tcp"]);
    let steps: Option<Vec<&str>> = config
        .layer_history(2)
        .map(|steps| steps.iter().map(|step| step.created_by.as_str()).collect());
    assert_eq!(steps, Some(vec!["ADD base.tar /", "COPY hello /bin/"]));
    assert_eq!(config.layer_history(3), None);
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
fn artifacts_are_named_and_inline_data_is_used() {
    let document = read(ARTIFACT);
    assert_eq!(troubles(&document), [""; 0]);
    assert_eq!(
        document.describe(),
        "artifact (application/vnd.example.sbom)"
    );
    let artifact = manifest(&document);
    assert_eq!(artifact.layers[0].data.as_deref(), Some(&b"hello"[..]));
    assert_eq!(
        artifact
            .config
            .as_ref()
            .and_then(|config| config.data.as_deref()),
        Some(&b"{}"[..])
    );
    assert!(artifact.subject.is_some());
}

#[test]
fn wrong_inline_data_is_dropped_with_the_reason() {
    let layer = |data: &str, size: u64| {
        manifest_with(&format!(
            r#"{{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{HELLO}}","size":{size},"data":"{data}"}}"#
        ))
    };
    let path = "layers[0].data";
    check_rule(
        &layer("a.b", 5),
        path,
        Rule::DataInvalid,
        "the inline data is not base64, it is not used",
    );
    check_rule(
        &layer("aGVsbG8=", 6),
        path,
        Rule::DataInvalid,
        "the inline data has 5 bytes instead of 6, it is not used",
    );
    let json = layer("aGVsbGE=", 5);
    assert!(read(&json).diagnostics.iter().any(|found| {
        found.rule == Rule::DataInvalid
            && found
                .message
                .starts_with("the inline data has the digest sha256:")
    }));
    assert_eq!(manifest(&read(&json)).layers[0].data, None);
}

#[test]
fn kinds_of_manifests_are_told_apart() {
    let kind = |extra: &str, config: &str, layer: &str| {
        let json = format!(
            r#"{{"schemaVersion":2{extra},"config":{{"mediaType":"{config}","digest":"{HELLO}","size":5}},
                "layers":[{{"mediaType":"{layer}","digest":"{HELLO}","size":5}}]}}"#
        );
        manifest(&read(json)).kind()
    };
    let layer = "application/vnd.oci.image.layer.v1.tar+gzip";
    let attestation = format!(r#","artifactType":"{}""#, media_type::ATTESTATION);
    assert_eq!(kind("", media_type::OCI_CONFIG, layer), ManifestKind::Image);
    assert_eq!(
        kind("", media_type::DOCKER_CONFIG, layer),
        ManifestKind::Image
    );
    assert_eq!(
        kind("", media_type::HELM_CONFIG, layer),
        ManifestKind::HelmChart
    );
    assert_eq!(
        kind("", media_type::OCI_CONFIG, media_type::IN_TOTO),
        ManifestKind::Attestation
    );
    assert_eq!(
        kind(&attestation, media_type::OCI_EMPTY, media_type::IN_TOTO),
        ManifestKind::Attestation
    );
    assert_eq!(
        kind("", media_type::OCI_EMPTY, "text/x-example"),
        ManifestKind::Artifact(MediaType::new("text/x-example"))
    );
    assert_eq!(
        kind("", "application/vnd.example.config+json", layer),
        ManifestKind::Artifact(MediaType::new("application/vnd.example.config+json"))
    );
}

#[test]
fn schema_1_is_recognized_and_checked_without_its_signatures() {
    let (signed, unsigned) = (read(SIGNED), read(UNSIGNED));
    let digest = Digest::sha256(UNSIGNED);
    assert_eq!(unsigned.check(&digest), Check::Equal);
    assert_eq!(signed.check(&digest), Check::Equal);
    assert_eq!(signed.signed_payload().as_deref(), Some(UNSIGNED));
    assert!(matches!(
        signed.check(&Digest::sha256(b"other")),
        Check::Different { .. }
    ));
    assert_eq!(
        signed.describe(),
        "Docker schema 1 manifest, signed (retired)"
    );
    let Body::Schema1(schema1) = &signed.body else {
        panic!("no schema 1")
    };
    assert_eq!(
        (schema1.name.as_str(), schema1.architecture.as_str()),
        ("library/hello", "amd64")
    );
    assert_eq!(
        schema1.layers,
        [Digest::sha256(b"bottom"), Digest::sha256(b"top")]
    );
}

#[test]
fn the_withdrawn_artifact_manifest_is_read() {
    let json = format!(
        r#"{{"mediaType":"{}","artifactType":"text/x","blobs":[{{"mediaType":"text/x","digest":"{HELLO}","size":5}}]}}"#,
        media_type::OCI_ARTIFACT_MANIFEST
    );
    let document = read(json);
    assert_eq!(troubles(&document), [" withdrawn-type"]);
    assert!(
        matches!(&document.body, Body::ArtifactManifest(artifact) if artifact.blobs.len() == 1)
    );
}

#[test]
fn a_missing_media_type_is_inferred_from_the_shape() {
    let check = |json: &str, description: &str| {
        let document = read(json);
        assert_eq!(document.describe(), description);
        assert_eq!(document.media_type_source, MediaTypeSource::Inferred);
    };
    check(r#"{"manifests":[]}"#, "OCI image index");
    check(r#"{"layers":[]}"#, "OCI image manifest");
    check(r#"{"rootfs":{}}"#, "OCI image config");
    check(r#"{"architecture":"arm","os":"linux"}"#, "OCI image config");
    check(r#"{"blobs":[]}"#, "OCI artifact manifest (withdrawn)");
    check(r#"{"fsLayers":[]}"#, "Docker schema 1 manifest (retired)");
    check("{}", "JSON, but no image document");
    check("[]", "JSON, but no image document");
}

#[test]
fn conflicting_claims_are_listed_and_the_parent_is_believed() {
    let expectation = Expectation {
        media_type: Some(MediaType::new(media_type::OCI_INDEX)),
        content_type: Some("application/vnd.oci.image.manifest.v1+json; charset=utf-8".to_owned()),
    };
    let json = format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","manifests":[]}}"#,
        media_type::DOCKER_MANIFEST_LIST
    );
    let document = Document::read(json.into_bytes(), &expectation).expect("this is JSON");
    assert_eq!(document.media_type_source, MediaTypeSource::Descriptor);
    assert_eq!(document.media_type.as_str(), media_type::OCI_INDEX);
    assert_eq!(
        document.diagnostics[0].message,
        "its parent says `application/vnd.oci.image.index.v1+json`, \
         the document itself says `application/vnd.docker.distribution.manifest.list.v2+json`, \
         the server says `application/vnd.oci.image.manifest.v1+json`"
    );
}

#[test]
fn a_content_type_that_says_nothing_is_only_noted() {
    let expectation = Expectation {
        content_type: Some("text/plain; charset=utf-8".to_owned()),
        ..Expectation::default()
    };
    let document = Document::read(MANY_PLATFORMS, &expectation).expect("this is JSON");
    assert_eq!(troubles(&document), [""; 0]);
    assert_eq!(document.diagnostics[0].rule, Rule::ContentTypeGeneric);
}

#[test]
fn a_body_of_another_shape_is_read_by_its_shape() {
    let json = format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","manifests":[]}}"#,
        media_type::OCI_MANIFEST
    );
    check_rule(
        &json,
        "",
        Rule::ShapeConflict,
        "called OCI image manifest, but has the shape of an index",
    );
    assert!(index(&read(&json)).entries.is_empty());
    assert_eq!(
        read(&json).describe(),
        "image index, though called OCI image manifest"
    );
}

#[test]
fn a_body_that_is_index_and_manifest_is_not_picked_apart() {
    let document = read(r#"{"schemaVersion":2,"manifests":[],"layers":null}"#);
    assert!(matches!(document.body, Body::Ambiguous));
    assert_eq!(
        document.describe(),
        "index and manifest at once (ambiguous)"
    );
    assert!(troubles(&document).contains(&" ambiguous-document".to_owned()));
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
fn odd_layers_are_noted() {
    let layer = |media_type: &str, size: u64, extra: &str| {
        manifest_with(&format!(
            r#"{{"mediaType":"application/{media_type}","digest":"{{HELLO}}","size":{size}{extra}}}"#
        ))
    };
    check_rule(
        &layer("vnd.docker.image.rootfs.diff.tar.zstd", 5, ""),
        "layers[0]",
        Rule::DockerZstd,
        "Docker defines no media type for zstd layers, several clients refuse this one",
    );
    check_rule(
        &layer(
            "vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            5,
            r#","urls":["https://example.com/"]"#,
        ),
        "layers[0]",
        Rule::ForeignLayer,
        "the layer is fetched from elsewhere, 1 address(es) are given",
    );
    check_rule(
        &layer("vnd.oci.image.layer.v1.tar", 0, ""),
        "layers[0]",
        Rule::SizeZero,
        "a layer of 0 bytes is no tar archive, totals are too small",
    );
    check_rule(
        &layer("vnd.oci.image.layer.v1.tar", 9_007_199_254_740_993, ""),
        "layers[0].size",
        Rule::SizeHuge,
        "9007199254740993 bytes is more than browsers count exactly",
    );
}

#[test]
fn a_repeated_layer_is_downloaded_once() {
    let layer =
        r#"{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{HELLO}","size":5}"#;
    let json = manifest_with(&[layer, layer].join(","));
    let document = read(&json);
    assert_eq!(
        (
            manifest(&document).layers.len(),
            manifest(&document).download_size()
        ),
        (2, 5)
    );
    check_rule(
        &json,
        "layers[1]",
        Rule::LayerRepeated,
        "the same blob as layers[0], downloaded once",
    );
}

#[test]
fn huge_layers_do_not_wrap_around() {
    let layer = |digest: &str| {
        format!(
            r#"{{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{digest}","size":9223372036854775807}}"#
        )
    };
    let digests = ["1", "2", "3"].map(|digit| layer(&format!("sha256:{}", digit.repeat(64))));
    assert_eq!(
        manifest(&read(manifest_with(&digests.join(",")))).download_size(),
        u64::MAX
    );
}

#[test]
fn odd_configs_are_noted_and_read() {
    let json = r#"{"config":{"Entrypoint":"run","Env":["A=1",2],"Volumes":null,"ExposedPorts":null,"Labels":{"a":1,"b":"c"}},
        "history":[{"created_by":"x"}],"rootfs":{"diff_ids":null}}"#;
    let document = read(json);
    let config = config(&document);
    assert_eq!(
        (config.entrypoint.as_slice(), config.env.as_slice()),
        (&["run".to_owned()][..], &["A=1".to_owned()][..])
    );
    assert_eq!(config.labels.len(), 1);
    assert_eq!(
        troubles(&document),
        [
            "config.Entrypoint wrong-type",
            "config.Env[1] wrong-type",
            "config.Labels.a wrong-type",
            " platform-incomplete",
            "rootfs no-rootfs",
        ]
    );
    check_rule(
        json,
        "history",
        Rule::HistoryMismatch,
        "the history has 1 steps that made a layer, but there are 0 layers, so they cannot be matched",
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_shown_but_hashed_as_they_are() {
    let bytes = b"\xef\xbb\xbf{\"manifests\":[],\"annotations\":{\"a\":\"\xff\"}}";
    let document = read(bytes);
    assert_eq!(&*document.bytes, bytes);
    assert_eq!(document.sha256(), Digest::sha256(bytes));
    assert_eq!(index(&document).annotations["a"], "\u{fffd}");
    assert_eq!(troubles(&document)[..2], [" byte-order-mark", " not-utf-8"]);
}

#[test]
fn duplicate_keys_are_noted_and_the_last_one_counts() {
    let json = r#"{"manifests":[],"artifactType":"a/b","artifactType":"c/d"}"#;
    check_rule(
        json,
        "artifactType",
        Rule::DuplicateKey,
        "`artifactType` occurs twice in one object, the last one counts here as in Go",
    );
    assert_eq!(
        index(&read(json)).artifact_type,
        Some(MediaType::new("c/d"))
    );
}

#[test]
fn large_documents_are_noted() {
    let json = |n_spaces: usize| format!("{{}}{}", " ".repeat(n_spaces));
    let is_noted = |json: String| {
        read(json)
            .diagnostics
            .iter()
            .any(|found| found.rule == Rule::DocumentTooLarge)
    };
    assert!(!is_noted(json(4_194_302)));
    assert!(is_noted(json(4_194_303)));
}

#[test]
fn what_is_cut_off_says_where_it_ends() {
    for end in 1..MANIFEST_AMD64.len() - 1 {
        let err = Document::read(&MANIFEST_AMD64[..end], &Expectation::default()).unwrap_err();
        assert_eq!(err.kind, ReadErrorKind::Truncated);
        assert!(err.line >= 1 && err.column >= 1);
    }
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
