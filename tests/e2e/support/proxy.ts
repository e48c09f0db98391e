import { firstLine, start, stop, type Running } from "./children.ts";

export interface Proxy extends Running {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  origin: string;
}

/** Starts the proxy under test on a port that the system chooses. */
export async function startProxy(program: string, args: string[]): Promise<Proxy> {
  const child = start(program, [
    "--listen", "127.0.0.1:0",
    "--drain", "0s",
    "--grace", "1s",
    // Docker Hub must never be asked by a test: its name leads here, which the proxy refuses to dial.
    "--resolve", "registry-1.docker.io:443:127.0.0.1",
    ...args,
  ]);
  const [, origin] = await firstLine(child, /listening on (http:\/\/127\.0\.0\.1:\d+)/);
  return { origin, stop: () => stop(child) };
}
