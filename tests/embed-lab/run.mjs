// Builds the sites, then opens them. Arguments go to Playwright; `--build` builds and stops.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "./support/build.mjs";
import { SITES } from "./support/systems.mjs";

const args = process.argv.slice(2);
const built = SITES.map(build);
for (const { name, skipped } of built) if (skipped) console.log(`${name} is left out: ${skipped}`);
if (args.includes("--build")) {
  process.exit(built.some((site) => site.failed) ? 1 : 0);
}
const { TAGPRISM_PROXY: proxy, TAGPRISM_DIST: dist } = process.env;
if (!proxy) console.log(`TAGPRISM_PROXY is not set: the sites show ${dist ? "the built site on a plain static host" : "pages of the stand-in"}.`);
const { status } = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "test", ...args], {
  cwd: fileURLToPath(new URL(".", import.meta.url)),
  env: { ...process.env, EMBED_LAB_SITES: JSON.stringify(built) },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
