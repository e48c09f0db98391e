import { defineConfig } from "@playwright/test";
import { launch } from "./support/browser.ts";

const isCi = Boolean(process.env.CI);

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  globalSetup: "./support/world.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: isCi,
  retries: isCi ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "on-first-retry",
    colorScheme: "light",
    viewport: { width: 1280, height: 900 },
    launchOptions: launch(),
  },
  projects: [
    // The element and the frame's script against the stub: these need no built site.
    { name: "element", testMatch: "element_*.spec.ts" },
    { name: "sites", testMatch: "site*.spec.ts" },
  ],
});
