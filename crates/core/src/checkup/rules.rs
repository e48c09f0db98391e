//! The rules, each with who suffers, what to do, and where it comes from.

use crate::diagnostic::Severity;

const INDEX: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md";
const MANIFEST: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md";
const CONFIG: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md";
const LAYER: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md";
const COMPARE: &str = "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go";
const WINDOWS: &str =
    "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/defaults_windows.go";
const NORMALIZE: &str = "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/database.go";
const CRANE: &str =
    "https://github.com/google/go-containerregistry/blob/3f4ff3ca/pkg/v1/remote/index.go";
const PODMAN: &str =
    "https://github.com/containers/image/blob/df7e80d2/internal/manifest/oci_index.go";
const ATTESTATION: &str =
    "https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/attestation-storage.md";
const CVE: &str =
    "https://github.com/opencontainers/distribution-spec/security/advisories/GHSA-mc8v-mgrf-8f4m";

/// Declares every rule once.
macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident $name:literal $severity:ident $source:ident, $title:literal, $suffers:literal, $remedy:literal;)*) => {
        /// Which rule found something.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum CheckRule { $($(#[$doc])* $rule,)* }

        impl CheckRule {
            /// Every rule, in the order of declaration.
            pub const ALL: &'static [CheckRule] = &[$(CheckRule::$rule),*];

            /// Stable name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(CheckRule::$rule => $name,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(CheckRule::$rule => Severity::$severity,)* }
            }

            /// What is found, as one sentence.
            pub fn title(self) -> &'static str {
                match self { $(CheckRule::$rule => $title,)* }
            }

            /// Which client or machine suffers, as one sentence.
            pub fn suffers(self) -> &'static str {
                match self { $(CheckRule::$rule => $suffers,)* }
            }

            /// What the publisher does about it, as one sentence.
            pub fn remedy(self) -> &'static str {
                match self { $(CheckRule::$rule => $remedy,)* }
            }

            /// Where the rule can be read.
            pub fn source(self) -> &'static str {
                match self { $(CheckRule::$rule => $source,)* }
            }
        }
    };
}

rules! {
    /// One body is an index and a manifest at once.
    Ambiguous "ambiguous" Error CVE,
        "The document is an index and a manifest at once.",
        "containerd rejects it; other clients read one half or the other.",
        "Publish it again with a tool that writes one of the two.";
    /// Docker schema 1.
    Schema1 "schema-1" Error MANIFEST,
        "This is schema 1, retired.",
        "Current containerd and Docker refuse to pull it.",
        "Pull it with an old client once, and push it again.";
    /// An index without images.
    NoImage "no-image" Error INDEX,
        "No entry is an image.",
        "Every client finds nothing here.",
        "Push the images by digest first, then an index that names them.";
    /// A broken entry.
    Broken "broken-entry" Error INDEX,
        "An entry is no readable descriptor.",
        "Most clients refuse the whole index because of it.",
        "Write the index again: digest, size and media type belong to every entry.";
    /// `unknown/unknown` without explanation.
    Unusable "unusable-entry" Warning ATTESTATION,
        "An entry is for unknown/unknown and nothing says why.",
        "No client can choose it, and pages count it as a broken platform.",
        "State its platform, or annotate it as the attestation of an image.";
    /// The config of an image says another system or architecture than the index.
    ConfigContradicts "config-contradicts" Error CONFIG,
        "The config says another platform than the index.",
        "Clients select by the index; the machine then gets a program for another one: exec format error.",
        "Build that platform again; a base image pulled for the wrong platform is the usual reason.";
    /// The variant stands in one of the two only, or differs.
    VariantDiffers "variant-differs" Note CONFIG,
        "Index and config state different variants.",
        "Clients select by the index; classic Docker warns by the config.",
        "State the same variant in both.";
    /// 386 catches plain amd64 machines.
    FallbackTrap "fallback-trap" Error COMPARE,
        "amd64 is offered for newer processors only, and 386 beside it.",
        "containerd and Docker give the 32-bit image to every amd64 machine of level v1; Podman and regctl find nothing.",
        "Add an entry for plain linux/amd64.";
    /// Only higher levels of amd64.
    LevelsOnly "levels-only" Warning COMPARE,
        "amd64 is offered for newer processors only.",
        "containerd, Podman and regctl find nothing on a machine that states no level; crane and oras take it all the same.",
        "Add an entry for plain linux/amd64.";
    /// A level stands before plain amd64.
    LevelFirst "level-first" Warning CRANE,
        "An amd64 level stands before plain amd64.",
        "crane, oras and rust-oci-client take the first literal match and hand the newer build to every machine.",
        "Put plain linux/amd64 before its levels.";
    /// A lower 32-bit Arm stands before v7.
    LowerArmFirst "lower-arm-first" Note CRANE,
        "A lower 32-bit Arm variant stands before v7.",
        "crane, oras and rust-oci-client, asked for linux/arm, take the lower one.",
        "Put arm/v7 first, or tell people to ask for linux/arm/v7.";
    /// Two entries for one platform.
    Twins "twin-platforms" Warning INDEX,
        "Two entries are for the same platform.",
        "Most clients take the first, Podman the one with zstd layers: two machines alike may run different images.",
        "Keep one of them, or announce the zstd one by its annotation.";
    /// A zstd twin without its annotation.
    ZstdUnannounced "zstd-unannounced" Note PODMAN,
        "Layers are zstd, and the index does not announce it.",
        "Podman cannot prefer it, and clients that read no zstd cannot avoid it.",
        "Push with a tool that annotates such entries with io.github.containers.compression.zstd.";
    /// An entry without a platform.
    Unstated "unstated-platform" Warning INDEX,
        "An entry states no platform.",
        "containerd and Podman take it when nothing else fits, on any machine; crane takes it for linux/amd64; the others never take it.",
        "State os and architecture in the index.";
    /// Spellings of uname.
    Spelling "platform-spelling" Warning NORMALIZE,
        "A platform is spelled as uname spells it.",
        "Only containerd, Docker and regctl read x86_64 as amd64 and aarch64 as arm64; the others find nothing.",
        "Write amd64, arm64, arm with a variant, 386.";
    /// Windows entries without a version.
    WindowsUnversioned "windows-unversioned" Warning INDEX,
        "A Windows entry states no os.version.",
        "Every Windows host accepts it, and those whose build does not fit fail at start.",
        "State os.version as the base image has it.";
    /// An older Windows build stands before a newer one.
    WindowsOrder "windows-order" Note WINDOWS,
        "An older Windows build stands before a newer one.",
        "With --platform, containerd and Docker take the first that fits: a newer host gets the older build.",
        "List Windows builds from newest to oldest.";
    /// Text order and number order differ.
    WindowsText "windows-text-order" Note WINDOWS,
        "Windows versions sort differently as text than as numbers.",
        "containerd on Windows compares them as text and may take the older patch.",
        "Keep one patch level per build in the index.";
    /// An attestation for something that is not here.
    DanglingAttestation "dangling-attestation" Warning ATTESTATION,
        "An attestation describes an image that is not in this index.",
        "Nobody can tell what it is about; SBOM and provenance are lost for readers.",
        "Copy images together with their attestations, or leave both.";
    /// Attestations first.
    AttestationFirst "attestation-first" Note ATTESTATION,
        "An attestation is the first entry.",
        "Pages and scripts that look at the first entry take it for the image.",
        "List images first.";
    /// Docker and OCI media types side by side.
    MixedTypes "mixed-media-types" Note INDEX,
        "Docker and OCI media types stand side by side.",
        "Older registries and pages read one kind only and miss the rest.",
        "Build and push all platforms with one tool and one format.";
    /// An index in the index.
    Nested "nested-index" Warning INDEX,
        "An entry is an index itself.",
        "rust-oci-client stops with an error there, and not every client looks inside.",
        "List the images themselves.";
    /// zstd under Docker's media type.
    DockerZstd "docker-zstd" Error LAYER,
        "A zstd layer has a Docker media type, which knows no zstd.",
        "Clients that go by the type try to read it as gzip and fail.",
        "Push with OCI media types.";
    /// Layers elsewhere.
    ForeignLayer "foreign-layer" Note LAYER,
        "A layer is to be fetched from elsewhere.",
        "Machines without access to that address cannot pull the image.",
        "Push with the layers included, where the license allows it.";
    /// History does not line up.
    HistoryMismatch "history-mismatch" Note CONFIG,
        "History and layers do not line up.",
        "Pages that show which step made which layer show the wrong ones.",
        "Write a history with an entry per layer, or none.";
    /// A key twice.
    DuplicateKey "duplicate-key" Warning INDEX,
        "A key occurs twice in one object.",
        "Clients in Go keep the last value, others the first.",
        "Write the document with a JSON library.";
    /// No arm64.
    NoArm64 "no-arm64" Note INDEX,
        "There is no linux/arm64.",
        "Apple-silicon Macs run the amd64 image under emulation; Graviton and 64-bit boards find nothing.",
        "Build linux/arm64 as well, natively or by cross-compiling.";
}
