import { ALL_CHANGED } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

const MOST = 0.02;

// As it opens; at a figure; and with every figure in another state than the one that was prerendered.
const ADDRESSES = ["", "#fig-match", "#windows", `?host=linux/s390x&${ALL_CHANGED}`];

// 412 is the width of the phone that the speed is measured on.
for (const width of [360, 412, 1440]) {
  test.describe(`nothing moves when the program arrives late, ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    for (const address of ADDRESSES) {
      test(`at /${address.slice(0, 20)}`, async ({ page, explainer }) => {
        await page.addInitScript(() => {
          const shifts: { value: number; nodes: string[] }[] = [];
          Object.assign(window, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean; sources: { node?: Element }[] }[]) {
              const name = (node?: Element) => (node ? `${node.nodeName}.${node.parentElement?.closest("[id]")?.id}.${node instanceof Element ? node.getAttribute("class") : ""}` : "gone");
              if (!entry.hadRecentInput) shifts.push({ value: entry.value, nodes: entry.sources.map((it) => name(it.node)) });
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        let release = () => {};
        const held = new Promise<void>((resolve) => { release = resolve; });
        await page.route("**/*.wasm", async (route) => {
          await held;
          await route.continue();
        });
        await page.goto(`/${address}`);
        await page.evaluate(() => document.fonts.ready);
        await paint(page);
        release();
        await explainer.awake();
        await page.evaluate(() => document.fonts.ready);
        await paint(page);
        const shifts = await page.evaluate(() => (window as unknown as { shifts: { value: number; nodes: string[] }[] }).shifts);
        const total = shifts.reduce((sum, it) => sum + it.value, 0);
        expect(total, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST);
      });
    }
  });
}

/** Waits until what has changed is on the screen. */
async function paint(page: import("@playwright/test").Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
  }));
}
