import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("a slash opens the search and Enter goes to what is picked", async ({ page, explainer }) => {
  await explainer.goto();
  await page.keyboard.press("/");
  await expect(explainer.findField).toBeFocused();
  await expect(explainer.findField, "the key itself is not typed").toHaveValue("");
  await explainer.findField.fill("diff id");
  await expect(explainer.results.first()).toBeVisible();
  await expect(explainer.results.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  const second = explainer.results.nth(1);
  await expect(second).toHaveAttribute("aria-selected", "true");
  await expect(explainer.findField, "the picked result is named to the field").toHaveAttribute("aria-activedescendant", (await second.getAttribute("id"))!);
  const href = (await second.getAttribute("href"))!;
  await page.keyboard.press("Enter");
  await expect(explainer.find).toBeHidden();
  await expect(page).toHaveURL((url) => url.hash === href.slice(href.indexOf("#")));
  await expect(page.locator(href.slice(href.indexOf("#")))).toBeInViewport();
});

test("sections, figures, terms and whole error messages are found", async ({ explainer }) => {
  await explainer.goto();
  await explainer.search("windows");
  await expect(explainer.results.filter({ hasText: "Windows containers" }).first()).toBeVisible();
  await explainer.findField.fill("figure 5");
  await expect(explainer.results.filter({ hasText: /Figure 5/ }).first()).toBeVisible();
  await explainer.findField.fill("attestation");
  await expect(explainer.find.getByRole("group", { name: "Terms" }).getByRole("option").first()).toContainText(/attestation/i);
  await explainer.findField.fill("no matching manifest for linux/arm64/v8 in the manifest list entries: no match for platform in manifest: not found");
  await expect(explainer.find.getByRole("group", { name: "Errors" }).getByRole("option").first()).toBeVisible();
  await explainer.findField.fill("zxqv");
  await expect(explainer.find.getByRole("status")).toContainText("Nothing here has these words");
});

test("every result leads to a place in the page", async ({ page }) => {
  await page.goto("/");
  const entries = (await (await page.request.get("/search.json")).json()) as string[][];
  expect(entries.length).toBeGreaterThan(100);
  const ids = new Set(await page.locator("[id]").evaluateAll((all) => all.map((it) => it.id)));
  expect(entries.filter(([, , anchor]) => !ids.has(anchor)).map((it) => it.slice(0, 3))).toEqual([]);
});

test("Escape closes the search and gives the focus back", async ({ page, explainer }) => {
  await explainer.goto();
  const first = explainer.figure("hosts").control("set").first();
  await first.focus();
  await explainer.search("arm");
  await page.keyboard.press("Escape");
  await expect(explainer.find).toBeHidden();
  await expect(first).toBeFocused();
});

test("the search opens from the inspector as well, and leads to the explainer", async ({ page, explainer, inspector }) => {
  await inspector.goto("/i");
  // Before the program runs nobody hears the keys.
  await page.waitForSelector("html[data-runs]");
  await explainer.search("build number");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.pathname === "/" && url.hash.length > 1);
});

test("a search index that does not arrive is said to be missing", async ({ context }) => {
  const page = await context.newPage();
  await page.route("**/search.json", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("button", { name: /^Your machine/ })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("/");
  await expect(page.locator("#find").getByRole("status")).toContainText("The index did not arrive");
});
