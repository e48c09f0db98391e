import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, toleratesFailedRequests: true });

// A reload without a network would need a service worker: pages are revalidated at every visit, so that nobody keeps an
// old one. What is open stays whole.
test("the page that is open needs no network", async ({ context, page, explainer }) => {
  await explainer.goto();
  await explainer.search("arm");
  await expect(explainer.results.first()).toBeVisible();
  await page.keyboard.press("Escape");
  await context.setOffline(true);
  for (const name of FIGURE_NAMES) {
    const figure = explainer.figure(name);
    await figure.root.scrollIntoViewIfNeeded();
    const before = await figure.words();
    await figure.change();
    await expect.soft.poll(() => figure.words(), name).not.toBe(before);
  }
  await explainer.search("index");
  await expect(explainer.results.first()).toBeVisible();
});

test("a second visit fetches nothing but the page again", async ({ page, explainer }) => {
  await explainer.goto();
  await page.reload();
  await explainer.awake();
  const again = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((it) => it.transferSize > 300 && /\.(wasm|js|css|woff2)$/.test(new URL(it.name).pathname))
      .map((it) => it.name),
  );
  expect(again).toEqual([]);
});
