import { FIGURE_NAMES, SECTIONS } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("on paper the explainer is text and figures without controls", async ({ page, explainer }) => {
  await explainer.goto();
  await page.emulateMedia({ media: "print" });
  const chrome = ".masthead, .rail, .skip, #find, .fig .bar, .fig .acts, .fig summary, .anchor, button.copy, .next";
  const printed = await page.locator(chrome).evaluateAll((all) =>
    all.filter((it) => it.checkVisibility({ visibilityProperty: true })).map((it) => `${it.tagName}.${it.getAttribute("class")}`),
  );
  expect.soft([...new Set(printed)]).toEqual([]);
  for (const slug of SECTIONS) await expect.soft(page.locator(`#${slug} > .lead`), slug).toBeVisible();
  for (const name of FIGURE_NAMES) await expect.soft(explainer.figure(name).stage, name).toBeVisible();
});

test("on paper the sources have their addresses", async ({ page }) => {
  await page.goto("/sources");
  await page.emulateMedia({ media: "print" });
  const addresses = await page.locator("main a[href^='https']").evaluateAll((all) =>
    all.filter((it) => it.checkVisibility()).map((it) => getComputedStyle(it, "::after").content),
  );
  expect(addresses.length).toBeGreaterThan(50);
  expect(addresses.filter((it) => !it.includes("https://") && !it.includes("attr(href)"))).toEqual([]);
});

test("printed, the explainer has at most 30 pages", async ({ page, explainer }) => {
  await explainer.goto();
  const pdf = await page.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
  const nPages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
  expect(nPages).toBeGreaterThan(5);
  expect(nPages).toBeLessThanOrEqual(30);
});
