//! Layers, configs and sizes.

use crate::*;
use tagprism_core::media_type::{Compression, Kind, MediaType};

/// Row 34: `+zstd` is known, and Docker's type for it is noted.
#[test]
fn zstd_under_dockers_type_is_noted() {
    let mut zstd = layer("a", 9);
    zstd["mediaType"] = "application/vnd.docker.image.rootfs.diff.tar.zstd".into();
    assert!(is_noted(&manifest_of(&[zstd]), "docker-zstd"));
    let oci = MediaType::new("application/vnd.oci.image.layer.v1.tar+zstd");
    assert_eq!(oci.kind(), Kind::Layer(Compression::Zstd));
}

/// Row 35: a bare archive is a layer like any other.
#[test]
fn an_uncompressed_layer_is_a_layer() {
    assert_eq!(
        MediaType::new(OCI_LAYER).kind(),
        Kind::Layer(Compression::None)
    );
    let mut bare = layer("a", 9);
    bare["mediaType"] = OCI_LAYER.into();
    assert!(manifest_of(&[bare]).diagnostics.is_empty());
}

/// Row 36: sizes and digests are read, whatever lies beneath.
#[test]
fn an_encrypted_layer_is_named_as_one() {
    let kind = MediaType::new("application/vnd.oci.image.layer.v1.tar+gzip+encrypted").kind();
    assert_eq!(kind, Kind::Layer(Compression::Encrypted));
}

/// Row 37: it counts, and it is noted that it comes from elsewhere.
#[test]
fn a_layer_from_elsewhere_is_noted_and_counted() {
    let mut foreign = layer("base", 100);
    foreign["mediaType"] = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip".into();
    foreign["urls"] = json!(["https://example.test/base"]);
    let document = manifest_of(&[foreign, layer("app", 5)]);
    assert!(is_noted(&document, "foreign-layer"));
    assert_eq!(
        manifest(&document).layers[0].urls,
        ["https://example.test/base"]
    );
    assert_eq!(manifest(&document).download_size(), 105);
}

/// Row 38: annotations for lazy pulling stay beside their layer.
#[test]
fn annotations_of_lazy_layers_are_kept() {
    let mut lazy = layer("a", 9);
    lazy["annotations"] = json!({"containerd.io/snapshot/stargz/toc.digest": sha256(b"toc")});
    let document = manifest_of(&[lazy]);
    let kept = &manifest(&document).layers[0].annotations;
    assert_eq!(
        kept["containerd.io/snapshot/stargz/toc.digest"],
        sha256(b"toc")
    );
}

/// Row 39: a total is never less than what is stated, and what is no size is said to be none.
#[test]
fn odd_sizes_are_noted_and_never_wrap() {
    let document = manifest_of(&[layer("empty", 0)]);
    assert!(is_noted(&document, "size-zero"));
    for (size, rule) in [
        (json!(-1), "size-invalid"),
        (json!(9_007_199_254_740_993_u64), "size-huge"),
        (json!("5"), "size-invalid"),
    ] {
        let mut odd = layer("a", 1);
        odd["size"] = size;
        let document = manifest_of(&[odd]);
        let is_said = is_noted(&document, rule) || is_noted(&document, "wrong-type");
        assert!(is_said, "{rule}: {:?}", document.diagnostics);
    }
    const MOST: u64 = i64::MAX as u64;
    let huge = manifest_of(&[layer("a", MOST), layer("b", MOST), layer("c", MOST)]);
    assert_eq!(manifest(&huge).download_size(), u64::MAX);
}

/// Row 40: without a config the manifest is read all the same.
#[test]
fn a_missing_config_hides_nothing() {
    let document =
        read(&json!({"schemaVersion": 2, "mediaType": OCI_MANIFEST, "layers": [layer("a", 9)]}));
    assert!(is_noted(&document, "config-missing"));
    assert_eq!(manifest(&document).layers.len(), 1);
}

/// Row 41: config and layer with one digest are two things with one name.
#[test]
fn a_config_that_is_a_layer_is_noted() {
    let document =
        manifest_of(&[json!({"mediaType": OCI_LAYER, "size": 2, "digest": sha256(b"{}")})]);
    assert!(is_noted(&document, "config-is-layer"));
}

/// Row 42: downloaded once, stacked twice.
#[test]
fn a_layer_that_occurs_twice_is_counted_once() {
    let document = manifest_of(&[layer("a", 7), layer("b", 1), layer("a", 7)]);
    assert!(is_noted(&document, "layer-repeated"));
    assert_eq!(manifest(&document).layers.len(), 3);
    assert_eq!(manifest(&document).download_size(), 8);
}

/// Row 43: no file system is valid.
#[test]
fn no_layers_are_valid() {
    let document = manifest_of(&[]);
    assert!(manifest(&document).layers.is_empty());
    assert_eq!(manifest(&document).download_size(), 0);
}

/// Row 45: hundreds of layers are read whole.
#[test]
fn hundreds_of_layers_are_read_whole() {
    let layers: Vec<Value> = (0..300).map(|n| layer(&n.to_string(), n)).collect();
    assert_eq!(manifest(&manifest_of(&layers)).layers.len(), 300);
}
