import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, listening, start, stop, type Running } from "./children.ts";
import type { Content, Pushable } from "./documents.ts";
import { ISSUER, SERVICE, type TokenServer } from "./token_server.ts";

export interface Registry extends Running {
  url: string;
  host: string;
}

/** A folder that is removed afterwards. */
export async function scratch(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "tagprism-e2e-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts `docker-registry` over a storage folder; with a token server it asks everybody for a token. */
export async function startRegistry(program: string, folder: string, tokens?: TokenServer): Promise<Registry> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const host = `127.0.0.1:${port}`;
    const lines = [
      "version: 0.1",
      "log: {level: error, accesslog: {disabled: true}}",
      `storage: {filesystem: {rootdirectory: ${JSON.stringify(join(folder, "storage"))}}}`,
      `http: {addr: "${host}"}`,
    ];
    if (tokens) {
      const bundle = join(folder, "bundle.pem");
      await writeFile(bundle, tokens.certificatePem);
      lines.push(
        `auth: {token: {realm: "${tokens.origin}/token", service: "${SERVICE}", issuer: "${ISSUER}", rootcertbundle: ${JSON.stringify(bundle)}}}`,
      );
    }
    const configuration = join(folder, `config-${port}.yml`);
    await writeFile(configuration, `${lines.join("\n")}\n`);
    const child = start(program, ["serve", configuration]);
    child.stdout?.resume();
    let complaints = "";
    child.stderr?.on("data", (text: Buffer) => (complaints += text.toString()));
    if (await listening(port, child)) return { url: `http://${host}`, host, stop: () => stop(child) };
    await stop(child);
    if (!complaints.includes("address already in use")) throw new Error(`docker-registry did not start: ${complaints}`);
  }
  throw new Error("docker-registry found no free port in five attempts");
}

/** Pushes an image with everything below it, as any client does. */
export async function push(registry: Registry, repository: string, tag: string, root: Pushable): Promise<void> {
  for (const child of root.children) await push(registry, repository, child.digest, child);
  for (const blob of root.blobs) await pushBlob(registry, repository, blob);
  const url = `${registry.url}/v2/${repository}/manifests/${tag}`;
  const answer = await fetch(url, { method: "PUT", body: new Uint8Array(root.bytes), headers: { "content-type": root.mediaType } });
  if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

async function pushBlob(registry: Registry, repository: string, blob: Content): Promise<void> {
  const started = await fetch(`${registry.url}/v2/${repository}/blobs/uploads/`, { method: "POST" });
  const place = new URL(started.headers.get("location") ?? "", registry.url);
  place.searchParams.set("digest", blob.digest);
  const answer = await fetch(place, {
    method: "PUT", body: new Uint8Array(blob.bytes), headers: { "content-type": "application/octet-stream" },
  });
  if (answer.status !== 201) throw new Error(`${blob.digest}: ${answer.status} ${await answer.text()}`);
}
