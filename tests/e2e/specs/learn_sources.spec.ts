import { SECTIONS } from "../pages/explainer.ts";
import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { tooWide } from "../support/layout.ts";

test.use({ needsRegistry: false });

test("every section leads to its sources, and these name pages and how far each was read", async ({ page }) => {
  await page.goto("/");
  for (const slug of SECTIONS) await expect.soft(page.locator(`#${slug} .sources a`), slug).toHaveAttribute("href", `sources#${slug}`);
  await page.locator("#image-index .sources a").click();
  await expect(page).toHaveURL(/\/sources#image-index$/);
  await expect(page.locator("#image-index")).toBeInViewport();
  for (const slug of SECTIONS) {
    expect.soft(await page.locator(`#${slug} li`).count(), slug).toBeGreaterThanOrEqual(3);
    await expect.soft(page.locator(`#${slug} a[href^="https://"]`).first(), slug).toBeVisible();
  }
});

for (const width of [360, 1440]) {
  test(`the page of sources fits and is accessible, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/sources");
    expect.soft(await tooWide(page)).toBe("");
    expect.soft(await serious(page)).toEqual([]);
  });
}
