import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("the start page's title is the one that was painted first, until the reader goes on", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/i", { waitUntil: "domcontentloaded" });
  const title = page.locator(".welcome");
  await title.evaluate((it) => it.setAttribute("data-painted-first", ""));
  const deck = page.locator(".welcome .deck");
  const before = await deck.textContent();
  release();
  const examples = page.getByRole("heading", { name: "Ten references worth opening" });
  await expect(examples).toBeVisible();
  await expect(title).toHaveCount(1);
  await expect(title).toHaveAttribute("data-painted-first", "");
  // Field, title, examples: in this order, as it was painted.
  const order = await page.locator("#main > *").evaluateAll((all) => all.map((it) => it.getAttribute("class")));
  expect(order.slice(0, 3)).toEqual(["omni", "welcome", "start"]);

  // Gone with the start page, and written again by the program with the same words.
  await page.locator(".exs a").last().click();
  await expect(examples).toHaveCount(0);
  await expect(title).toHaveCount(0);
  await page.goBack();
  await expect(examples).toBeVisible();
  await expect(title).toHaveCount(1);
  expect(await deck.textContent()).toBe(before);
});

test("what shows no start page shows no title of one", async ({ page }) => {
  await page.goto("/i/?from=paste");
  await expect(page.getByRole("heading", { name: "The pasted text is gone" })).toBeVisible();
  await expect(page.locator(".welcome")).toHaveCount(0);
});
