import type { Page } from "@playwright/test";
import { FIGURE_NAMES, SECTIONS } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the explainer reads whole", async ({ page }) => {
    await page.goto("/");
    await readsWhole(page);
    await expect(page.locator("noscript .still")).toContainText("they need JavaScript and WebAssembly");
    await expect(page.locator("#still")).toBeHidden();
    await expect(page.locator("#find"), "no search that cannot answer").toBeHidden();
    await expect(page.locator(".find-open").first(), "no button that does nothing").toBeHidden();
  });
});

test("the explainer reads whole while its program is blocked, and says so in one line", async ({ context }) => {
  // A page of its own: what fails here is meant to fail.
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/");
  await expect(page.locator("#still")).toBeVisible();
  await expect(page.locator("#still")).toContainText("The figures below stand still");
  await readsWhole(page);
  await expect(page.locator("#boot, .boot-now"), "nothing is said to be on its way").toHaveCount(0);
});

async function readsWhole(page: Page): Promise<void> {
  await expect.soft(page.locator(".rail-now"), "nobody counts the sections").toBeHidden();
  for (const slug of SECTIONS) await expect.soft(page.locator(`#${slug} > .lead`), slug).toBeVisible();
  for (const name of FIGURE_NAMES) {
    const figure = page.locator(`#fig-${name}`);
    await expect.soft(figure.locator(".stage"), `${name} is drawn`).toBeVisible();
    await expect.soft(figure.locator(".status"), `${name} says its point`).not.toBeEmpty();
    await figure.locator(".twin > summary").click();
    await expect.soft(figure.locator(".twin table"), `${name} opens as a table`).toBeVisible();
  }
  // No part of the page is an empty frame that waits for something.
  const blank = await page.locator("main > *, main section > *, figure.fig > * > *").evaluateAll((all) =>
    all
      .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height > 80 && !it.textContent?.trim() && !it.querySelector("svg, img"))
      .map((it) => it.outerHTML.slice(0, 120)),
  );
  expect.soft(blank).toEqual([]);
}
