import { test as base, expect, type Page } from "@playwright/test";
import { Explainer } from "../pages/explainer.ts";
import { Inspector } from "../pages/inspector.ts";
import { addresses } from "./addresses.ts";

export interface Options {
  /** The test provokes failing requests; the browser writes a console line for each. */
  toleratesFailedRequests: boolean;
  /** Needs the real registry; such a test is skipped on a machine without one. */
  needsRegistry: boolean;
  /** Hosts outside this machine that the test answers itself. */
  intercepts: string[];
}

export interface Fixtures {
  explainer: Explainer;
  inspector: Inspector;
}

/** What a page did that no page may do. */
export function watch(page: Page, options: Pick<Options, "toleratesFailedRequests" | "intercepts">): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    const isFailedRequest = /^Failed to load resource|has been blocked by CORS policy/.test(message.text());
    if (message.type() === "error" && !(isFailedRequest && options.toleratesFailedRequests)) {
      faults.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOurs = ["127.0.0.1", "localhost", ""].includes(url.hostname) || options.intercepts.includes(url.hostname);
    if (!isOurs) faults.push(`request to another host: ${request.url()}`);
  });
  return faults;
}

export const test = base.extend<Options & Fixtures>({
  toleratesFailedRequests: [false, { option: true }],
  needsRegistry: [true, { option: true }],
  intercepts: [[], { option: true }],
  baseURL: async ({}, use) => use(addresses().site),
  page: async ({ page, toleratesFailedRequests, intercepts, needsRegistry }, use) => {
    base.skip(needsRegistry && !addresses().openHost, "no docker-registry on this machine");
    const faults = watch(page, { toleratesFailedRequests, intercepts });
    await use(page);
    expect(faults, "the page must be quiet and stay on this machine").toEqual([]);
  },
  explainer: async ({ page }, use) => use(new Explainer(page)),
  inspector: async ({ page }, use) => use(new Inspector(page)),
});

export { expect };
