import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { listen, type Listening } from "./http.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".woff2": "font/woff2",
};

/**
 * A plain static host: files as they are, and for everything else the fallback page with the status 404, as GitHub
 * Pages does. `prefix` is the folder that a documentation site would put us in.
 */
export async function startStaticSite(dist: string, prefix: string): Promise<Listening> {
  return listen(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    if (!path.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    const inside = normalize(`/${path.slice(prefix.length)}`);
    const wanted = inside.endsWith("/") ? `${inside}index.html` : inside;
    const found = await readFile(join(dist, wanted)).catch(() => undefined);
    const body = found ?? (await fallback(dist));
    response.writeHead(found ? 200 : 404, { "content-type": found ? (TYPES[extname(wanted)] ?? "application/octet-stream") : TYPES[".html"] });
    response.end(body);
  });
}

async function fallback(dist: string): Promise<Buffer> {
  return readFile(join(dist, "404.html")).catch(() => readFile(join(dist, "index.html")));
}
