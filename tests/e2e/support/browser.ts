import type { LaunchOptions } from "@playwright/test";
import { requirePrograms } from "./programs.ts";

/** What every browser of the tests starts with. */
export const SWITCHES = [
  "--headless",
  // Everything here is served from loopback by ourselves, and root has no sandbox.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How the browser of the tests starts; `more` are further switches. */
export function launch(...more: string[]): LaunchOptions {
  return {
    executablePath: requirePrograms().chromium,
    args: [...SWITCHES, ...more],
  };
}
