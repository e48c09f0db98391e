import { spawn } from "node:child_process";
import { once } from "node:events";

/** Starts the proxy on a port that the system chooses; it serves the site and finds no registry. */
export async function startProxy(program, dist) {
  // Our own settings must not leak into the program that is measured.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TAGPRISM_")));
  const child = spawn(
    program,
    [
      "--mode", "local", "--listen", "127.0.0.1:0", "--static-dir", dist, "--drain", "0s", "--grace", "1s",
      // Nothing here may leave the machine.
      "--resolve", "registry-1.docker.io:443:127.0.0.1",
    ],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  return {
    origin: await listening(child),
    async stop() {
      process.off("exit", end);
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Where the proxy says that it listens. What it writes is read to the end: a full pipe would stop it. */
function listening(child) {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (bytes) => {
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec((said += bytes));
      if (!found) return;
      child.stdout.off("data", hear).resume();
      child.stderr.off("data", hear).resume();
      resolve(found[1]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the proxy ended with ${code} before it listened: ${said}`)));
  });
}
