import {
  DOCKER_LIST, OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST,
  descriptor, json, layer,
  type Content, type Platform, type Pushable,
} from "./documents.ts";

/** The platforms of the main image, in index order; each is followed by an attestation. */
export const MAIN_PLATFORMS: Platform[] = [
  { os: "linux", architecture: "amd64" },
  { os: "linux", architecture: "arm", variant: "v5" },
  { os: "linux", architecture: "arm", variant: "v7" },
  { os: "linux", architecture: "arm64", variant: "v8" },
  { os: "linux", architecture: "386" },
  { os: "linux", architecture: "ppc64le" },
  { os: "linux", architecture: "riscv64" },
  { os: "linux", architecture: "s390x" },
];

/** Markup, overrides of the writing direction and control characters: what strangers may write into labels. */
export const HOSTILE = {
  markup: "<img src=x onerror=\"document.title='owned'\">",
  bidi: "\u202Egnp.exe\u202C",
  control: "a\u0007b\u001b[31mc",
  script: "<script>document.title='owned'</script>",
};

export function nameOf(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join("/");
}

/** One image for one platform: two layers, a config with history, a manifest. */
export function image(platform: Platform, label: string, sizeBytes = 40_000, history?: string[]): Pushable {
  const layers = [layer(`${label} base`, sizeBytes), layer(`${label} files`, Math.ceil(sizeBytes / 7))];
  const lines = history ?? ["COPY rootfs / # buildkit", "CMD [\"/bin/sh\"]"];
  const config = json(
    {
      ...platform,
      config: { Cmd: ["/bin/sh"] },
      rootfs: { type: "layers", diff_ids: layers.map((it) => it.digest) },
      history: lines.map((line) => ({ created_by: line })),
    },
    OCI_CONFIG,
  );
  const manifest = json(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, config: descriptor(config), layers: layers.map((it) => descriptor(it)) },
    OCI_MANIFEST,
  );
  return { ...manifest, blobs: [config, ...layers], children: [], platform };
}

/** What BuildKit writes beside an image: statements about how it was made. */
function attestation(of: Pushable): Pushable {
  const statement = json({ _type: "https://in-toto.io/Statement/v0.1", subject: [{ digest: of.digest }] }, "application/vnd.in-toto+json");
  const config = json({ os: "unknown", architecture: "unknown", rootfs: { type: "layers", diff_ids: [] } }, OCI_CONFIG);
  const manifest = json(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, config: descriptor(config), layers: [descriptor(statement)] },
    OCI_MANIFEST,
  );
  return { ...manifest, blobs: [config, statement], children: [] };
}

function attestationEntry(statement: Content, of: Content): Record<string, unknown> {
  return descriptor(statement, {
    annotations: { "vnd.docker.reference.digest": of.digest, "vnd.docker.reference.type": "attestation-manifest" },
    platform: { architecture: "unknown", os: "unknown" },
  });
}

export function index(children: Pushable[], more: Record<string, unknown> = {}, mediaType = OCI_INDEX): Pushable {
  const manifests = children.map((child) => descriptor(child, child.platform ? { platform: child.platform } : {}));
  return { ...json({ schemaVersion: 2, mediaType, manifests, ...more }, mediaType), blobs: [], children };
}

/** Eight machines in one tag, each with its attestation. */
export function busybox(): Pushable {
  const images = MAIN_PLATFORMS.map((platform, n) => image(platform, nameOf(platform), 30_000 + n * 4_000));
  const pairs = images.map((it) => ({ it, proof: attestation(it) }));
  const manifests = pairs.flatMap(({ it, proof }) => [descriptor(it, { platform: it.platform }), attestationEntry(proof, it)]);
  const root = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }, OCI_INDEX);
  return { ...root, blobs: [], children: pairs.flatMap(({ it, proof }) => [it, proof]) };
}

/** The images of `busybox()` without their attestations, in index order. */
export function busyboxImages(): Pushable[] {
  return busybox().children.filter((child) => child.platform);
}

export function amd64Only(): Pushable {
  return index([image({ os: "linux", architecture: "amd64" }, "only amd64")]);
}

export function arm64Only(): Pushable {
  return index([image({ os: "linux", architecture: "arm64", variant: "v8" }, "only arm64")]);
}

export const WINDOWS_BUILDS = ["10.0.26100.33438", "10.0.20348.5622", "10.0.17763.1"];

export function windows(): Pushable {
  const linux = image({ os: "linux", architecture: "amd64" }, "beside windows");
  const builds = WINDOWS_BUILDS.map((build) => image({ os: "windows", architecture: "amd64", "os.version": build }, `windows ${build}`));
  return index([linux, ...builds]);
}

export function single(): Pushable {
  return image({ os: "linux", architecture: "amd64" }, "single");
}

export function nested(): Pushable {
  const inner = index(["v5", "v7"].map((variant) => image({ os: "linux", architecture: "arm", variant }, `nested ${variant}`)));
  return index([inner, image({ os: "linux", architecture: "s390x" }, "nested s390x")]);
}

export function dockerList(): Pushable {
  const platforms = [MAIN_PLATFORMS[0], MAIN_PLATFORMS[3]];
  return index(platforms.map((it) => image(it, `list ${it.architecture}`)), {}, DOCKER_LIST);
}

export function chart(): Pushable {
  const config = json({ name: "chart", version: "0.1.0", apiVersion: "v2" }, "application/vnd.cncf.helm.config.v1+json");
  const files = layer("chart", 500, "application/vnd.cncf.helm.chart.content.v1.tar+gzip");
  const manifest = json(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, config: descriptor(config), layers: [descriptor(files)] },
    OCI_MANIFEST,
  );
  return { ...manifest, blobs: [config, files], children: [] };
}

/** An index whose labels, history lines and layer types were written by somebody who means harm. */
export function hostile(): Pushable {
  const platforms: Platform[] = [
    { os: "linux", architecture: "amd64", variant: HOSTILE.markup },
    { os: HOSTILE.bidi, architecture: HOSTILE.control },
    { os: "linux", architecture: `amd64${"x".repeat(300)}` },
    { os: "linux", architecture: "amd64" },
  ];
  const children = platforms.map((platform, n) => {
    const own = image({ os: "linux", architecture: "amd64" }, `hostile ${n}`, 900, [HOSTILE.markup, HOSTILE.script]);
    return { ...own, platform };
  });
  return index(children, { annotations: { title: HOSTILE.markup, [HOSTILE.markup]: HOSTILE.script } });
}

/** An image with one layer type that is markup. */
export function hostileSingle(): Pushable {
  const file = layer("hostile type", 300, `application/${HOSTILE.markup}`);
  const plain = layer("plain", 300, OCI_LAYER);
  const config = json(
    {
      os: "linux", architecture: HOSTILE.markup, rootfs: { type: "layers", diff_ids: [file.digest, plain.digest] },
      history: [{ created_by: HOSTILE.script }, { created_by: HOSTILE.bidi }],
    },
    OCI_CONFIG,
  );
  const manifest = json(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, config: descriptor(config), layers: [descriptor(file), descriptor(plain)] },
    OCI_MANIFEST,
  );
  return { ...manifest, blobs: [config, file, plain], children: [] };
}
