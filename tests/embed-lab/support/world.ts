import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { listen } from "../../e2e/support/http.ts";
import { startProxy } from "../../e2e/support/proxy.ts";
import { startStub } from "../stub.mjs";
import { PLACEHOLDER } from "./systems.mjs";

/** A site of the lab: where it is served, or why it is not. */
export interface Site {
  name: string;
  origin?: string;
  skipped?: string;
  failed?: string;
}

export interface World {
  /** The site under test, without a slash at the end. */
  tagprism: string;
  /** Whether that is plain files, without the server that draws pictures of any image. */
  isStatic: boolean;
  /** A page of frozen snippets: `/<path in frozen>`. */
  frozen: string;
  sites: Site[];
}

const VARIABLE = "EMBED_LAB_WORLD";

export function world(): World {
  const text = process.env[VARIABLE];
  if (!text) throw new Error("the servers are not running: global setup did not finish");
  return JSON.parse(text) as World;
}

/** Starts the site under test and a server of its own for every site of the lab, and returns what stops them. */
export default async function start(): Promise<() => Promise<void>> {
  const started: { stop(): Promise<void> }[] = [];
  const stopAll = async () => {
    for (const it of started.reverse()) await it.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(it: T): T => {
    started.push(it);
    return it;
  };
  try {
    const { TAGPRISM_PROXY: proxy, TAGPRISM_DIST: dist } = process.env;
    if (proxy && !dist) throw new Error("TAGPRISM_DIST is not set: it names the folder of the built site.");
    const { origin: tagprism } = keep(
      proxy ? await startProxy(proxy, ["--mode", "local", "--static-dir", dist ?? ""])
      : dist ? await serve((path) => join(dist, path))
      : await startStub(new URL("../../../", import.meta.url)),
    );
    const sites: Site[] = [];
    for (const { name, folder, skipped, failed } of JSON.parse(process.env.EMBED_LAB_SITES ?? "[]")) {
      const origin = folder && keep(await serve((path) => join(folder, path), tagprism)).origin;
      sites.push({ name, origin, skipped, failed });
    }
    const snippets = new URL("../frozen/", import.meta.url).pathname;
    const frozen = keep(await serve((path) => join(snippets, path), tagprism)).origin;
    process.env[VARIABLE] = JSON.stringify({ tagprism, isStatic: !proxy && Boolean(dist), sites, frozen } satisfies World);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

const TYPES: Record<string, string> = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".woff2": "font/woff2", ".xml": "application/xml",
};
const TEXTS = new Set([".css", ".html", ".js", ".json"]);

/**
 * A plain static host; every page may read from it, as from the usual ones. The address of the site under test is known
 * only now, so it is written into what is served.
 */
function serve(file: (path: string) => string, tagprism = PLACEHOLDER) {
  return listen(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
    const isFolder = (await stat(file(path)).catch(() => undefined))?.isDirectory();
    const wanted = isFolder ? join(file(path), "index.html") : file(path);
    const found = await readFile(wanted).catch(() => undefined);
    if (!found) {
      // A page without an icon is no fault of ours.
      response.writeHead(path.startsWith("/favicon") ? 204 : 404, { "access-control-allow-origin": "*" }).end();
      return;
    }
    const type = extname(wanted);
    const body = TEXTS.has(type) ? found.toString("utf8").replaceAll(PLACEHOLDER, tagprism) : found;
    response.writeHead(200, { "content-type": TYPES[type] ?? "application/octet-stream", "access-control-allow-origin": "*" }).end(body);
  });
}
