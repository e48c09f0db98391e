//! The rules, each with who suffers, what to do, and where it comes from.

use crate::diagnostic::Severity;

const INDEX: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md";
const MANIFEST: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md";
const CONFIG: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md";
const LAYER: &str = "https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md";
const COMPARE: &str = "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go";
const WINDOWS: &str =
    "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/defaults_windows.go";
const ISOLATION: &str = crate::platform::isolation::TABLE_URL;
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
    /// An image without an index.
    SingleManifest "single-manifest" Note INDEX,
        "The tag is one image, without an index.",
        "Every machine pulls it, whatever it is built for: on another processor it stops at the start with an exec format error.",
        "Build it for several platforms and push them as an index.";
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
        "containerd gives the 32-bit image to every amd64 machine, Docker to those of level v1; Podman and regctl find nothing.",
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
        "arm/v5 or arm/v6 stands before arm/v7.",
        "crane, oras and rust-oci-client, asked for linux/arm, take the lower one.",
        "Put arm/v7 first, or tell people to ask for linux/arm/v7.";
    /// Two entries for one platform.
    Twins "twin-platforms" Warning INDEX,
        "Several entries are for the same platform.",
        "Most clients take the first, Podman one that announces zstd layers: two machines alike may run different images.",
        "Keep one of them, or announce the zstd one by its annotation.";
    /// A zstd twin without its annotation.
    ZstdUnannounced "zstd-unannounced" Note PODMAN,
        "Layers are zstd, and the index does not announce it.",
        "Podman cannot prefer it, and clients that read no zstd cannot avoid it.",
        "Push with a tool that annotates such entries with io.github.containers.compression.zstd.";
    /// An entry without a platform.
    Unstated "unstated-platform" Warning INDEX,
        "An entry states no platform.",
        "containerd, Docker and Podman take it on any machine where nothing else fits; crane takes it for linux/amd64, and the others never.",
        "State os and architecture in the index.";
    /// Spellings of uname.
    Spelling "platform-spelling" Warning NORMALIZE,
        "A platform is spelled otherwise than the clients spell it.",
        "Only containerd, Docker and regctl read x86_64 as amd64, aarch64 as arm64 and variant 7 as v7; the others find nothing.",
        "Write amd64, arm64, 386, and variants with their v.";
    /// Windows entries without a version.
    WindowsUnversioned "windows-unversioned" Warning INDEX,
        "A Windows entry states no os.version.",
        "Every Windows host accepts it, and those whose build does not fit fail at start.",
        "State os.version as the base image has it.";
    /// Windows entries of one build.
    WindowsOneBuild "windows-one-build" Note ISOLATION,
        "All Windows entries are of one build.",
        "Older hosts never run it, and of the newer ones some do under Hyper-V isolation alone, and some not at all.",
        "List an image for each long-term release that your users have.";
    /// An older Windows build stands before a newer one.
    WindowsOrder "windows-order" Note WINDOWS,
        "An older Windows build stands before a newer one.",
        "Docker, and containerd when asked with --platform, take the first that fits: a newer host gets the older build.",
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
        "Most readers keep the last value, some the first, and some refuse the document.",
        "Write the document with a JSON library.";
    /// Only higher versions of arm64.
    Arm64VersionsOnly "arm64-versions-only" Warning COMPARE,
        "arm64 is offered for newer processors only.",
        "Engines state v8 on every processor: on 64-bit Arm, containerd, Docker and Podman find nothing, or 32-bit Arm where there is some.",
        "Add an entry for plain linux/arm64.";
    /// No arm64, but 32-bit Arm.
    Arm64Gets32Bit "arm64-gets-32-bit" Warning COMPARE,
        "There is no linux/arm64, and 32-bit Arm beside.",
        "containerd and Docker give the 32-bit image to every 64-bit Arm machine; newer servers cannot run it, and Macs only under emulation.",
        "Build linux/arm64 as well, natively or by cross-compiling.";
    /// No arm64 and no Arm at all.
    NoArm64 "no-arm64" Note INDEX,
        "There is no linux/arm64.",
        "64-bit Arm machines find nothing, Macs with Apple silicon included: Docker Desktop emulates amd64 there only when asked with --platform linux/amd64.",
        "Build linux/arm64 as well, natively or by cross-compiling.";
}
