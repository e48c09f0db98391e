import type { LaunchOptions } from "@playwright/test";
import { SWITCHES } from "../../e2e/support/browser.ts";

/** How the browser of the lab starts. */
export function launch(): LaunchOptions {
  // Without a path: Playwright's own browser.
  return { executablePath: process.env.CHROMIUM || undefined, args: SWITCHES };
}
