// Builds the sites of the lab. What a site is made of decides the name of its folder, so a second run builds nothing and
// needs no network.

import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { fill, snippetsOf } from "./snippets.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SOURCES = join(ROOT, "tests/embed-lab/sites");
const TARGET = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "embed-lab");

/** Something that this machine does not have, so that the site is left out. */
class Missing extends Error {}

/** Builds a site unless it is there; answers its folder, or why there is none. */
export function build(site) {
  const files = sourcesOf(site);
  const folder = join(TARGET, "built", `${site.name}-${keyOf(site, files)}`);
  if (existsSync(folder)) return { name: site.name, folder };
  console.log(`==> Building the site of ${site.name}`);
  try {
    const work = join(TARGET, "work", site.name);
    prepare(work, files);
    if (site.build) generate(site, work);
    keep(site, join(work, site.out), folder);
    return { name: site.name, folder };
  } catch (error) {
    if (error instanceof Missing) return { name: site.name, skipped: error.message };
    console.log(`${site.name}: ${error.message}`);
    return { name: site.name, failed: error.message };
  }
}

/** The source files by their path, with the snippets of the guide in their places. */
function sourcesOf(site) {
  const snippets = snippetsOf(readFileSync(join(ROOT, "docs/embed", site.guide), "utf8"));
  const folder = join(SOURCES, site.name);
  return new Map(
    readdirSync(folder, { recursive: true })
      .filter((name) => statSync(join(folder, name)).isFile() && !name.split(/[\\/]/).includes("node_modules"))
      .sort()
      .map((name) => [name, fill(readFileSync(join(folder, name), "utf8"), snippets, `${site.name}/${name}`)]),
  );
}

function keyOf(site, files) {
  const hash = createHash("sha256").update(JSON.stringify([site, [...files]]));
  return hash.digest("hex").slice(0, 16);
}

/** Writes the sources; what was installed there before stays. */
function prepare(work, files) {
  mkdirSync(work, { recursive: true });
  for (const name of readdirSync(work)) {
    if (name !== "node_modules" && name !== "venv") rmSync(join(work, name), { recursive: true });
  }
  for (const [name, text] of files) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), text);
  }
}

function generate(site, work) {
  if (process.platform === "win32") throw new Missing("the generators are called the way of Unix");
  const [command, ...args] = site.build;
  const folder = site.tools === "npm" ? installNpm(work) : installPip(work);
  run(join(folder, command), args, work);
}

function installNpm(work) {
  const wanted = readFileSync(join(work, "package-lock.json"));
  const stamp = join(work, "node_modules/.installed-lock.json");
  if (!existsSync(stamp) || !readFileSync(stamp).equals(wanted)) {
    run("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit"], work);
    writeFileSync(stamp, wanted);
  }
  return join(work, "node_modules/.bin");
}

function installPip(work) {
  const wanted = readFileSync(join(work, "requirements.txt"));
  const venv = join(work, "venv");
  const stamp = join(venv, "installed-requirements.txt");
  if (!existsSync(stamp) || !readFileSync(stamp).equals(wanted)) {
    const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import venv, ensurepip"]).status === 0);
    if (!python) throw new Missing("Python 3 with venv is not installed");
    rmSync(venv, { recursive: true, force: true });
    run(python, ["-m", "venv", venv], work);
    run(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements.txt"], work);
    writeFileSync(stamp, wanted);
  }
  return join(venv, "bin");
}

function run(program, args, work) {
  const env = {
    ...process.env,
    // Generators look for newer versions of themselves and count their users.
    ASTRO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    NO_UPDATE_NOTIFIER: "1",
    CI: "true",
  };
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd: work, env, encoding: "utf8" });
  if (error || status !== 0) throw new Error(`${relative(work, program) || program} ${args.join(" ")} failed\n${error ?? ""}${stdout}\n${stderr}`);
}

function keep(site, out, folder) {
  const built = dirname(folder);
  mkdirSync(built, { recursive: true });
  for (const name of readdirSync(built)) if (name.replace(/-[0-9a-f]{16}$/, "") === site.name) rmSync(join(built, name), { recursive: true });
  // A site that is interrupted while it is copied must not count as built.
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(out, half, { recursive: true, filter: (path) => !/(^|[\\/])(node_modules|venv)([\\/]|$)/.test(relative(out, path)) });
  renameSync(half, folder);
}
