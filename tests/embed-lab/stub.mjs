// A stand-in for the site: pages of figures with the real script of the frame, and the real element. The specs of the two
// run against it, because here a page can also be silent, broken or without end.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";

const PROGRAM = `
const root = document.documentElement;
const full = document.getElementById("full");
const bar = document.querySelector("rect");
let step = Number(new URLSearchParams(location.search).get("step") ?? 0);
function show() {
  bar.setAttribute("width", String(20 + 40 * (step % 7)));
  document.getElementById("step").textContent = "step " + step;
  root.dataset.query = "step=" + step;
  full.href = "/?step=" + step + "#" + root.dataset.embed;
}
document.getElementById("next").addEventListener("click", () => { step += 1; show(); });
document.getElementById("more").addEventListener("click", () => document.getElementById("detail").toggleAttribute("hidden"));
addEventListener("message", (event) => {
  if (event.source !== parent || event.data?.type !== "set") return;
  root.dataset.set = JSON.stringify(event.data);
  if ("step" in event.data) { step = Number(event.data.step); show(); }
});
if (root.dataset.embed === "broken") setTimeout(() => { root.dataset.still = ""; }, 50);
else show();
root.dataset.runs = "";
`;

const STYLE = `
html { background: #fbfaf6; color: #1c1b18; font: 16px/1.5 sans-serif }
html[data-theme=dark] { background: #12161a; color: #ece9e1; color-scheme: dark }
html[data-bg=transparent] { background: none }
html[data-theme=light] { color-scheme: light }
html[data-fit=both] { height: 100%; overflow: auto }
html[data-embed=grow]:not([data-fit]) body { min-height: calc(100vh + 10px) }
body { margin: 0; padding: 8px }
svg { display: block; width: 100%; height: 300px }
@media (max-width: 479px) { svg { height: 420px } }
`;

/** Headers of every file that a page in a sandbox loads: its origin is opaque, so even our own are foreign to it. */
const OPEN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

/** Starts it on a port of its own; `origin` has no slash at the end. */
export async function startStub(root) {
  const [frame, element] = await Promise.all(["frame.js", "embed.js"].map((name) => readFile(new URL(`build/embed/${name}`, root), "utf8")));
  let hits = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://x");
    const origin = `http://${request.headers.host}`;
    hits.push({ path: url.pathname, referrer: request.headers.referer ?? "" });
    const figure = /^\/embed\/([a-z]+)\/?$/.exec(url.pathname)?.[1];
    const send = (type, body, more = {}) => response.writeHead(200, { "content-type": type, ...OPEN, ...more }).end(body);
    if (figure === "silent") send("text/html", "<!doctype html><title>silent</title>");
    else if (figure) send("text/html; charset=utf-8", page(figure, frame), { "content-security-policy": policy(origin, frame) });
    else if (url.pathname === "/embed.js") send("text/javascript", element);
    else if (url.pathname === "/stub.js") send("text/javascript", PROGRAM);
    else if (url.pathname === "/stub.css") send("text/css", STYLE);
    else if (/^\/(snap|badge)\/.+\.svg$/.test(url.pathname)) send("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="420"><title>A figure</title></svg>');
    else if (url.pathname === "/favicon.ico") response.writeHead(204).end();
    else send("text/html", "<!doctype html><title>Tagprism</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** What was asked for since the last call. */
    takeHits() {
      const taken = hits;
      hits = [];
      return taken;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function policy(origin, frame) {
  const hash = createHash("sha256").update(frame).digest("base64");
  return (
    `default-src 'none'; script-src ${origin} 'sha256-${hash}'; style-src ${origin}; img-src ${origin} data:; connect-src ${origin}; ` +
    // No frame-ancestors: even * shuts out pages in a sandbox, whose origin has no scheme
    // (<https://www.w3.org/TR/CSP3/#match-url-to-source-expression>).
    "base-uri 'none'; form-action 'none'"
  );
}

function page(figure, frame) {
  return `<!doctype html>
<html lang="en" data-embed="${figure}">
<head><meta charset="utf-8"><script>${frame}</script><meta name="color-scheme" content="light dark"><title>${figure}</title>
<link rel="stylesheet" href="/stub.css"></head>
<body><figure><figcaption>A figure called ${figure}</figcaption>
<form data-figure="${figure}"><button type="button" id="next">Next</button> <button type="button" id="more">More</button>
<svg role="img" aria-label="a bar"><rect x="0" y="20" height="40" width="20"/></svg><p id="step" role="status">step 0</p>
<p id="detail" hidden>A line that was not there before.</p></form></figure>
<footer><a id="full" href="/#${figure}" target="_blank" rel="noopener">Open full version</a> Tagprism</footer>
<script type="module" crossorigin src="/stub.js"></script></body></html>`;
}
