import { accessSync, constants } from "node:fs";

/** The programs and the site that the tests work with; paths come from `cargo xtask test`. */
export interface Programs {
  proxy: string;
  dist: string;
  /** Absent on a machine without one: then the specs that need a real registry are skipped. */
  registry: string | undefined;
  /** Absent: Playwright's own browser. */
  chromium: string | undefined;
}

/** Reads the environment; throws one clear sentence when something is missing. */
export function requirePrograms(): Programs {
  const registry = optional("DOCKER_REGISTRY");
  if (!registry && process.env.CI) {
    throw new Error("DOCKER_REGISTRY is not set: under CI nothing is skipped, so install Debian's docker-registry.");
  }
  return {
    proxy: required("TAGPRISM_PROXY", "the path of the tagprism-proxy binary"),
    dist: required("TAGPRISM_DIST", "the folder of the built site"),
    registry,
    chromium: optional("CHROMIUM"),
  };
}

function required(name: string, what: string): string {
  const path = optional(name);
  if (!path) {
    throw new Error(`${name} is not set: it names ${what}. Run the browser tests through \`cargo xtask test\`.`);
  }
  return path;
}

function optional(name: string): string | undefined {
  const path = process.env[name];
  if (!path) return undefined;
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new Error(`${name} is set to ${path}, which cannot be read.`);
  }
  return path;
}
