import { ALL_CHANGED } from "../pages/explainer.ts";
import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`the explainer is accessible: ${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("no state has a serious finding", async ({ page, explainer }) => {
        // Thousands of elements, twice.
        test.setTimeout(240_000);
        await explainer.goto("?host=linux/s390x");
        expect.soft(await serious(page), "as it opens").toEqual([]);

        await explainer.goto(`?host=windows/amd64&digest-reveal=yes&build-reveal=yes&sizes-reveal=yes&${ALL_CHANGED}`);
        for (const figure of explainer.figures) await figure.root.scrollIntoViewIfNeeded();
        await page.locator("details:not([open]) > summary").evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
        expect.soft(await serious(page), "with every figure at another choice and every table open").toEqual([]);

        await explainer.search("arm");
        await expect(explainer.results.first()).toBeVisible();
        expect.soft(await serious(page, "#find"), "the search").toEqual([]);
      });
    });
  }
}
