import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
export const OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
export const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

export interface Platform {
  os: string;
  architecture: string;
  variant?: string;
  "os.version"?: string;
}

/** Bytes with the name that their hash gives them. */
export interface Content {
  bytes: Buffer;
  digest: string;
  mediaType: string;
}

/** A manifest or index, and everything that a registry wants to have before it takes it. */
export interface Pushable extends Content {
  blobs: Content[];
  children: Pushable[];
  platform?: Platform;
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export function content(bytes: Buffer, mediaType: string): Content {
  return { bytes, digest: sha256(bytes), mediaType };
}

export function json(value: unknown, mediaType: string): Content {
  // An indent that no tool uses: whoever lays the text out anew before hashing it is found out.
  return content(Buffer.from(JSON.stringify(value, null, 3)), mediaType);
}

export function descriptor(of: Content, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { mediaType: of.mediaType, digest: of.digest, size: of.bytes.length, ...more };
}

/** A gzipped tar with one file of bytes that do not compress and are the same in every run. */
export function layer(name: string, sizeBytes: number, mediaType = OCI_LAYER): Content {
  const parts: Buffer[] = [];
  for (let n = 0; n * 32 < sizeBytes; n += 1) {
    parts.push(createHash("sha256").update(`${name} ${n}`).digest());
  }
  const file = Buffer.concat(parts).subarray(0, sizeBytes);
  return content(gzipSync(tar(name, file)), mediaType);
}

/** POSIX ustar with one regular file. */
function tar(name: string, file: Buffer): Buffer {
  const head = Buffer.alloc(512);
  head.write(name.replace(/[^a-z0-9]/g, "-").slice(0, 99), 0, "ascii");
  head.write("0000755\0", 100, "ascii");
  head.write("0000000\0", 108, "ascii");
  head.write("0000000\0", 116, "ascii");
  head.write(`${file.length.toString(8).padStart(11, "0")}\0`, 124, "ascii");
  head.write("00000000000\0", 136, "ascii");
  head.write("        0", 148, "ascii");
  head.write("ustar\x0000", 257, "ascii");
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  const padding = Buffer.alloc((512 - (file.length % 512)) % 512);
  return Buffer.concat([head, file, padding, Buffer.alloc(1024)]);
}
