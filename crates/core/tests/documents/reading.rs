//! Reading as such: claims about the type, encodings, limits.

use super::*;

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
        let err = Document::read(&MANIFEST_AMD64[..end], &Expectation::default())
            .expect_err("it is cut off");
        assert_eq!(err.kind, ReadErrorKind::Truncated);
        assert!(err.line >= 1 && err.column >= 1);
    }
}
