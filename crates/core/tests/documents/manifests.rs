//! Manifests and configs, of images and of what is stored like one.

use super::*;

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
fn registries_know_a_signed_schema_1_by_its_payload_and_others_by_their_bytes() {
    for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
        let check = |bytes: &[u8], covered: &[u8]| {
            let digest = Digest::of(algorithm, covered);
            assert_eq!(read(bytes).verified_digest(algorithm), digest);
            assert_eq!(read(bytes).check(&digest), Check::Equal);
            let other = Digest::of(algorithm, b"other");
            let different = Check::Different { computed: digest };
            assert_eq!(read(bytes).check(&other), different);
        };
        check(SIGNED, UNSIGNED);
        check(UNSIGNED, UNSIGNED);
        check(MANIFEST_AMD64, MANIFEST_AMD64);
    }
    // All the bytes prove no less than the payload does.
    assert_eq!(read(SIGNED).check(&Digest::sha256(SIGNED)), Check::Equal);
}

#[test]
fn what_stands_outside_the_signed_payload_is_not_believed() {
    let text = std::str::from_utf8(SIGNED).expect("the sample is text");
    let forged = text.replacen(
        r#""signatures""#,
        r#""architecture":"forged","signatures""#,
        1,
    );
    assert_ne!(forged, text);
    let document = read(&forged);
    assert_eq!(document.check(&Digest::sha256(UNSIGNED)), Check::Equal);
    assert!(
        matches!(&document.body, Body::Schema1(schema1) if schema1.architecture == "amd64"),
        "{:?}",
        document.body
    );
}

#[test]
fn a_missing_size_is_not_a_size_of_0() {
    let check = |size: &str, expected: Option<u64>, is_zero_noted: bool| {
        let document = read(manifest_with(&format!(
            r#"{{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{HELLO}}"{size}}}"#
        )));
        let layer = &manifest(&document).layers[0];
        assert_eq!(layer.stated_size(), expected);
        assert_eq!(layer.size, expected.unwrap_or(0));
        let is_noted = |rule: Rule| document.diagnostics.iter().any(|found| found.rule == rule);
        assert_eq!(is_noted(Rule::SizeMissing), expected.is_none());
        assert_eq!(is_noted(Rule::SizeZero), is_zero_noted);
    };
    check(r#","size":5"#, Some(5), false);
    check(r#","size":0"#, Some(0), true);
    check(r#","size":null"#, None, false);
    check("", None, false);
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
