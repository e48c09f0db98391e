import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server } from "node:net";

/** A program that was started for the tests. */
export interface Running {
  stop(): Promise<void>;
}

/** A free port of this machine. Another program may take it before it is used, so callers try again. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await closed(server);
  return port;
}

/** Starts a program whose output is kept for the error message. */
export function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  // Our own settings must not leak into the programs under test.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TAGPRISM_")));
  const child = spawn(program, args, { env: { ...inherited, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  // The runner may die without its teardown; then nothing may be left behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  return child;
}

/** Ends a program and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

/** The first line of a program's standard output that matches. */
export async function firstLine(child: ChildProcess, pattern: RegExp, limitMillis = 20_000): Promise<RegExpMatchArray> {
  let seen = "";
  let complaints = "";
  child.stderr?.on("data", (text: Buffer) => (complaints += text.toString()));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no start line in ${limitMillis} ms: ${seen}${complaints}`)), limitMillis);
    child.stdout?.on("data", (text: Buffer) => {
      seen += text.toString();
      const found = seen.match(pattern);
      if (found) {
        clearTimeout(late);
        resolve(found);
      }
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code} before it was ready: ${seen}${complaints}`));
    });
  });
}

/** Waits until a port takes connections, or the program has ended. */
export async function listening(port: number, child: ChildProcess, limitMillis = 20_000): Promise<boolean> {
  const deadline = Date.now() + limitMillis;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await accepts(port)) return child.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(Boolean(socket.destroy())));
    socket.once("error", () => resolve(false));
  });
}

export async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
