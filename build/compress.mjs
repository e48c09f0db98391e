// Writes `.gz` and `.br` beside every file of a folder that they make smaller,
// and prints path, raw, gzip and Brotli sizes of each file between tabs.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dir] = process.argv.slice(2);
if (!dir) {
  console.error("usage: node compress.mjs FOLDER");
  process.exit(2);
}

// Fonts and pictures are compressed in themselves.
const compressible = /\.(html|js|mjs|css|wasm|json|svg|txt|xml|webmanifest)$/;

function* filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

for (const path of [...filesBelow(dir)]) {
  const raw = readFileSync(path);
  const travels = { gz: raw.length, br: raw.length };
  if (compressible.test(path)) {
    const twins = { gz: gzipSync(raw, { level: 9 }), br: brotli(raw) };
    for (const [ending, twin] of Object.entries(twins)) {
      if (twin.length >= raw.length) continue;
      writeFileSync(`${path}.${ending}`, twin);
      travels[ending] = twin.length;
    }
  }
  const name = relative(dir, path).split(sep).join("/");
  console.log([name, raw.length, travels.gz, travels.br].join("\t"));
}
