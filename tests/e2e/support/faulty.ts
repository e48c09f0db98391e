import type { ServerResponse } from "node:http";
import { json, OCI_INDEX, OCI_MANIFEST } from "./documents.ts";
import { listen, type Listening } from "./http.ts";
import { index, image } from "./images.ts";

/** What the error specs wait for in the page. */
export const RETRY_AFTER_SECS = 42;

type Behaviour = (response: ServerResponse) => void;

const root = () => index([image({ os: "linux", architecture: "amd64" }, "faulty")]);

function fail(status: number, code: string, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
  };
}

function send(body: Buffer | string, mediaType: string): Behaviour {
  return (response) => {
    response.writeHead(200, { "content-type": mediaType });
    response.end(body);
  };
}

/** One way to behave per repository, most of them bad: `faulty.test/<name>`. */
const BEHAVIOURS: Record<string, Behaviour> = {
  basic: fail(401, "UNAUTHORIZED", { "www-authenticate": "Basic realm=\"test\"" }),
  limited: fail(429, "TOOMANYREQUESTS", { "retry-after": String(RETRY_AFTER_SECS) }),
  absent: fail(404, "MANIFEST_UNKNOWN"),
  fault: fail(500, "UNKNOWN"),
  hang: () => {},
  html: send("<!doctype html><title>Sign in</title>", "text/html"),
  empty: send("{}", OCI_INDEX),
  truncated: (response) => send(root().bytes.subarray(0, -40), OCI_INDEX)(response),
  mismatch: send(json({ schemaVersion: 2 }, OCI_MANIFEST).bytes, OCI_MANIFEST),
  counted: (response) => {
    response.writeHead(200, { "content-type": OCI_INDEX, "ratelimit-limit": "100;w=21600", "ratelimit-remaining": "87;w=21600" });
    response.end(root().bytes);
  },
  huge: (response) => {
    response.writeHead(200, { "content-type": OCI_INDEX, "content-length": String(64 * 1024 * 1024) });
    response.write("{");
  },
};

/** A registry that answers by script, mostly with failures. */
export async function startFaulty(): Promise<Listening> {
  return listen((request, response) => {
    const [, name] = /^\/v2\/([a-z]+)\//.exec(request.url ?? "") ?? [];
    const behave = BEHAVIOURS[name] ?? BEHAVIOURS.absent;
    behave(response);
  });
}
