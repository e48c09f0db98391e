import { launch } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

// What a reader sets who wants large letters everywhere: the browser's own size of text, twice the usual one.
test.use({ needsRegistry: false, launchOptions: launch("--blink-settings=defaultFontSize=32") });

for (const width of [1440, 768]) {
  test(`text at twice its size keeps the explainer whole, ${width} pixels wide`, async ({ page, explainer }) => {
    await page.setViewportSize({ width, height: 900 });
    await explainer.goto();
    expect(await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThanOrEqual(32);
    expect.soft(await tooWide(page)).toBe("");
    for (const figure of explainer.figures) {
      await figure.root.scrollIntoViewIfNeeded();
      const before = await figure.words();
      await figure.change();
      await expect.soft.poll(() => figure.words(), `${figure.name} still answers`).not.toBe(before);
      await expect.soft(figure.status, figure.name).toBeVisible();
    }
    expect.soft(await tooWide(page), "with every figure at another choice").toBe("");
    // Blocks that follow each other do not run over each other.
    const over = await page.locator("main > section").evaluateAll((sections) =>
      sections.flatMap((section) => {
        const blocks = [...section.children].filter((it) => it.checkVisibility() && !it.matches(".note") && getComputedStyle(it).position === "static");
        return blocks.flatMap((it, nth) => {
          const next = blocks[nth + 1]?.getBoundingClientRect();
          return next && it.getBoundingClientRect().bottom > next.top + 2 ? [`${section.id}: ${it.textContent?.slice(0, 40)}`] : [];
        });
      }),
    );
    expect.soft(over).toEqual([]);
  });
}

test("nothing forbids the reader to zoom", async ({ page }) => {
  await page.goto("/");
  const viewport = await page.locator('meta[name="viewport"]').getAttribute("content");
  expect(viewport).not.toMatch(/maximum-scale|user-scalable/);
});
