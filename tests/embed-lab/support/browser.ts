import type { LaunchOptions } from "@playwright/test";

/** How the browser of the lab starts. */
export function launch(): LaunchOptions {
  return {
    // Absent: Playwright's own browser.
    executablePath: process.env.CHROMIUM || undefined,
    args: [
      "--headless",
      // Everything here is served from loopback by ourselves, and root has no sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}
