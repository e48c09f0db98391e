import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, javaScriptEnabled: false });

test("the foot of every figure names its data, their date and their source", async ({ page, explainer }) => {
  await page.goto("/");
  for (const [nth, name] of FIGURE_NAMES.entries()) {
    const foot = explainer.figure(name).root.locator(".foot");
    const says = (term: string) => foot.locator("dl > div").filter({ has: page.locator("dt", { hasText: term }) }).locator("dd");
    await expect.soft(says("Figure"), name).toHaveText(String(nth + 1));
    await expect.soft(says("Title"), name).not.toBeEmpty();
    // What nobody captured has no date, and says so.
    await expect.soft(says("Data"), `${name}: with a date`).toHaveText(/\b20\d\d\b|not a measurement/);
    await expect.soft(says("Source"), name).not.toBeEmpty();
    for (const link of await says("Source").getByRole("link").all()) {
      expect.soft(await link.getAttribute("href"), name).toMatch(/^https:\/\//);
    }
  }
});
