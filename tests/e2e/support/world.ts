import { startFaulty } from "./faulty.ts";
import * as images from "./images.ts";
import { requirePrograms } from "./programs.ts";
import { startProxy } from "./proxy.ts";
import { push, scratch, startRegistry, type Registry } from "./registry.ts";
import { startStaticSite } from "./static_site.ts";
import { startTokenServer } from "./token_server.ts";
import { publish } from "./addresses.ts";
import type { Pushable } from "./documents.ts";

const PUSHED: [string, string, () => Pushable][] = [
  ["busybox", "1.37", images.busybox],
  ["amd64-only", "1", images.amd64Only],
  ["moved-on", "1.0", images.amd64Only],
  ["moved-on", "1.1", images.arm64Only],
  ["moved-on", "2.0", images.busybox],
  ["arm64-only", "1", images.arm64Only],
  ["windows", "1", images.windows],
  ["single", "1", images.single],
  ["nested", "1", images.nested],
  ["docker-list", "1", images.dockerList],
  ["chart", "0.1.0", images.chart],
  ["hostile", "1", images.hostile],
  ["hostile-single", "1", images.hostileSingle],
  ["private/app", "1", images.amd64Only],
  ["long/".repeat(39) + "image", "t".repeat(128), images.amd64Only],
];

/** Starts everything that the specs talk to, and returns what stops it. */
export default async function world(): Promise<() => Promise<void>> {
  const started: { stop(): Promise<void> }[] = [];
  const stopAll = async () => {
    // In reverse, so that nobody loses a server that it still needs.
    for (const it of started.reverse()) await it.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(it: T): T => {
    started.push(it);
    return it;
  };
  try {
    const programs = requirePrograms();
    const faulty = keep(await startFaulty());
    const declared = ["--registry", `faulty.test=${faulty.origin}`, "--registry", "closed.test=http://127.0.0.1:2"];
    let open: Registry | undefined;
    if (programs.registry) {
      const folder = await scratch();
      keep({ stop: folder.remove });
      open = keep(await startRegistry(programs.registry, folder.path));
      for (const [repository, tag, make] of PUSHED) await push(open, repository, tag, make());
      const tokens = keep(await startTokenServer());
      const guarded = keep(await startRegistry(programs.registry, folder.path, tokens));
      // The realm is another origin than the registry, so the operator has to vouch for it.
      declared.push("--registry", `open.test=${open.url}`, "--registry", `token.test=${guarded.url};realm=127.0.0.1:${tokens.port}`);
    }
    const site = keep(await startProxy(programs.proxy, ["--mode", "local", "--static-dir", programs.dist, ...declared]));
    const root = keep(await startStaticSite(programs.dist, "/"));
    const folder = keep(await startStaticSite(programs.dist, "/tagprism/"));
    const origins = ["--origin", root.origin, "--origin", folder.origin];
    const own = keep(await startProxy(programs.proxy, ["--mode", "local", ...origins, ...declared]));
    const far = keep(await startProxy(programs.proxy, ["--mode", "public", "--allow-private-declared", ...declared]));
    publish({
      site: site.origin,
      ownProxy: own.origin,
      publicProxy: far.origin,
      staticRoot: `${root.origin}/`,
      staticFolder: `${folder.origin}/tagprism/`,
      openHost: open?.host ?? "",
    });
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}
