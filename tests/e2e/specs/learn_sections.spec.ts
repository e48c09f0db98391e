import { FIGURE_NAMES, SECTIONS } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, javaScriptEnabled: false });

test("ten sections have one figure each, which shows its point as it is", async ({ page, explainer }) => {
  await page.goto("/");
  const sections = page.locator("main > section");
  expect(await sections.evaluateAll((all) => all.map((it) => it.id))).toEqual([...SECTIONS, "glossary"]);
  for (const slug of SECTIONS) {
    await expect.soft(page.locator(`#${slug} figure.fig`), `the figure of ${slug}`).toHaveCount(1);
    await expect.soft(page.locator(`#${slug} h2`), slug).toBeVisible();
    await expect.soft(page.locator(`#${slug} > p`).first(), `${slug} begins with its lead`).toHaveClass("lead");
  }
  for (const name of FIGURE_NAMES) {
    const figure = explainer.figure(name);
    await expect.soft(figure.stage, `${name} is drawn`).toBeVisible();
    const box = await figure.stage.boundingBox();
    expect.soft(box?.height ?? 0, `${name} is more than a line`).toBeGreaterThan(120);
    await expect.soft(figure.caption, name).not.toBeEmpty();
    await expect.soft(figure.status, `${name} says what it shows`).toHaveText(/\w+ .*\./s);
  }
});
