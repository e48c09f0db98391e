import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, viewport: { width: 1440, height: 900 } });

test("the rail says where the reader is and remembers what was read", async ({ page, explainer }) => {
  await explainer.goto();
  const item = (name: string | RegExp) => explainer.rail.getByRole("link", { name });
  await page.locator("#image-index").evaluate((it) => it.scrollIntoView({ behavior: "instant" }));
  await expect(item(/image index/)).toHaveAttribute("aria-current", "location");
  await expect(explainer.rail.locator("[aria-current]")).toHaveCount(1);

  await page.locator("#windows").evaluate((it) => it.scrollIntoView({ behavior: "instant" }));
  await expect(item(/Windows/)).toHaveAttribute("aria-current", "location");
  await expect(item(/image index/)).not.toHaveAttribute("aria-current");

  await page.reload();
  await explainer.awake();
  await expect(explainer.rail.locator("li.is-read").filter({ hasText: /image index/ })).toHaveCount(1);
  expect(await page.evaluate(() => scrollY), "remembering does not move the page away from where the browser put it").toBeGreaterThanOrEqual(0);
  expect(await page.evaluate(() => document.cookie), "nothing of it leaves the browser").toBe("");
});
